"""From the sequences of five words of any number of texts to the pairs of texts that may be near-copies.

It goes in steps of which each needs a part of the sequences or a part of the documents, so that many machines can share them.
Documents are numbers, sequences 64 bits of a hash; of two that share one by chance, what they say is compared afterwards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
_WORD = re.compile(r"\w+")
RUN = 5
"""The words of a sequence."""
_FEWEST = 30
"""Sequences below which a text is too short to be told from any other of its kind."""
_OF_SHORTER, _OF_LONGER = 0.8, 0.5
_AT_ONCE = 1_000_000
"""Sequences that are sorted in memory at once, each of which takes some 60 bytes meanwhile."""
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63], np.uint64
)
"""Odd, and one for each place in a sequence: the sum of the words' hashes, each times its factor, is the sequence's hash."""


def is_alike(shared: int, shorter: int, longer: int) -> bool:
    """Whether two texts with so many sequences share enough of them."""
    return shared >= _OF_SHORTER * shorter and shared >= _OF_LONGER * longer


def hashes_of(text: str) -> Numbers:
    """The text's sequences, sorted; none where there are too few for any copy to be told."""
    words = np.fromiter(map(_hash_of, words_of(text)), np.uint64)
    runs = len(words) - RUN + 1
    if runs < _FEWEST:
        return np.empty(0, np.uint64)
    found = np.unique(sum(words[place : place + runs] * factor for place, factor in enumerate(_FACTORS)))
    return found if len(found) >= _FEWEST else np.empty(0, np.uint64)


def words_of(text: str) -> list[str]:
    """The words of which sequences are made, in order."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=2**16)
def _hash_of(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def repeated(hashes: Numbers, documents: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Of all documents that hold some sequences: sequence, document and number of documents for each that several hold."""
    order = np.lexsort((documents, hashes))
    hashes, documents = hashes[order], documents[order]
    _, where, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    kept = counts[where] > 1
    return hashes[kept], documents[kept], counts[where][kept].astype(np.uint64)


def compared(length: int, hashes: Numbers, counts: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """By which of its sequences a document of so many is compared, and by which of these as the shorter of two.

    `hashes` are those that other documents hold too, with the number of documents: of one that shares few, none.
    """
    nothing = np.empty(0, np.uint64), np.empty(0, np.bool_)
    if len(hashes) < _OF_LONGER * length:
        return nothing
    asked = max(0, _telling(length) - (length - len(hashes)))  # those of its own are the rarest
    order = np.lexsort((hashes, counts))
    return hashes[order], np.arange(len(hashes)) < asked


def candidates(hashes: Numbers, documents: Numbers, lengths: Numbers, asking: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The pairs that share one of these sequences by which the shorter asks, each once, the shorter first."""
    order = np.argsort(hashes, kind="stable")
    hashes, documents, lengths, asking = hashes[order], documents[order], lengths[order], asking[order]
    bounds = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1], True]) if len(hashes) else np.empty(0, np.int64)
    found: set[tuple[int, int]] = set()
    for start, end in pairwise(bounds.tolist()):
        if end - start > 1 and asking[start:end].any():
            held = sorted(zip(lengths[start:end].tolist(), documents[start:end].tolist(), strict=True))
            who = set(documents[start:end][asking[start:end]].tolist())
            found |= {(one, other) for place, (_, one) in enumerate(held) if one in who for _, other in held[place + 1 :]}
    yield from sorted(found)


def _telling(shorter: int) -> int:
    """Of so many sequences, the number of which at least one stands in every text that shares enough, whichever they are."""
    return shorter - math.ceil(_OF_SHORTER * shorter) + 1


def share_enough(shorter: Numbers, longer: Numbers) -> bool:
    """Whether the sequences of two documents are those of near-copies."""
    shared = len(np.intersect1d(shorter, longer, assume_unique=True))
    return is_alike(shared, len(shorter), len(longer))


def alike(told: Sequence[Numbers]) -> list[tuple[int, int]]:
    """The pairs of texts, by their places, whose sequences are those of near-copies; the shorter first, each once, in order."""
    lengths = np.array([len(one) for one in told], np.uint64)
    hashes, places, counts = (_joined(column) for column in zip(*_repeated(told, int(lengths.sum())), strict=True))
    order = np.argsort(places, kind="stable")
    hashes, places, counts = hashes[order], places[order], counts[order]
    starts = np.searchsorted(places, np.arange(len(told) + 1, dtype=np.uint64)).tolist()
    asked = [compared(len(one), hashes[a:b], counts[a:b]) for one, (a, b) in zip(told, pairwise(starts), strict=True)]
    holders = np.repeat(np.arange(len(told), dtype=np.uint64), [len(found) for found, _ in asked])
    asking = np.concatenate([np.empty(0, np.bool_), *(one for _, one in asked)])
    pairs = candidates(_joined([found for found, _ in asked]), holders, lengths[holders], asking)
    return [(one, other) for one, other in pairs if share_enough(told[one], told[other])]


def _repeated(told: Sequence[Numbers], total: int) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """What `repeated` gives for all texts, by the size of the hashes, so that it sorts a bounded number at a time."""
    parts = total // _AT_ONCE + 1
    bounds = np.array([2**64 * part // parts for part in range(1, parts)], np.uint64)
    for part in range(parts):
        cut = [one[slice(*_span(one, bounds, part))] for one in told]
        yield repeated(_joined(cut), np.repeat(np.arange(len(told), dtype=np.uint64), [len(one) for one in cut]))


def _span(hashes: Numbers, bounds: Numbers, part: int) -> tuple[int, int]:
    """Where in sorted hashes those stand that are between two bounds."""
    start = 0 if part == 0 else int(hashes.searchsorted(bounds[part - 1]))
    return start, len(hashes) if part == len(bounds) else int(hashes.searchsorted(bounds[part]))


def _joined(parts: Collection[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.uint64), *parts])
