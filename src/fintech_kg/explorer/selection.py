"""Facts and a limit in, what the page draws out: the most connected things, the facts between them, what was cut."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
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
    entities = {entity.id: entity for entity in facts.entities}
    ranked = sorted(entities, key=_importance(facts).__getitem__, reverse=True)
    drawn = set(ranked[: max(limit, 0)])
    kept = sorted((fact for fact in facts.facts if {fact.subject, fact.object} <= drawn), key=_order)
    return Selection(
        entities=tuple(entities[name] for name in sorted(drawn)),
        facts=tuple(kept),
        things_cut=len(entities) - len(drawn),
        facts_cut=len(facts.facts) - len(kept),
        facts_elsewhere=_elsewhere(facts.facts, drawn),
    )


def _order(fact: Fact) -> tuple[str, str, str, str]:
    return (*fact.key, fact.status)


def _importance(facts: Facts) -> dict[str, tuple[int, int, int, int, str]]:
    """How much a thing matters, most telling first: its neighbours by asserted facts, all of its neighbours, its
    statements, then how often it is spoken of otherwise; the id settles a tie.
    """
    asserted = _neighbours(fact for fact in facts.facts if fact.status is Status.ASSERTED)
    every = _neighbours(facts.facts)
    statements = _statements(facts.facts)
    spoken_of = _spoken_of(facts)
    return {
        name: (len(asserted[name]), len(every[name]), statements[name], spoken_of[name], name)
        for name in (entity.id for entity in facts.entities)
    }


def _neighbours(facts: Iterable[Fact]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.subject != fact.object:
            found[fact.subject].add(fact.object)
            found[fact.object].add(fact.subject)
    return found


def _statements(facts: Iterable[Fact]) -> Counter[str]:
    count: Counter[str] = Counter()
    for fact in facts:
        for name in {fact.subject, fact.object}:
            count[name] += len(fact.statements)
    return count


def _spoken_of(facts: Facts) -> Counter[str]:
    """How many documents, observations and quotations each thing has."""
    count: Counter[str] = Counter(entity for _, entity in facts.mentions)
    count.update(observation.about for observation in facts.observations if observation.about is not None)
    count.update(quotation.speaker for quotation in facts.quotations if quotation.speaker is not None)
    return count


def _elsewhere(facts: Iterable[Fact], drawn: set[str]) -> Counter[str]:
    count: Counter[str] = Counter()
    for fact in facts:
        ends = {fact.subject, fact.object}
        if not ends <= drawn:
            count.update(ends & drawn)
    return count
