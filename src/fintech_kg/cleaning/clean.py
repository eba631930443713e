"""From a Source to a Document."""

from __future__ import annotations

from collections.abc import Iterator

from fintech_kg.cleaning.blocks import blocks
from fintech_kg.cleaning.characters import character_edits
from fintech_kg.cleaning.edits import Edit, apply, left_out, without_overlaps
from fintech_kg.cleaning.foreign import foreign_edits
from fintech_kg.cleaning.furniture import furniture_edits
from fintech_kg.cleaning.markdown import markdown_edits
from fintech_kg.model import Document, Source


def clean(source: Source, *, furniture: frozenset[str] = frozenset()) -> Document:
    """The document of a source. `furniture` are phrases, in lower case, by which page furniture is known."""
    edits = tuple(without_overlaps(_edits(source, furniture)))
    text, offsets = apply(source.text, edits)
    found = blocks(source.text, text)
    return Document(
        id=source.id,
        source=source.name,
        text=text,
        media_type=source.media_type,
        title=source.title,
        published=source.published,
        language=source.language,
        blocks=found,
        left_out=left_out(source.text, edits),
        offsets=offsets,
    )


def _edits(source: Source, furniture: frozenset[str]) -> Iterator[Edit]:
    yield from character_edits(source.text)
    yield from foreign_edits(source.text)
    yield from furniture_edits(source.text, furniture)
    if source.media_type == "text/markdown":
        yield from markdown_edits(source.text)
