"""A sentence and spans of its document in, the marks that the page sets in that sentence out."""

from __future__ import annotations

from collections.abc import Iterable

from fintech_kg.model import Evidence

Mark = tuple[int, int, str]


def marks(evidence: Evidence, spans: Iterable[Mark]) -> list[Mark]:
    """The spans that lie in the sentence, in its order, as offsets into its quote in UTF-16 units, which is how a
    browser counts. `spans` are offsets into the document; one that is empty, outside or over an earlier one is dropped.
    """
    kept: list[Mark] = []
    for start, end, name in spans:
        inside = (start - evidence.start, end - evidence.start, name)
        if 0 <= inside[0] < inside[1] <= len(evidence.quote) and not any(_overlap(inside, other) for other in kept):
            kept.append(inside)
    return [(_units(evidence.quote, a), _units(evidence.quote, b), name) for a, b, name in sorted(kept)]


def _overlap(one: Mark, other: Mark) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _units(text: str, offset: int) -> int:
    return offset if text.isascii() else offset + sum(char > "\uffff" for char in text[:offset])
