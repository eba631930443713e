"""A passage of a document in, the paragraph around it with what is marked in it out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from fintech_kg.explorer.answers.reader import Json, Reader

_LONGEST = 4000
_AROUND = 1200


class Span(NamedTuple):
    """Offsets in a document, and what stands there."""

    start: int
    end: int
    role: str


class Passage(NamedTuple):
    """A passage of a document, by the document's number; `quote` is None where the kept text has the same characters."""

    document: int
    start: int
    end: int
    quote: str | None


PASSAGE = "e.document, e.start, e.stop, e.quote"


def evidence(reader: Reader, passage: Passage, spans: Iterable[Span] = (), *, antecedents: Sequence[str] = ()) -> Json:
    """The paragraph that holds the passage; offsets count code points of the document (`start`) and of the paragraph (`marks`).

    Spans outside of the paragraph are left out. `antecedents` are names of which the last before the passage's end is marked.
    """
    start, paragraph = _paragraph(reader, passage)
    marked = [Span(passage.start, passage.end, "sentence"), *spans]
    if antecedents:
        marked += _antecedent(start, paragraph, passage, antecedents)
    inside = [
        {"start": one.start - start, "end": one.end - start, "role": one.role}
        for one in marked
        if start <= one.start < one.end <= start + len(paragraph)
    ]
    return {
        "document": document_head(reader, passage.document),
        "paragraph": paragraph,
        "start": start,
        "marks": sorted(inside, key=lambda one: (one["start"], -one["end"], one["role"])),
    }


def document_head(reader: Reader, number: int) -> Json:
    """What names a document, by its number."""
    row = reader.db.execute("SELECT id, title, sources, published FROM documents WHERE n = ?", (number,)).fetchone()
    return head_of(row)


def head_of(row: Sequence[Any]) -> Json:
    """From id, title, sources and published."""
    return {"id": row[0], "title": row[1], "source": ", ".join(json.loads(row[2])), "published": row[3]}


def _paragraph(reader: Reader, passage: Passage) -> tuple[int, str]:
    """Where the paragraph starts, and its text; of a very long one what is around the passage."""
    kept = reader.index.text(passage.document)
    if kept is None or passage.quote is not None or passage.end > len(kept.text):
        return passage.start, _quote(reader, passage)
    over = [block for block in kept.blocks if block[0] < passage.end and passage.start < block[1]]
    start, end = (
        (min(over)[0], max(block[1] for block in over)) if over else _lines_around(kept.text, passage.start, passage.end)
    )
    if end - start > _LONGEST:
        start, end = max(start, passage.start - _AROUND), min(end, passage.end + _AROUND)
    start, end = min(start, passage.start), max(end, passage.end)
    return start, kept.text[start:end]


def _quote(reader: Reader, passage: Passage) -> str:
    if passage.quote is not None:
        return passage.quote
    return ""


def _lines_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the lines between which no blank line is."""
    before, after = text.rfind("\n\n", 0, start), text.find("\n\n", end)
    return (0 if before < 0 else before + 2), (len(text) if after < 0 else after)


def _antecedent(start: int, paragraph: str, passage: Passage, names: Sequence[str]) -> list[Span]:
    """The last of the names before the passage's end, which a pronoun in it stands for."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name.strip())
    if not pattern:
        return []
    found = [one.span() for one in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", paragraph[: passage.end - start])]
    return [Span(start + found[-1][0], start + found[-1][1], "antecedent")] if found else []
