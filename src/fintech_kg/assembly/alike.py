"""From the sequences of five words of any number of texts to the pairs of texts that may be near-copies.

It goes in steps of which each needs a part of the sequences or a part of the documents, so that many machines can share them.
Documents are numbers, sequences 64 bits of a hash; of two that share one by chance, what they say is compared afterwards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fintech_kg.assembly.rows import Arrays, Numbers, Rows

_WORD = re.compile(r"\w+")
RUN = 5
"""The words of a sequence."""
_FEWEST = 30
"""Sequences below which a text is too short to be told from any other of its kind."""
_OF_SHORTER, _OF_LONGER = 0.8, 0.5
_AT_ONCE = 250_000
"""Sequences that are sorted in memory at once, each of which takes some 60 bytes meanwhile."""
_END = 2**64
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


def alike(told: Iterable[Numbers], folder: Path | None = None) -> list[tuple[int, int]]:
    """The pairs of texts, by their places, whose sequences are those of near-copies; the shorter first, each once, in order.

    What does not fit into memory lies in the folder, if one is given. Raises OSError.
    """
    texts = Arrays(folder)
    for one in told:
        texts.append(one)
    lengths = texts.lengths()
    shared = Rows(len(lengths), folder)
    for hashes, places in _dealt(texts, lengths, folder).parts(2, _AT_ONCE):
        found, holders, counts = repeated(hashes, places)
        shared.add(holders, found, counts)
    telling = Rows(_END, folder)
    for holders, hashes, counts in shared.parts(3, _AT_ONCE):
        telling.add(*_compared(lengths, holders, hashes, counts))
    pairs: set[tuple[int, int]] = set()
    for hashes, holders, asking in telling.parts(3, _AT_ONCE):
        likely = candidates(hashes, holders, lengths[holders], asking.astype(np.bool_))
        pairs.update((one, other) for one, other in likely if share_enough(texts[one], texts[other]))
    return sorted(pairs)


def _dealt(texts: Arrays, lengths: Numbers, folder: Path | None) -> Rows:
    """Each sequence with the place of its text."""
    rows, starts = Rows(_END, folder), np.cumsum(lengths) // np.uint64(_AT_ONCE)
    for some in np.split(np.arange(len(lengths), dtype=np.uint64), np.flatnonzero(np.diff(starts)) + 1):
        rows.add(_joined([texts[int(place)] for place in some]), np.repeat(some, lengths[some].astype(np.int64)))
    return rows


def _compared(lengths: Numbers, holders: Numbers, hashes: Numbers, counts: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Of some texts the sequences by which they are compared, each with its text, and 1 where it asks as the shorter of two."""
    order = np.argsort(holders, kind="stable")
    names, starts = np.unique(holders[order], return_index=True)
    found = []
    for name, places in zip(names.tolist(), np.split(order, starts[1:]) if len(names) else (), strict=True):
        told, asking = compared(int(lengths[name]), hashes[places], counts[places])
        found.append((told, np.full(len(told), name, np.uint64), asking.astype(np.uint64)))
    first, second, third = ([one[number] for one in found] for number in range(3))
    return _joined(first), _joined(second), _joined(third)


def _joined(parts: Collection[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.uint64), *parts])
