"""From things to the pairs that may be one: short forms, initials and surnames, names one edit apart.

Each rule looks only into blocks of things that share a word or a piece of spelling, so that its cost grows with the corpus
and not with its square; of a block that many share, the first are compared.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from rapidfuzz.distance import OSA

from fintech_kg.assembly.proposals import Leader, Proposal, proposal
from fintech_kg.assembly.things import Thing, Things
from fintech_kg.corpus.keyed import Keyed
from fintech_kg.model import Kind

_MOST_IN_BLOCK = 20
_SHORTEST = 6
_SHORTEST_WORD = 4
_ROMAN = frozenset("ivx")
_SLOTS = 2**23
"""Bytes by which texts that come more than once are told from others; the more texts, the more are taken for such."""
_Member = tuple[str, bool]
_Blocks = Keyed[_Member]
"""Things by words: that their name begins or ends with (False), or that are all of it (True)."""


def doubts(found: Things, leader: Leader, folder: Path | None) -> Iterator[Proposal]:
    """The proposals of all rules; things of two kinds are never proposed. `leader` tells what is merged already."""
    yield from _short_forms(found, leader, folder)
    yield from _surnames(found, leader, folder)
    yield from _initials(found, folder)
    for kind in (Kind.PERSON, Kind.ORGANISATION):
        yield from _misspellings(found, kind, folder)


def _of_kind(found: Things, kind: Kind) -> Iterator[Thing]:
    return (one for one in found if one.kind is kind)


def _apart(one: Thing, other: Thing) -> bool:
    """Whether a document names both as two things, or the lexicon does."""
    few, many = sorted((one.documents, other.documents), key=len)
    return not set(few).isdisjoint(many) or _known_apart(one, other)


def _known_apart(one: Thing, other: Thing) -> bool:
    return None not in (one.concept, other.concept) and one.concept != other.concept


def _only(candidates: Iterable[str], own: str, leader: Leader) -> str | None:
    """The candidate, where all of them but those merged with `own` are one thing."""
    others = {leader(one): one for one in sorted(candidates, reverse=True) if leader(one) != leader(own)}
    return next(iter(others.values())) if len(others) == 1 else None


def _short_forms(found: Things, leader: Leader, folder: Path | None) -> Iterator[Proposal]:
    """`Ant` where exactly one longer name begins so."""
    begins: _Blocks = Keyed(_Member, folder)
    for one in _of_kind(found, Kind.ORGANISATION):
        if words := one.words:
            begins.add((one.id, True), *words)
        for some in {words[:end] for form in one.forms for words in [tuple(form.split())] for end in range(1, len(words))}:
            begins.add((one.id, False), *some)
    for short, only in _only_ones(begins, leader):
        one, long = found[short], found[only]
        if one.concept is None and not _apart(one, long):
            yield proposal(short, only, f"“{one.name}” is how “{long.name}” begins, and no other name begins so")
            if one.form in long.forms:
                yield proposal(short, only, f"a document calls “{long.name}” “{one.name}”")


def _surnames(found: Things, leader: Leader, folder: Path | None) -> Iterator[Proposal]:
    """A single name that exactly one person bears as the first or last of several."""
    bearers: _Blocks = Keyed(_Member, folder)
    for one in _of_kind(found, Kind.PERSON):
        bearers.add((one.id, True), one.form)
        for word in {one.words[0], one.words[-1]} if len(one.words) > 1 else ():
            bearers.add((one.id, False), word)
    for single, only in _only_ones(bearers, leader):
        full = found[only]
        if not _apart(found[single], full):
            yield proposal(single, only, f"“{full.name}” is the only one here with the name “{found[single].name}”")


def _only_ones(blocks: _Blocks, leader: Leader) -> Iterator[tuple[str, str]]:
    """Of each block those that have the name as it is, each with the only other thing that has it within its own."""
    for block in map(list, blocks.groups()):
        bearers = [one for one, whole in block if not whole]
        for short in [one for one, whole in block if whole] if bearers else ():
            only = _only(bearers, short, leader)
            if only is not None:
                yield short, only


def _initials(found: Things, folder: Path | None) -> Iterator[Proposal]:
    """`J. Smith` or `John A. Smith` beside `John Smith`."""
    alike: Keyed[str] = Keyed(str, folder)
    for one in _of_kind(found, Kind.PERSON):
        if len(words := one.words) > 1:
            alike.add(one.id, words[0][0], words[-1])
    for one, other in _compared(found, alike):
        short, long = sorted((one, other), key=lambda thing: (len(thing.form), thing.id))
        if _shortened(short.words, long.words) and not _apart(one, other):
            yield proposal(one.id, other.id, f"“{short.name}” may be short for “{long.name}”")


def _compared(found: Things, blocks: Keyed[str]) -> Iterator[tuple[Thing, Thing]]:
    """The pairs of each block."""
    for block in blocks.groups():
        first = [*itertools.islice(block, _MOST_IN_BLOCK)]
        if len(first) > 1:
            yield from itertools.combinations(map(found.__getitem__, first), 2)


def _shortened(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of the one stands in the other in this order, whole or as its initial; never two equal names."""
    rest = iter(long)
    return short != long and all(any(word in (other, other[0]) for other in rest) for word in short)


def _misspellings(found: Things, kind: Kind, folder: Path | None) -> Iterator[Proposal]:
    """Names one edit apart: such names share what is left of them without one character (symmetric deletion)."""
    shared = _Shared(left for one in _of_kind(found, kind) for left in _shortened_by_one(one.form))
    alike: Keyed[str] = Keyed(str, folder)
    for one in _of_kind(found, kind):
        for left in _shortened_by_one(one.form):
            if left in shared:  # what only one name leaves is nearly all
                alike.add(one.id, left)
    for one, other in _compared(found, alike):
        if one.form != other.form and _one_edit(one.words, other.words) and not _known_apart(one, other):
            yield proposal(one.id, other.id, f"“{one.name}” and “{other.name}” are one letter or blank apart")


def _shortened_by_one(form: str) -> set[str]:
    return {form, *(form[:at] + form[at + 1 :] for at in range(len(form)))} if len(form) >= _SHORTEST else set()


class _Shared:
    """Tells of texts whether they come more than once; of a few that do not, it says so too."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._times = bytearray(_SLOTS)
        for text in texts:
            slot = hash(text) % _SLOTS
            self._times[slot] = 1 + (self._times[slot] > 0)

    def __contains__(self, text: str) -> bool:
        return self._times[hash(text) % _SLOTS] > 1


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
