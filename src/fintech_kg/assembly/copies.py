"""From extractions to near-copies: documents that are one text but for a few words, a dateline or another site's frame.

Two documents are near-copies where the shorter's sequences of five words stand for the most part in the longer, and where the
same words also name the same things: a template that two companies filled in gives texts that are alike and no copies. Which
pairs are found is exact, so neither order nor chance nor any third document plays a part. The candidates come by prefix
filtering (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, ICDE 2006).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from fintech_kg.assembly.agreement import agree
from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.order import in_order
from fintech_kg.model import Document, Extraction

_WORD = re.compile(r"\w+")
_RUN = 5
_FEWEST = 30
"""Sequences below which a text is too short to be told from any other of its kind."""
_OF_SHORTER, _OF_LONGER = 0.8, 0.5
Hashes = npt.NDArray[np.uint64]
"""Sequences of words by their hashes; two that share one by chance are told apart by what they say."""
Rarity = tuple[Hashes, npt.NDArray[np.int64]]
_NONE: Hashes = np.empty(0, dtype="<u8")


def near_copies(extractions: Iterable[Extraction], names: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The documents that copy another, each with that one's id, sorted. Of a group the earliest stands for all.

    `names` are the sources' names by document: of documents of one day, or without a date, the first by name stands.
    """
    ordered = in_order(extractions)
    shingles = {one.document.id: told for one in ordered if len(told := _shingles(one.document.text)) >= _FEWEST}
    alike = list(_alike(shingles))
    wanted = {name for pair in alike for name in pair}
    found = {one.document.id: one for one in ordered if one.document.id in wanted} if wanted else {}
    clusters = Clusters()
    for one, other in alike:
        if agree(found[one], found[other]):
            clusters.join(one, other)
    copies: dict[str, str] = {}
    for group in clusters.groups(found):
        first = min(group, key=lambda one: _precedence(found[one].document, (names or {}).get(one, ())))
        copies |= {one: first for one in group if one != first}
    return dict(sorted(copies.items()))


def _precedence(document: Document, names: Sequence[str]) -> tuple[bool, str, str, str]:
    return (document.published is None, document.published or "", min(names, default=document.source), document.id)


def _shingles(text: str) -> Hashes:
    """Each sequence of words once, by 64 bits of its hash, in ascending order."""
    words = _WORD.findall(text.lower())
    told = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    hashes = b"".join(blake2b(one.encode("utf-8", "surrogatepass"), digest_size=8).digest() for one in told)
    return np.sort(np.frombuffer(hashes, dtype="<u8"))


def _alike(shingles: Mapping[str, Hashes]) -> Iterator[tuple[str, str]]:
    """The pairs that share enough, each once, the shorter first."""
    rarity = _rarity(shingles.values())
    holders: dict[int, list[str]] = defaultdict(list)
    for name, told in shingles.items():
        for one in _in(told, rarity).tolist():
            holders[one].append(name)
    for name, told in shingles.items():
        for other in sorted(_candidates(name, told, rarity, holders, shingles)):
            shared = len(np.intersect1d(told, shingles[other], assume_unique=True))
            if shared >= _OF_SHORTER * len(told) and shared >= _OF_LONGER * len(shingles[other]):
                yield name, other


def _rarity(shingles: Collection[Hashes]) -> Rarity:
    """The sequences that several documents hold, in ascending order, and how many documents hold each."""
    every, counts = np.unique(np.concatenate([_NONE, *shingles]), return_counts=True)
    return every[counts > 1], counts[counts > 1]


def _in(told: Hashes, rarity: Rarity) -> Hashes:
    """Those of the document's that others hold too."""
    if not len(rarity[0]):
        return _NONE
    nearest = np.minimum(np.searchsorted(rarity[0], told), len(rarity[0]) - 1)
    common: Hashes = told[rarity[0][nearest] == told]
    return common


def _candidates(
    name: str, told: Hashes, rarity: Rarity, holders: Mapping[int, Sequence[str]], shingles: Mapping[str, Hashes]
) -> set[str]:
    """The documents not shorter than this one that hold one of its rarest sequences: who shares enough holds one of these."""
    common = _in(told, rarity)
    needed = len(told) - math.ceil(_OF_SHORTER * len(told)) + 1 - (len(told) - len(common))  # its own are the rarest
    if needed <= 0:
        return set()
    rarest = common[np.lexsort((common, rarity[1][np.searchsorted(rarity[0], common)]))][:needed]
    return {
        other
        for one in rarest.tolist()
        for other in holders[one]
        if other != name and (len(told), name) < (len(shingles[other]), other)
    }
