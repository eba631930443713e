"""The search for near-copies in pieces finds the pairs that the search in one finds."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from fintech_kg.assembly.alike import (
    RUN,
    alike,
    candidates,
    compared,
    hashes_of,
    is_alike,
    repeated,
    share_enough,
    words_of,
)
from fintech_kg.assembly.rows import Numbers

WORDS = [f"word{number}" for number in range(400)]


def corpus(seed: int) -> dict[int, str]:
    """Texts of which many are others cut, lengthened or with some words changed, beside a phrase that all have."""
    chance = random.Random(seed)
    texts: list[str] = []
    for _ in range(40):
        words = chance.choices(WORDS, k=chance.randint(20, 120))
        if texts and chance.random() < 0.6:
            words = chance.choice(texts).split()
            for _ in range(chance.randint(0, 6)):
                words[chance.randrange(len(words))] = chance.choice(WORDS)
            words = words[: chance.randint(len(words) // 2, len(words))] + chance.choices(WORDS, k=chance.randint(0, 60))
        texts.append(" ".join([*words, *"all that is said here is said by all".split()]))
    return {number * 0x0123456789ABCDEF % 2**64: text for number, text in enumerate(texts, 1)}


def shingles_of(text: str) -> frozenset[tuple[str, ...]]:
    """All sequences of words."""
    words = words_of(text)
    return frozenset(tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def in_pieces(texts: dict[int, str], pieces: int) -> set[tuple[int, int]]:
    """The pairs, with sequences and documents dealt to so many."""
    told = {name: hashes_of(text) for name, text in texts.items()}
    hashes = np.concatenate(list(told.values()))
    documents = np.repeat(np.array(list(told), np.uint64), [len(one) for one in told.values()])
    shared = [repeated(hashes[at], documents[at]) for at in (hashes % np.uint64(pieces) == piece for piece in range(pieces))]
    hashes, documents, counts = (np.concatenate(column) for column in zip(*shared, strict=True))
    found: list[tuple[Numbers, Numbers, Numbers, Numbers]] = []
    for name in told:
        own = documents == name
        sequences, asking = compared(len(told[name]), hashes[own], counts[own])
        same = np.ones(len(sequences), np.uint64)
        found.append((sequences, same * np.uint64(name), same * np.uint64(len(told[name])), asking.astype(np.uint64)))
    hashes, documents, lengths, asking_ = (np.concatenate(column) for column in zip(*found, strict=True))
    pairs: set[tuple[int, int]] = set()
    for piece in range(pieces):
        at = hashes % np.uint64(pieces) == piece
        pairs |= set(candidates(hashes[at], documents[at], lengths[at], asking_[at].astype(np.bool_)))
    return {(one, other) for one, other in pairs if share_enough(told[one], told[other])}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("pieces", [1, 3])
def test_pairs_are_those_of_comparing_each_with_each(seed: int, pieces: int) -> None:
    texts = corpus(seed)
    shingles = {name: shingles_of(text) for name, text in texts.items()}
    expected = set()
    for one, other in combinations(texts, 2):
        short, long = sorted((one, other), key=lambda name: (len(shingles[name]), name))
        if is_alike(len(shingles[short] & shingles[long]), len(shingles[short]), len(shingles[long])):
            expected.add((short, long))
    few = {name for name, told in shingles.items() if len(told) < 30}
    assert in_pieces(texts, pieces) == {pair for pair in expected if not few & set(pair)}
    assert expected


def test_text_that_shares_little_is_compared_by_nothing() -> None:
    hashes, asking = compared(100, np.arange(49, dtype=np.uint64), np.full(49, 2, np.uint64))
    assert len(hashes) == len(asking) == 0


def test_short_text_has_no_sequences() -> None:
    assert len(hashes_of("Kite Bank acquired Plaid in the spring.")) == 0


def test_hashes_are_as_many_as_sequences_and_tell_their_order() -> None:
    for text in corpus(7).values():
        told = shingles_of(text)
        assert len(hashes_of(text)) == (len(told) if len(told) >= 30 else 0)
    words = WORDS[:40]
    turned = [*words[:3], words[4], words[3], *words[5:]]
    shared = np.intersect1d(hashes_of(" ".join(words)), hashes_of(" ".join(turned)))
    assert len(shared) == len(shingles_of(" ".join(words)) & shingles_of(" ".join(turned)))


def test_nothing_has_no_copies() -> None:
    none, no = np.empty(0, np.uint64), np.empty(0, np.bool_)
    assert list(candidates(none, none, none, no)) == []
    assert [len(one) for one in repeated(none, none)] == [0, 0, 0]


@pytest.mark.parametrize("at_once", [1, 7, 100])
def test_pairs_are_the_same_however_many_sequences_are_sorted_at_once(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [hashes_of(" ".join(f"word{number + shift}" for number in range(60))) for shift in (0, 3, 90, 93, 200)]
    expected = alike(told)
    monkeypatch.setattr("fintech_kg.assembly.alike._AT_ONCE", at_once)
    assert alike(told) == expected != []
