"""From an Extraction and its Gold to scores with the misses and the false ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fintech_kg.evaluation.gold import Gold, GoldEntity, GoldFact
from fintech_kg.model import Entity, Extraction, Statement


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one sort of thing. What gold marks as not core counts neither as missed nor as false."""

    right: int
    missed: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.false)) if self.right + len(self.false) else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.right + len(self.missed) else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.missed + other.missed, self.false + other.false)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one or several documents."""

    entities: Score
    facts: Score
    observations: Score
    quotations: Score

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.entities + other.entities,
            self.facts + other.facts,
            self.observations + other.observations,
            self.quotations + other.quotations,
        )


def score(extraction: Extraction, gold: Gold, *, symmetric: frozenset[str] = frozenset()) -> Scores:
    """The scores of one document. A fact is right with its ends, relation and status; names match in any case, by alias."""
    gold_of = _matches(extraction.entities, gold.entities)
    return Scores(
        entities=_entities(extraction, gold, gold_of),
        facts=_facts(extraction, gold, gold_of, symmetric),
        observations=_observations(extraction, gold, gold_of),
        quotations=_quotations(extraction, gold, gold_of),
    )


def _folded(names: Iterable[str]) -> set[str]:
    return {" ".join(name.casefold().split()) for name in names}


def _matches(entities: Iterable[Entity], gold: Iterable[GoldEntity]) -> dict[str, str]:
    """The gold name of each entity that gold has, by kind and any name."""
    found: dict[str, str] = {}
    for entity in entities:
        names = _folded((entity.name, *entity.names))
        for one in gold:
            if one.kind is entity.kind and names & _folded(one.names):
                found[entity.id] = one.name
                break
    return found


def _score(found: Mapping[tuple[object, ...], str], core: set[tuple[object, ...]], allowed: set[tuple[object, ...]]) -> Score:
    right = found.keys() & core
    return Score(
        len(right),
        tuple(sorted(" ".join(str(part) for part in key) for key in core - right)),
        tuple(sorted(text for key, text in found.items() if key not in core | allowed)),
    )


def _entities(extraction: Extraction, gold: Gold, gold_of: Mapping[str, str]) -> Score:
    found = {(gold_of.get(e.id, e.id), e.kind.value): f"{e.kind.value} {e.name}" for e in extraction.entities}
    core = {(one.name, one.kind.value) for one in gold.entities if one.core}
    return _score(found, core, {(one.name, one.kind.value) for one in gold.entities})  # type: ignore[arg-type]


def _facts(extraction: Extraction, gold: Gold, gold_of: Mapping[str, str], symmetric: frozenset[str]) -> Score:
    found = {_statement_key(one, gold_of, symmetric): _statement_text(one) for one in extraction.statements}
    core = {_fact_key(one, symmetric) for one in gold.facts if one.core}
    return _score(found, core, {_fact_key(one, symmetric) for one in gold.facts})


def _statement_key(one: Statement, gold_of: Mapping[str, str], symmetric: frozenset[str]) -> tuple[object, ...]:
    ends = (gold_of.get(one.subject, one.subject), gold_of.get(one.object, one.object))
    return _key(one.predicate, ends, one.status.value, symmetric)


def _fact_key(one: GoldFact, symmetric: frozenset[str]) -> tuple[object, ...]:
    return _key(one.predicate, (one.subject, one.object), one.status.value, symmetric)


def _key(predicate: str, ends: tuple[str, str], status: str, symmetric: frozenset[str]) -> tuple[object, ...]:
    first, second = sorted(ends) if predicate in symmetric else ends
    return (first, predicate, second, status)


def _statement_text(one: Statement) -> str:
    return (
        f"{one.subject} {one.predicate} {one.object} {one.status.value} [{one.rule}] “{' '.join(one.evidence.quote.split())}”"
    )


def _observations(extraction: Extraction, gold: Gold, gold_of: Mapping[str, str]) -> Score:
    """An observation is right with its number, its unit where that is a share or a currency, and what it is about."""
    found = {
        (
            _number(o.value.number),
            _unit(o.value.unit),
            gold_of.get(o.about or "", o.about),
        ): f"{o.about} {o.value.text} {o.measure}"
        for o in extraction.observations
    }
    core = {(_number(o.value), _unit(o.unit), o.about) for o in gold.observations if o.core}
    allowed = {(_number(o.value), _unit(o.unit), o.about) for o in gold.observations}
    return _score(found, core, allowed)  # type: ignore[arg-type]


def _number(value: object) -> str:
    return f"{float(str(value)):g}"


def _unit(unit: str | None) -> str | None:
    """The unit where it is more than a counted noun."""
    return unit if unit is not None and (unit in {"%", "bp"} or (len(unit) == 3 and unit.isupper())) else None


def _quotations(extraction: Extraction, gold: Gold, gold_of: Mapping[str, str]) -> Score:
    found = {(gold_of.get(q.speaker or "", q.speaker), q.text): f"{q.speaker}: {q.text}" for q in extraction.quotations}
    core = set(gold.quotations)
    return _score(found, core, core)  # type: ignore[arg-type]
