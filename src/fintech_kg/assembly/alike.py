"""The search for near-copies in pieces: from the sequences of words of any number of texts to the pairs that may be copies.

It finds the pairs that `near_copies` finds, in steps of which each needs a part of the sequences or a part of the documents.
Documents are the numbers that their identifiers are in hexadecimal, sequences 64 bits of a hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fintech_kg.assembly.copies import FEWEST, OF_LONGER, is_alike, shingles_of, telling

Numbers = NDArray[np.uint64]


def hashes_of(text: str) -> Numbers:
    """The text's sequences, sorted; none where there are too few for any copy to be told."""
    found = {hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=8).digest() for one in shingles_of(text)}
    if len(found) < FEWEST:
        return np.empty(0, np.uint64)
    return np.sort(np.frombuffer(b"".join(found), np.uint64))


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
    if len(hashes) < OF_LONGER * length:
        return nothing
    asked = max(0, telling(length) - (length - len(hashes)))  # those of its own are the rarest
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


def share_enough(shorter: Numbers, longer: Numbers) -> bool:
    """Whether the sequences of two documents are those of near-copies."""
    shared = len(np.intersect1d(shorter, longer, assume_unique=True))
    return is_alike(shared, len(shorter), len(longer))
