"""From a source's text and its clean text to what differs, and from a Document back to its source's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from fintech_kg.model import Document, OffsetMap, Replacement


def replacements(source: str, text: str, offsets: OffsetMap) -> Iterator[Replacement]:
    """All in which the clean text differs from the source's, in order and without overlaps; spans count the clean text."""
    yield from _dropped(0, source[: offsets.source[0]])
    bounds = [*zip(offsets.clean[1:], offsets.source[1:], strict=True), (len(text), len(source))]
    for start, origin, origin_end, (end, next_origin) in zip(offsets.clean, offsets.source, offsets.ends, bounds, strict=True):
        if origin_end is None:
            origin_end = origin + end - start
            yield from _differing(start, source[origin:origin_end], text[start:end])
        else:
            yield Replacement(start, end, source[origin:origin_end])
        yield from _dropped(end, source[origin_end:next_origin])


def _dropped(at: int, words: str) -> Iterator[Replacement]:
    if words:
        yield Replacement(at, at, words)


def _differing(start: int, source: str, text: str) -> Iterator[Replacement]:
    """The runs in which two texts of one length differ."""
    if source == text:
        return
    for differs, run in groupby(range(len(text)), key=lambda i: source[i] != text[i]):
        if differs:
            places = list(run)
            first, end = places[0], places[-1] + 1
            yield Replacement(start + first, start + end, source[first:end])


def source_text(document: Document) -> str:
    """The text of the document's source, to the character. Raises ValueError where what was replaced cannot be put back."""
    parts: list[str] = []
    reached = 0
    for one in document.replaced:
        if not reached <= one.start <= one.end <= len(document.text):
            raise ValueError(f"the replacement at {one.start}-{one.end} does not lie in the text, behind the one before")
        parts += (document.text[reached : one.start], one.text)
        reached = one.end
    return "".join([*parts, document.text[reached:]])


def offsets_of(replaced: Iterable[Replacement]) -> OffsetMap:
    """The way back that the replacements tell of: the same map that cleaning gave."""
    runs: list[tuple[int, int, int | None]] = [(0, 0, None)]
    shift = 0
    for one in replaced:
        source, grown = one.start + shift, len(one.text) - (one.end - one.start)
        found = [(one.start, source, source + len(one.text))] if one.start < one.end else []
        for run in (*found, (one.end, source + len(one.text), None)) if grown else ():
            if runs[-1][0] == run[0]:
                runs.pop()
            runs.append(run)
        shift += grown
    return OffsetMap(*zip(*runs, strict=True))
