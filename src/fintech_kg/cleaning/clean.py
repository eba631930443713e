"""From a Source to a Document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from fintech_kg.cleaning.adverts import advert_edits
from fintech_kg.cleaning.blocks import blocks
from fintech_kg.cleaning.characters import character_edits
from fintech_kg.cleaning.columns import column_edits, widening_edits
from fintech_kg.cleaning.edits import Edit, apply, left_out, without_overlaps
from fintech_kg.cleaning.foreign import foreign_edits
from fintech_kg.cleaning.furniture import furniture_edits
from fintech_kg.cleaning.layout import layout_edits
from fintech_kg.cleaning.markdown import cell_edits, markdown_edits
from fintech_kg.cleaning.mojibake import mojibake_edits
from fintech_kg.cleaning.phrases import lines_of
from fintech_kg.cleaning.quoted import quoted
from fintech_kg.cleaning.restore import replacements
from fintech_kg.model import Document, Source
from fintech_kg.ontology import Cue

NO_CUES: Mapping[Cue, frozenset[str]] = MappingProxyType({})


def clean(source: Source, *, cues: Mapping[Cue, frozenset[str]] = NO_CUES) -> Document:
    """The document of a source. `cues` are the lexicon's words by which adverts and page furniture are known.

    First the characters are made those that a reader sees; only then is judged what is no part of the text. What goes then
    leaves blanks, so that the offset map tells of the first step alone.
    """
    mended = tuple(without_overlaps(_mending(source.text, cues)))
    seen, offsets = apply(source.text, mended)
    taken = tuple(without_overlaps(_taking(seen, source.media_type, cues)))
    text, _ = apply(seen, taken)
    return Document(
        id=source.id,
        source=source.name,
        text=text,
        media_type=source.media_type,
        title=source.title,
        published=source.published,
        language=source.language,
        blocks=blocks(seen, text, cues.get(Cue.SECTION, frozenset()) | cues.get(Cue.FEATURE, frozenset())),
        left_out=left_out(source.text, offsets, mended, taken),
        offsets=offsets,
        author=source.author,
        site=source.site,
        pages=source.pages,
        replaced=tuple(replacements(source.text, text, offsets)),
    )


def _mending(text: str, cues: Mapping[Cue, frozenset[str]]) -> Iterator[Edit]:
    layout = layout_edits(text, cues.get(Cue.HYPHENATED, frozenset()))
    return chain(character_edits(text), mojibake_edits(text), layout, widening_edits(text))


def _taking(text: str, media_type: str, cues: Mapping[Cue, frozenset[str]]) -> Iterator[Edit]:
    """Edits of the text as seen; each keeps its length."""
    quotations = quoted(text)
    yield from foreign_edits(text, quotations, cues)
    lines = list(lines_of(text))
    yield from advert_edits(lines, quotations, cues)
    yield from furniture_edits(lines, cues)
    yield from column_edits(text)
    if media_type == "text/markdown":
        yield from markdown_edits(text)
    elif media_type != "text/plain":
        yield from cell_edits(text)
