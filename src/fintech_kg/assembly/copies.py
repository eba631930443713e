"""From extractions to near-copies: documents that are one text but for a few words, a dateline or another site's frame.

Two documents are near-copies where the shorter's sequences of five words stand for the most part in the longer, and where the
same words also name the same things: a template that two companies filled in gives texts that are alike and no copies. Which
pairs are found is exact, so neither order nor chance nor any third document plays a part. The candidates come by prefix
filtering (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, ICDE 2006).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fintech_kg.assembly.agreement import agree
from fintech_kg.assembly.clusters import Clusters
from fintech_kg.model import Document, Extraction

_WORD = re.compile(r"\w+")
_RUN = 5
FEWEST = 30
"""Sequences below which a text is too short to be told from any other of its kind."""
_OF_SHORTER, OF_LONGER = 0.8, 0.5
Shingles = Mapping[str, frozenset[str]]


def near_copies(extractions: Iterable[Extraction], names: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The documents that copy another, each with that one's id, sorted. Of a group the earliest stands for all.

    `names` are the sources' names by document: of documents of one day, or without a date, the first by name stands.
    """
    found = {one.document.id: one for one in extractions}
    shingles = {name: told for name, one in sorted(found.items()) if len(told := shingles_of(one.document.text)) >= FEWEST}
    clusters = Clusters()
    for one, other in _alike(shingles):
        if agree(found[one], found[other]):
            clusters.join(one, other)
    copies: dict[str, str] = {}
    for group in clusters.groups(shingles):
        first = min(group, key=lambda one: _precedence(found[one].document, (names or {}).get(one, ())))
        copies |= {one: first for one in group if one != first}
    return dict(sorted(copies.items()))


def _precedence(document: Document, names: Sequence[str]) -> tuple[bool, str, str, str]:
    return precedence(document.id, document.published, names or (document.source,))


def precedence(document: str, published: str | None, names: Sequence[str]) -> tuple[bool, str, str, str]:
    """By which the document comes first that stands for a group of copies."""
    return (published is None, published or "", min(names), document)


def shingles_of(text: str) -> frozenset[str]:
    """All sequences of five words."""
    words = _WORD.findall(text.lower())
    return frozenset(map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False)))


def is_alike(shared: int, shorter: int, longer: int) -> bool:
    """Whether two texts with so many sequences share enough of them."""
    return shared >= _OF_SHORTER * shorter and shared >= OF_LONGER * longer


def telling(shorter: int) -> int:
    """Of so many sequences, the number of which at least one stands in every text that shares enough, whichever they are."""
    return shorter - math.ceil(_OF_SHORTER * shorter) + 1


def _alike(shingles: Shingles) -> Iterator[tuple[str, str]]:
    """The pairs that share enough, each once, the shorter first."""
    frequency = Counter(one for told in shingles.values() for one in told)
    holders: dict[str, list[str]] = defaultdict(list)
    for name, told in shingles.items():
        for one in told:
            if frequency[one] > 1:
                holders[one].append(name)
    for name, told in shingles.items():
        for other in sorted(_candidates(name, told, frequency, holders, shingles)):
            shared = len(told & shingles[other])
            if is_alike(shared, len(told), len(shingles[other])):
                yield name, other


def _candidates(
    name: str, told: frozenset[str], frequency: Mapping[str, int], holders: Mapping[str, list[str]], shingles: Shingles
) -> set[str]:
    """The documents not shorter than this one that hold one of its rarest sequences: who shares enough holds one of these."""
    rarest = sorted(told, key=lambda one: (frequency[one], one))[: telling(len(told))]
    return {
        other
        for one in rarest
        for other in holders.get(one, ())
        if other != name and (len(told), name) < (len(shingles[other]), other)
    }
