"""Edits of a source text, and the clean text with its offset map that they give."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fintech_kg.model import LeftOut, OffsetMap


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Source characters `start` to `end` become `replacement`; a `reason` makes it something that the report names."""

    start: int
    end: int
    replacement: str
    reason: str | None = None


def blank(start: int, end: int, reason: str | None = None) -> Edit:
    """An edit that puts as many spaces, so that no offset moves."""
    return Edit(start, end, " " * (end - start), reason)


def without_overlaps(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order; of two that overlap the one that starts first, or is longer, stays."""
    reached = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end, edit.replacement)):
        if edit.start >= reached:
            yield edit
            reached = edit.end


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """The edited text and its map; edits must not overlap. Edits that keep the length leave no mark in the map."""
    parts: list[str] = []
    clean, source = [0], [0]
    at = length = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.replacement)
        length += edit.start - at + len(edit.replacement)
        at = edit.end
        if len(edit.replacement) != edit.end - edit.start:
            _mark(clean, source, length, at)
    return "".join([*parts, text[at:]]), OffsetMap(tuple(clean), tuple(source))


def _mark(clean: list[int], source: list[int], length: int, at: int) -> None:
    if clean[-1] == length:
        source[-1] = at
    else:
        clean.append(length)
        source.append(at)


def left_out(text: str, edits: Iterable[Edit]) -> tuple[LeftOut, ...]:
    """What the edits with a reason took out of the source text."""
    return tuple(LeftOut(e.start, e.end, text[e.start : e.end], e.reason) for e in edits if e.reason is not None)


def to_source(offsets: OffsetMap, start: int, end: int) -> tuple[int, int]:
    """The source span of a clean span; both half-open, in code points."""
    return _to_source(offsets, start), _to_source(offsets, end - 1) + 1 if end > start else _to_source(offsets, start)


def _to_source(offsets: OffsetMap, position: int) -> int:
    run = bisect_right(offsets.clean, position) - 1
    return offsets.source[run] + position - offsets.clean[run]
