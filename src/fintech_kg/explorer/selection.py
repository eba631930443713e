"""Facts and a limit in, what the page draws out: the most connected things, the facts between them, what was cut."""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fintech_kg.model import Entity, Fact, Facts, Status


@dataclass(frozen=True, slots=True)
class Selection:
    """What is drawn, and how much is not.

    `entities` is sorted by id; `facts`, sorted by key and status, have both ends among them. `facts_cut` counts the
    other facts, and `facts_elsewhere` says how many of those each drawn thing has.
    """

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    things_cut: int
    facts_cut: int
    facts_elsewhere: Mapping[str, int]


def select(facts: Facts, *, limit: int) -> Selection:
    """The `limit` most important things of `facts`; a limit below one draws nothing."""
    drawn = set(_ranked(facts, max(limit, 0)))
    kept: list[Fact] = []
    elsewhere: Counter[str] = Counter()
    for fact in facts.facts:
        ends = {fact.subject, fact.object}
        if ends <= drawn:
            kept.append(fact)
        else:
            elsewhere.update(ends & drawn)
    return Selection(
        entities=tuple(sorted((one for one in facts.entities if one.id in drawn), key=lambda one: one.id)),
        facts=tuple(sorted(kept, key=_order)),
        things_cut=len(facts.entities) - len(drawn),
        facts_cut=len(facts.facts) - len(kept),
        facts_elsewhere=elsewhere,
    )


def _order(fact: Fact) -> tuple[str, str, str, str]:
    return (*fact.key, fact.status)


def _ranked(facts: Facts, most: int) -> list[str]:
    """So many things by how much they matter, most telling first: their neighbours by asserted facts, all of their neighbours,
    their statements, then how often they are spoken of otherwise; the id settles a tie.
    """
    number = _Numbers(facts)
    asserted, every = _Neighbours(), _Neighbours()
    statements, spoken_of = _zeros(len(number.things)), _zeros(len(number.things))
    for fact in facts.facts:
        ends = number[fact.subject], number[fact.object]
        for end in {one for one in ends if one < len(statements)}:
            statements[end] += len(fact.statements)
        every.add(*ends)
        if fact.status is Status.ASSERTED:
            asserted.add(*ends)
    for thing in _spoken_of(facts):
        if (place := number[thing]) < len(spoken_of):
            spoken_of[place] += 1
    few, many = asserted.counts(number.count), every.counts(number.count)

    def importance(one: int) -> tuple[int, int, int, int, str]:
        return few[one], many[one], statements[one], spoken_of[one], number.things[one]

    return [number.things[one] for one in heapq.nlargest(most, range(len(number.things)), key=importance)]


class _Numbers:
    """Numbers things by their place among all, sorted by identifier, and behind them whatever else is asked for."""

    def __init__(self, facts: Facts) -> None:
        self.things = sorted(one.id for one in facts.entities)
        self._others: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many there are now."""
        return len(self.things) + len(self._others)

    def __getitem__(self, thing: str) -> int:
        place = bisect_left(self.things, thing)
        if place < len(self.things) and self.things[place] == thing:
            return place
        return self._others.setdefault(thing, self.count)


class _Neighbours:
    """Counts of how many others each thing meets; a pair of them takes eight bytes."""

    def __init__(self) -> None:
        self._pairs = array("Q")

    def add(self, one: int, other: int) -> None:
        """Two things meet, once more perhaps."""
        if one != other:
            self._pairs.append(min(one, other) << 32 | max(one, other))

    def counts(self, things: int) -> array[int]:
        """For each of so many things the number of others that it meets."""
        import numpy as np  # imported here because who only reads a graph does without

        pairs = np.unique(np.frombuffer(self._pairs, np.uint64))
        met = np.concatenate([pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)]).astype(np.int64)
        return array("Q", np.bincount(met, minlength=things).astype(np.uint64).tobytes())


def _zeros(count: int) -> array[int]:
    return array("Q", bytes(8 * count))


def _spoken_of(facts: Facts) -> Iterator[str]:
    """Each thing once for each document, observation and quotation that it has."""
    yield from (entity for _, entity in facts.mentions)
    yield from (one.about for one in facts.observations if one.about is not None)
    yield from (one.speaker for one in facts.quotations if one.speaker is not None)
