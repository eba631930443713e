"""Edits of a text, and the edited text with its offset map that they give."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fintech_kg.model import Document, LeftOut, OffsetMap


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters `start` to `end` become `replacement`; a `reason` makes it something that the report names."""

    start: int
    end: int
    replacement: str
    reason: str | None = None

    @property
    def keeps_length(self) -> bool:
        return len(self.replacement) == self.end - self.start


def blank(start: int, end: int, reason: str | None = None) -> Edit:
    """An edit that puts as many spaces, so that no offset moves."""
    return Edit(start, end, " " * (end - start), reason)


def without_overlaps(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order; of two that overlap the one that starts first, or is longer, stays, and of the other what lies behind
    it, where that keeps its length."""
    reached = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end, edit.replacement)):
        if edit.start >= reached:
            yield edit
        elif edit.end > reached and edit.keeps_length:
            yield Edit(reached, edit.end, edit.replacement[reached - edit.start :], edit.reason)
        else:
            continue
        reached = edit.end


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """The edited text and its map; edits must not overlap. Edits that keep the length leave no mark in the map."""
    parts: list[str] = []
    runs: list[tuple[int, int, int | None]] = [(0, 0, None)]
    at = length = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.replacement)
        length += edit.start - at
        if edit.replacement and not edit.keeps_length:
            _begin(runs, (length, edit.start, edit.end))
        length, at = length + len(edit.replacement), edit.end
        if not edit.keeps_length:
            _begin(runs, (length, at, None))
    clean, source, ends = zip(*runs, strict=True)
    return "".join([*parts, text[at:]]), OffsetMap(clean, source, ends)


def _begin(runs: list[tuple[int, int, int | None]], run: tuple[int, int, int | None]) -> None:
    if runs[-1][0] == run[0]:
        runs.pop()
    runs.append(run)


def left_out(text: str, offsets: OffsetMap, *layers: Iterable[Edit]) -> tuple[LeftOut, ...]:
    """What the edits with a reason took out of the source text, in order. The first layer edited the source itself, the second
    the text that `offsets` leads back from. Of two spans one inside the other the wider counts; what touches is one."""
    first, second = layers
    spans = [(e.start, e.end, e.reason) for e in first if e.reason is not None]
    spans += [(*to_source(offsets, e.start, e.end), e.reason) for e in second if e.reason is not None]
    found: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        if found and end <= found[-1][1]:
            continue
        if found and start <= found[-1][1] and reason == found[-1][2]:
            start = found.pop()[0]
        found.append((start, end, reason))
    return tuple(LeftOut(start, end, text[start:end], reason) for start, end, reason in found)


def to_source(offsets: OffsetMap, start: int, end: int) -> tuple[int, int]:
    """The source span of a clean span; both half-open, in code points."""
    first = _to_source(offsets, start)[0]
    return first, _to_source(offsets, end - 1)[1] if end > start else first


def page_of(document: Document, start: int) -> int | None:
    """The number, from 1, of the page on which a clean offset stands; None where the document has no pages."""
    if not document.pages:
        return None
    return max(1, bisect_right(document.pages, to_source(document.offsets, start, start + 1)[0]))


def _to_source(offsets: OffsetMap, position: int) -> tuple[int, int]:
    """The source span of one character."""
    run = bisect_right(offsets.clean, position) - 1
    replaced = offsets.ends[run]
    if replaced is not None:
        return offsets.source[run], replaced
    start = offsets.source[run] + position - offsets.clean[run]
    return start, start + 1
