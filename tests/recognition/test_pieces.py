"""Windows of word pieces: casings as the network was trained on, offsets of the whole text, cuts behind sentences."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from fintech_kg.recognition.network import SHIPPED
from fintech_kg.recognition.pieces import LONGEST, shape, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@pytest.mark.parametrize(
    ("word", "casing"),
    [
        ("bank", 0),
        ("Bank", 1),
        ("BANK", 2),
        ("eBay", 3),
        ("PayPal", 3),
        ("2024", 4),
        ("–", 5),
        ("A", 1),
        ("蚂蚁", 0),
        ("x1", 0),
    ],
)
def test_shape_tells_the_casing_of_a_word(word: str, casing: int) -> None:
    assert shape(word) == casing


def test_pieces_of_one_word_share_its_casing_and_lie_at_their_offsets(tokenizer: Tokenizer) -> None:
    text = "Ant Group’s CTO"
    (window,) = windows(text, tokenizer)
    assert [text[start:end] for start, end in window.offsets[1:3]] == ["Ant", "Group"]
    assert len(window.ids) == len(window.shapes) == len(window.offsets) == len(window.words)
    assert window.shapes[1] == 1
    assert window.shapes[-2] == 2


def test_long_texts_are_cut_behind_sentences_and_lose_nothing(tokenizer: Tokenizer) -> None:
    text = " ".join(f"Bank number {number} opened a branch in Lagos." for number in range(120))
    found = list(windows(text, tokenizer))
    assert len(found) > 2
    assert all(len(window.ids) <= LONGEST + 2 for window in found)
    assert all(text[window.offsets[-2][0]] == "." for window in found)
    covered = [offset for window in found for offset in window.offsets if offset != (0, 0)]
    assert covered == [offset for offset in tokenizer.encode(text).offsets if offset != (0, 0)]


def test_a_text_without_words_has_no_window(tokenizer: Tokenizer) -> None:
    assert list(windows("   ", tokenizer)) == []
