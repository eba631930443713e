"""From an input to its source, by the reader of its format."""

from __future__ import annotations

import pytest

from fintech_kg.documents import Input, Limits, media_types, read_source
from fintech_kg.errors import DocumentError, EmptyDocument, LimitExceeded, NotText, TooLong, UnknownMediaType


def given(content: bytes, suffix: str = ".txt") -> Input:
    return Input(f"name{suffix}", suffix, lambda: content)


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [(".txt", "text/plain"), (".text", "text/plain"), (".md", "text/markdown"), (".markdown", "text/markdown")],
)
def test_media_type_follows_the_suffix(suffix: str, media_type: str) -> None:
    source = read_source(given(b"Kite Bank bought Plaid.", suffix))
    assert (source.name, source.media_type, source.text) == (f"name{suffix}", media_type, "Kite Bank bought Plaid.")


@pytest.mark.parametrize(
    ("suffix", "content", "error", "says"),
    [
        (".xyz", b"text", UnknownMediaType, "no reader takes .xyz; readers: ."),
        ("", b"text", UnknownMediaType, "no reader takes a file without a suffix"),
        (".txt", b"", EmptyDocument, "the document is empty"),
        (".txt", b" \n\t\r\n", EmptyDocument, "the document is empty"),
        (".txt", "\ufeff\n".encode(), EmptyDocument, "the document is empty"),
        (".txt", b"\0" * 4, EmptyDocument, "the document is empty"),
        (".txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, NotText, "not a text file"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(
    suffix: str, content: bytes, error: type[DocumentError], says: str
) -> None:
    with pytest.raises(error) as raised:
        read_source(given(content, suffix))
    assert raised.value.source == f"name{suffix}"
    assert says in raised.value.reason


def test_copy_under_another_name_has_the_same_identifier() -> None:
    one, other = (read_source(Input(name, ".txt", lambda: b"The same.")) for name in ("a.txt", "b.txt"))
    assert one.id == other.id


def test_media_types_are_sorted() -> None:
    assert media_types() == sorted(media_types())


def test_a_document_that_is_too_long_is_skipped() -> None:
    with pytest.raises(TooLong, match="at most 5,000,000 are read; split it"):
        read_source(given(b"a" * (Limits().characters + 1)))


def test_text_that_no_encoding_makes_short_enough_is_refused_by_its_size() -> None:
    with pytest.raises(LimitExceeded, match="50,000,000 bytes long, which is more than 5,000,000 characters have"):
        read_source(given(b"\xff" * 50_000_000))


def test_long_text_in_another_encoding_is_read() -> None:
    text = "Société Générale a payé cinq millions. " * 40_000
    assert read_source(given(text.encode("cp1252"))).text == text


def test_several_documents_are_not_one() -> None:
    with pytest.raises(DocumentError, match="holds several documents"):
        read_source(given(b"text\nOne.\nTwo.\n", ".csv"))
