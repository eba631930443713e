"""From things to the pairs that may be one: short forms, initials and surnames, names one edit apart.

Each rule looks only into blocks of things that share a word or a piece of spelling, so that its cost grows with the corpus
and not with its square; of a block that many share, the first are compared.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from rapidfuzz.distance import OSA

from fintech_kg.assembly.proposals import Leader, Proposal, proposal
from fintech_kg.assembly.things import Thing, Things
from fintech_kg.model import Kind

_MOST_IN_BLOCK = 20
_SHORTEST = 6
_SHORTEST_WORD = 4
_ROMAN = frozenset("ivx")


def doubts(found: Things, leader: Leader) -> Iterator[Proposal]:
    """The proposals of all rules; things of two kinds are never proposed. `leader` tells what is merged already."""
    people = [one for one in found.values() if one.kind is Kind.PERSON]
    firms = [one for one in found.values() if one.kind is Kind.ORGANISATION]
    yield from _short_forms(firms, leader)
    yield from _surnames(people, leader)
    yield from _initials(people)
    yield from _misspellings(people)
    yield from _misspellings(firms)


def _apart(one: Thing, other: Thing) -> bool:
    """Whether a document names both as two things, or the lexicon does."""
    return not set(one.documents).isdisjoint(other.documents) or _known_apart(one, other)


def _known_apart(one: Thing, other: Thing) -> bool:
    return None not in (one.concept, other.concept) and one.concept != other.concept


def _only(candidates: Iterable[str], own: str, leader: Leader) -> str | None:
    """The candidate, where all of them but those merged with `own` are one thing."""
    others = {leader(one): one for one in sorted(candidates, reverse=True) if leader(one) != leader(own)}
    return next(iter(others.values())) if len(others) == 1 else None


def _short_forms(firms: Iterable[Thing], leader: Leader) -> Iterator[Proposal]:
    """`Ant` where exactly one longer name begins so."""
    longer: dict[tuple[str, ...], set[str]] = defaultdict(set)
    by_id = {one.id: one for one in firms}
    shorter = {one.words for one in by_id.values()}
    for one in by_id.values():
        for form in one.forms:
            words = tuple(form.split())
            for end in range(1, len(words)):
                if words[:end] in shorter:
                    longer[words[:end]].add(one.id)
    for short in by_id.values():
        only = _only(longer.get(short.words, ()), short.id, leader)
        if only is not None and short.concept is None and not _apart(short, by_id[only]):
            long = by_id[only]
            yield proposal(short.id, long.id, f"“{short.name}” is how “{long.name}” begins, and no other name begins so")
            if short.form in long.forms:
                yield proposal(short.id, long.id, f"a document calls “{long.name}” “{short.name}”")


def _surnames(people: Iterable[Thing], leader: Leader) -> Iterator[Proposal]:
    """A single name that exactly one person bears as the first or last of several."""
    bearers: dict[str, set[str]] = defaultdict(set)
    by_id = {one.id: one for one in people}
    for one in by_id.values():
        for word in {one.words[0], one.words[-1]} if len(one.words) > 1 else ():
            bearers[word].add(one.id)
    for single in by_id.values():
        only = _only(bearers.get(single.form, ()), single.id, leader)
        if only is not None and not _apart(single, by_id[only]):
            full = by_id[only]
            yield proposal(single.id, full.id, f"“{full.name}” is the only one here with the name “{single.name}”")


def _initials(people: Iterable[Thing]) -> Iterator[Proposal]:
    """`J. Smith` or `John A. Smith` beside `John Smith`."""
    block: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for one in people:
        if len(one.words) > 1:
            block[one.words[0][0], one.words[-1]].append(one)
    for found in block.values():
        for one, other in itertools.combinations(found[:_MOST_IN_BLOCK], 2):
            short, long = sorted((one, other), key=lambda thing: (len(thing.form), thing.id))
            if _shortened(short.words, long.words) and not _apart(one, other):
                yield proposal(one.id, other.id, f"“{short.name}” may be short for “{long.name}”")


def _shortened(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of the one stands in the other in this order, whole or as its initial; never two equal names."""
    rest = iter(long)
    return short != long and all(any(word in (other, other[0]) for other in rest) for word in short)


def _misspellings(found: Collection[Thing]) -> Iterator[Proposal]:
    """Names one edit apart: such names share what is left of them without one character (symmetric deletion)."""
    long = [one for one in found if len(one.form) >= _SHORTEST]
    shared = _several(hash(left) for one in long for left in _shortened_by_one(one.form))
    blocks: dict[str, list[Thing]] = defaultdict(list)
    for one in long:
        for left in _shortened_by_one(one.form):
            if hash(left) in shared:  # what only one name leaves is nearly all
                blocks[left].append(one)
    for block in blocks.values():
        for one, other in itertools.combinations(block[:_MOST_IN_BLOCK], 2):
            if one.form != other.form and _one_edit(one.words, other.words) and not _known_apart(one, other):
                yield proposal(one.id, other.id, f"“{one.name}” and “{other.name}” are one letter or blank apart")


def _shortened_by_one(form: str) -> set[str]:
    return {form, *(form[:at] + form[at + 1 :] for at in range(len(form)))}


def _several(numbers: Iterable[int]) -> frozenset[int]:
    """Those that come more than once."""
    import numpy as np  # imported here because who only reads a graph does without

    ordered = np.sort(np.fromiter(numbers, np.int64))
    return frozenset(ordered[1:][ordered[1:] == ordered[:-1]].tolist())


def _one_edit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the names differ by one edit in one long word or in one blank; numbers are never misspelt."""
    if "".join(one) == "".join(other):
        return True
    pairs = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(pairs) != 1:
        return False
    first, second = pairs[0]
    if min(len(first), len(second)) < _SHORTEST_WORD or _is_number(first) or _is_number(second):
        return False
    return OSA.distance(first, second, score_cutoff=1) <= 1


def _is_number(word: str) -> bool:
    return any(char.isdigit() for char in word) or set(word) <= _ROMAN
