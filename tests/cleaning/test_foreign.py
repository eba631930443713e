"""Text in another script: injected advertising goes, names stay."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.cleaning.foreign import INJECTED, WHOLE_LINE
from fintech_kg.model import Document, Source

SENTENCE = "Kite Bank bought Plaid for $40 million, and the deal closed in May."

SPAM = {
    "Han": "上海花千坊419",
    "Hangul": "최고의 온라인 카지노 지금 가입",
    "Kana": "いますぐクリックしてください",
    "Cyrillic": "Перезвони и получи приз",
    "Arabic": "اربح المال الآن مجانا",
    "Hebrew": "הרוויחו כסף עכשיו בחינם",
    "Devanagari": "अभी क्लिक करें और जीतें",
    "Thai": "คาสิโนออนไลน์อันดับหนึ่ง",
    "Han and digits": "微信加群秒批额度6688",
}

NAMES = [
    "Ant Group (蚂蚁集团) bought Plaid, a payment company, in May.",
    "Ant Group （蚂蚁集团） bought Plaid, a payment company, in May.",
    "Zhao Minli (赵敏丽), who founded it, stayed on as chief executive.",
    "The bank, known as Сбербанк, opened an office in London last year.",
    "SberBank Сбербанк, the largest lender, opened an office in London.",
    "蚂蚁集团 (Ant Group) bought Plaid, a payment company, in the spring.",
    "The app called 支付宝 is used by a billion people around the world.",
    "The firm’s name in Chinese: 和源支付 and it is based in Shenzhen.",
]


def cleaned(text: str) -> Document:
    return clean(Source("x.txt", text, "text/plain"))


@pytest.mark.parametrize("spam", SPAM.values(), ids=SPAM.keys())
@pytest.mark.parametrize("place", ["start", "middle", "end"])
def test_spam_goes_and_is_reported(spam: str, place: str) -> None:
    half = SENTENCE.index(" and the deal")
    text = {
        "start": f"{spam} {SENTENCE}",
        "middle": f"{SENTENCE[:half]} {spam}{SENTENCE[half:]}",
        "end": f"{SENTENCE} {spam}",
    }[place]
    document = cleaned(text)
    assert " ".join(document.text.split()) == SENTENCE
    assert [(one.text, one.reason) for one in document.left_out] == [(spam, INJECTED)]


@pytest.mark.parametrize("spam", SPAM.values(), ids=SPAM.keys())
def test_line_of_spam_goes_whole(spam: str) -> None:
    document = cleaned(f"{SENTENCE}\n{spam}\n{SENTENCE}")
    assert document.text.split("\n")[1].strip() == ""
    assert [(one.text, one.reason) for one in document.left_out] == [(spam, WHOLE_LINE)]


@pytest.mark.parametrize("text", NAMES)
def test_name_stays(text: str) -> None:
    document = cleaned(text)
    assert document.text == text
    assert document.left_out == ()


@pytest.mark.parametrize("spam", ["419上海龙凤网", "【上海龙凤】", "加微信12345678", "上海龙凤论坛100%"])
def test_digits_and_marks_go_with_the_letters_that_they_are_glued_to(spam: str) -> None:
    document = cleaned(f"{spam} - {SENTENCE}")
    assert [one.text for one in document.left_out] == [spam]


def test_text_that_is_mainly_foreign_stays() -> None:
    text = "蚂蚁集团在上海发布了新的支付产品，Ant Group 表示欢迎。"
    assert cleaned(text).text == text


def test_offsets_do_not_move() -> None:
    text = f"上海花千坊419 {SENTENCE}"
    assert cleaned(text).text.index("Kite Bank") == text.index("Kite Bank")


def test_long_line_costs_no_square() -> None:
    """Without a bound on what is looked at beside a run, this takes hours."""
    line = "Kite Bank bought Plaid. 上海花千坊419 " * 20_000 + "1" * 200_000 + " and more words"
    document = cleaned(line)
    assert len(document.left_out) == 20_000
