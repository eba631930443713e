"""Facts and a limit in, what the page draws out: the most connected things, the facts between them, what was cut."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

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
    drawn = set(_ranked(facts)[: max(limit, 0)])
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


def _ranked(facts: Facts) -> list[str]:
    """The things by how much they matter, most telling first: their neighbours by asserted facts, all of their neighbours,
    their statements, then how often they are spoken of otherwise; the id settles a tie.
    """
    number = {entity.id: place for place, entity in enumerate(facts.entities)}
    asserted, every = _Neighbours(), _Neighbours()
    statements: Counter[int] = Counter()
    for fact in facts.facts:
        ends = [number.setdefault(end, len(number)) for end in (fact.subject, fact.object)]
        for end in set(ends):
            statements[end] += len(fact.statements)
        every.add(*ends)
        if fact.status is Status.ASSERTED:
            asserted.add(*ends)
    few, many, spoken_of = asserted.counts(), every.counts(), _spoken_of(facts, number)
    things = [one.id for one in facts.entities]
    found = range(len(things))
    order = sorted(found, key=lambda one: (few[one], many[one], statements[one], spoken_of[one], things[one]), reverse=True)
    return [things[one] for one in order]


class _Neighbours:
    """Counts of how many others each thing meets; a pair of them takes eight bytes."""

    def __init__(self) -> None:
        self._pairs = array("Q")

    def add(self, one: int, other: int) -> None:
        """Two things meet, once more perhaps."""
        if one != other:
            self._pairs.append(min(one, other) << 32 | max(one, other))

    def counts(self) -> Counter[int]:
        """For each thing the number of others that it meets."""
        found: Counter[int] = Counter()
        for pair, _ in groupby(sorted(self._pairs)):
            found.update((pair >> 32, pair & 0xFFFFFFFF))
        return found


def _spoken_of(facts: Facts, number: Mapping[str, int]) -> Counter[int]:
    """How many documents, observations and quotations each thing has."""
    count: Counter[int] = Counter(number[entity] for _, entity in facts.mentions if entity in number)
    count.update(number[one.about] for one in facts.observations if one.about is not None and one.about in number)
    count.update(number[one.speaker] for one in facts.quotations if one.speaker is not None and one.speaker in number)
    return count
