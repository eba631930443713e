"""From bytes to text: encodings, marks, and what is no text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintech_kg.documents.text import decode
from fintech_kg.errors import DocumentError, EmptyDocument, NotText

ENGLISH = "Société Générale paid “€5 million” for Kite Bank – a lender from Malmö – in 2024, the bank’s café said. "
CHINESE = "Ant Group (蚂蚁集团) 与上海银行在上海签署协议，共同推动移动支付的发展。这项合作将于明年开始，双方将投资五亿元。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (CHINESE, "utf-8"),
        (ENGLISH, "utf-16"),
        (CHINESE, "utf-16"),
        (ENGLISH, "utf-32"),
        (ENGLISH * 10, "cp1252"),
        (CHINESE * 10, "gb18030"),
    ],
)
def test_text_comes_back(text: str, encoding: str) -> None:
    assert decode("x.txt", text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_either_order_of_bytes_with_its_mark(encoding: str) -> None:
    assert decode("x.txt", f"\ufeff{ENGLISH}".encode(encoding)).lstrip("\ufeff") == ENGLISH


def test_mark_of_utf8_stays_so_that_offsets_count_it() -> None:
    assert decode("x.txt", ENGLISH.encode("utf-8-sig")) == f"\ufeff{ENGLISH}"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_stay(ends: str) -> None:
    assert decode("x.txt", f"one{ends}two".encode()) == f"one{ends}two"


def test_few_nuls_make_no_binary() -> None:
    assert decode("x.txt", b"Kite\0Bank bought Plaid.") == "Kite\0Bank bought Plaid."


NOISE = random.Random(7).randbytes(20_000)


@pytest.mark.parametrize(
    "content",
    [
        NOISE,
        b"\x89PNG\r\n\x1a\n" + NOISE,
        b"\x7fELF\x02\x01\x01" + b"\0" * 200,
        b"PK\x03\x04" + NOISE,
        b"\x1f\x8b\x08" + NOISE,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + NOISE,
        b"\0\1\2\3\4\5\6\7" * 100,
        b"\xff\xfe" + b"\x00\xd8" * 50,
    ],
    ids=["noise", "png", "elf", "zip", "gzip", "pdf", "controls", "utf-16 of lone surrogates"],
)
def test_binary_is_no_text(content: bytes) -> None:
    with pytest.raises(NotText, match="not a text file"):
        decode("x.txt", content)


def test_nothing_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        decode("x.txt", b"")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert isinstance(decode("x.txt", content), str)
    except DocumentError as error:
        assert error.source == "x.txt"
