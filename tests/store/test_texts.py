"""The kept texts come back as they were, and from them the source's text to the character."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintech_kg.assembly import assemble
from fintech_kg.cleaning import clean, offsets_of, source_text
from fintech_kg.errors import RunError
from fintech_kg.model import Document, Extraction, Facts, Source, digest
from fintech_kg.store import TEXTS_FILE, read_texts, texts_file

from ..handmade import HOSTILE

HARD = "Ca\u00adfé — 和源支付 \u2028 lone \ud800, nul \x00\x07 and â€™ more.\r\n* an **item**\n"


def facts_of(*texts: str) -> Facts:
    documents = [clean(Source(f"{number}.md", text, "text/markdown")) for number, text in enumerate(texts)]
    return assemble([Extraction(one) for one in documents])


def back(folder: Path, content: bytes) -> list[Document]:
    (folder / TEXTS_FILE).write_bytes(content)
    return [one.document for one in read_texts(folder / TEXTS_FILE)]


def test_texts_come_back(tmp_path: Path) -> None:
    facts = facts_of(HARD, "Two.\n", *HOSTILE)
    assert back(tmp_path, texts_file(facts)) == list(facts.documents)


def test_every_field_of_a_document_is_kept() -> None:
    record = json.loads(texts_file(facts_of("One.")))
    assert set(record) == {one.name for one in fields(Document)} - {"source"} | {"sources", "sha256"}


def test_letters_stand_as_they_are() -> None:
    content = texts_file(facts_of(HARD))
    assert "和源支付".encode() in content and b"\\ud800" in content


@given(st.text(st.characters(), max_size=200), st.sampled_from(["text/plain", "text/markdown"]))
def test_source_text_comes_back_from_any_document(text: str, media_type: str) -> None:
    document = clean(Source("x", text, media_type))
    assert source_text(document) == text
    assert digest(source_text(document)) == document.id
    assert offsets_of(document.replaced) == document.offsets


@pytest.mark.parametrize(
    "content",
    [b"{}\n", b"[1]\n", b"no json\n", b'{"id": "x"', b"\xff\n", b'{"sources": [], "sha256": "0"}\n', b"[" * 10**5 + b"\n"],
)
def test_file_of_another_kind_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot be read"):
        back(tmp_path, content)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="No such file"):
        read_texts(tmp_path / TEXTS_FILE)
