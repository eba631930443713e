"""From a document and names to the sentence in which they stand, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from fintech_kg.model import Document

# Good enough to show where something stands; what is extracted never depends on it.
_BETWEEN_SENTENCES = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|Co)\.)(?<!\b(?:Inc|Ltd|Mrs)\.)[\"”’»)]*\s+(?=[\"“‘«(]?[A-Z\d])"
)


def sentences(document: Document) -> list[str]:
    """The document's sentences, each on one line."""
    parts = [document.text[block.start : block.end] for block in document.blocks] or document.text.splitlines()
    return [words for part in parts for one in _split(part) if (words := " ".join(one.split()))]


def _split(text: str) -> Iterator[str]:
    start = 0
    for between in _BETWEEN_SENTENCES.finditer(text):
        yield text[start : between.end()]
        start = between.end()
    yield text[start:]


def passage(among: Sequence[str], *wanted: Iterable[str]) -> str | None:
    """The sentence that has most of what is wanted, each by any of its names, and of several the one that has the rarest."""
    weights = [0.0] * len(among)
    for names in wanted:
        pattern = _any_of(names)
        having = [number for number, one in enumerate(among) if pattern.search(one)]
        for number in having:
            weights[number] += 1 + 1 / len(having)
    best = max(weights, default=0.0)
    return among[weights.index(best)] if best > 0 else None


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    written = sorted({" ".join(name.split()) for name in names if name.split()}, key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?:e?s)?(?!\w)" for name in written) or r"(?!)", re.IGNORECASE)
