"""From an Extraction and its Gold to Scores, with the sentence of each thing that is right, missed or false."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fintech_kg.assembly.assemble import facts_from
from fintech_kg.evaluation.gold import Gold, GoldEntity, GoldFact, GoldObservation
from fintech_kg.evaluation.passages import passage, sentences
from fintech_kg.evaluation.reliability import Belief
from fintech_kg.evaluation.scores import Finding, Score, Scores
from fintech_kg.model import Entity, Extraction, Fact, Observation

_Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """An extraction beside its gold: the document's name, the gold name of each entity that gold has, the sentences."""

    document: str
    extraction: Extraction
    gold: Gold
    gold_of: Mapping[str, str]
    sentences: tuple[str, ...]

    def name(self, entity: str | None) -> str | None:
        """The gold's name for an entity, or its identifier."""
        return None if entity is None else self.gold_of.get(entity, entity)

    def names(self, name: str | None) -> tuple[str, ...]:
        """All names of a thing of the gold."""
        return next((tuple(sorted(one.names)) for one in self.gold.entities if one.name == name), ())

    def finding(self, row: str, what: str, sentence: str | None, why: str = "") -> Finding:
        return Finding(row, what, self.document, " ".join((sentence or "").split()), why)


def score(
    extraction: Extraction, gold: Gold, *, symmetric: frozenset[str] = frozenset(), document: str | None = None
) -> Scores:
    """The scores of one document. A fact is right with its ends, relation and status; names match in any case, by alias.

    `document` is what its findings call it, by default the name in the gold.
    """
    name = gold.document if document is None else document
    pair = _Pair(name, extraction, gold, gold_names(extraction.entities, gold.entities), tuple(sentences(extraction.document)))
    facts = list(facts_from((one.key, one) for one in extraction.statements))
    held = {_fact_key(one, symmetric) for one in gold.facts}
    return Scores(
        entities=_entities(pair),
        facts=_facts(pair, facts, symmetric),
        observations=_observations(pair),
        quotations=_quotations(pair),
        beliefs=tuple(Belief(float(one.confidence), _found_key(pair, one, symmetric) in held) for one in facts),
    )


def _folded(names: Iterable[str]) -> set[str]:
    return {" ".join(name.casefold().split()) for name in names}


def gold_names(entities: Iterable[Entity], gold: Iterable[GoldEntity]) -> dict[str, str]:
    """The gold name of each entity that gold has, by kind and any name."""
    found: dict[str, str] = {}
    for entity in entities:
        names = _folded((entity.name, *entity.names))
        for one in gold:
            if one.kind is entity.kind and names & _folded(one.names):
                found[entity.id] = one.name
                break
    return found


def _score(found: Mapping[_Key, Finding], gold: Mapping[_Key, Finding], core: Iterable[_Key]) -> Score:
    asked = set(core)
    return Score(
        tuple(sorted(gold[key] for key in asked & found.keys())),
        tuple(sorted(gold[key] for key in asked - found.keys())),
        tuple(sorted(one for key, one in found.items() if key not in gold)),
    )


def _entities(pair: _Pair) -> Score:
    gold: dict[_Key, Finding] = {
        (one.name, one.kind.value): pair.finding(one.kind.value, one.name, passage(pair.sentences, one.names))
        for one in pair.gold.entities
    }
    core: list[_Key] = [(one.name, one.kind.value) for one in pair.gold.entities if one.core]
    found: dict[_Key, Finding] = {
        (pair.name(one.id), one.kind.value): _found_entity(pair, one) for one in pair.extraction.entities
    }
    return _score(found, gold, core)


def _found_entity(pair: _Pair, one: Entity) -> Finding:
    names, kind = {one.name, *one.names}, one.kind
    others = {
        other.kind.value for other in pair.gold.entities if _folded(other.names) & _folded(names) and other.kind is not kind
    }
    why = "gold says: no entity" if _folded(pair.gold.not_entities) & _folded(names) else ""
    why = f"gold says: {' or '.join(sorted(others))}" if others else why
    written = {mention.text for mention in pair.extraction.mentions if mention.entity == one.id}
    return pair.finding(kind.value, one.name, passage(pair.sentences, written), why)


def _facts(pair: _Pair, facts: Iterable[Fact], symmetric: frozenset[str]) -> Score:
    labels = {one.id: one.name for one in pair.extraction.entities} | dict(pair.gold_of)
    keyed = {_found_key(pair, one, symmetric): one for one in facts}
    found = {key: _found_fact(pair, key, one, labels, symmetric) for key, one in keyed.items()}
    gold = {_fact_key(one, symmetric): _missed_fact(pair, one, keyed, symmetric) for one in pair.gold.facts}
    return _score(found, gold, [_fact_key(one, symmetric) for one in pair.gold.facts if one.core])


def _found_fact(pair: _Pair, key: _Key, one: Fact, labels: Mapping[str, str], symmetric: frozenset[str]) -> Finding:
    statuses = [other.status for other in pair.gold.facts if _fact_key(other, symmetric)[:3] == key[:3]]
    traps = [trap.why for trap in pair.gold.traps if _key(trap.predicate, trap.subject, trap.object, symmetric) == key[:3]]
    why = f"gold says: {' or '.join(statuses)}" if statuses else "; ".join(f"gold says: no, {trap}" for trap in traps)
    first = one.statements[0]
    what = f"{labels[one.subject]} {one.predicate} {labels[one.object]} ({one.status}) [{first.rule}, {one.confidence}]"
    return pair.finding(one.predicate, what, first.evidence.quote, why)


def _missed_fact(pair: _Pair, one: GoldFact, found: Iterable[_Key], symmetric: frozenset[str]) -> Finding:
    statuses = sorted(str(key[3]) for key in found if key[:3] == _fact_key(one, symmetric)[:3])
    what = f"{one.subject} {one.predicate} {one.object} ({one.status})"
    sentence = passage(pair.sentences, pair.names(one.subject), pair.names(one.object))
    return pair.finding(one.predicate, what, sentence, f"found as {' and '.join(statuses)}" if statuses else "")


def _found_key(pair: _Pair, one: Fact, symmetric: frozenset[str]) -> _Key:
    ends = pair.gold_of.get(one.subject, one.subject), pair.gold_of.get(one.object, one.object)
    return (*_key(one.predicate, *ends, symmetric), one.status)


def _fact_key(one: GoldFact, symmetric: frozenset[str]) -> _Key:
    return (*_key(one.predicate, one.subject, one.object, symmetric), one.status)


def _key(predicate: str, subject: str, object_: str, symmetric: frozenset[str]) -> tuple[str, str, str]:
    first, second = sorted((subject, object_)) if predicate in symmetric else (subject, object_)
    return (first, predicate, second)


def _observations(pair: _Pair) -> Score:
    """An observation is right with its number, its unit where that is a share or a currency, and what it is about."""
    gold = {_observation_key(one.value, one.unit, one.about): _missed_observation(pair, one) for one in pair.gold.observations}
    core = [_observation_key(one.value, one.unit, one.about) for one in pair.gold.observations if one.core]
    found = {
        _observation_key(one.value.number, one.value.unit, pair.name(one.about)): _found_observation(pair, one)
        for one in pair.extraction.observations
    }
    return _score(found, gold, core)


def _observation_key(number: Decimal, unit: str | None, about: str | None) -> _Key:
    return (f"{float(number):g}", _unit(unit), about)


def _found_observation(pair: _Pair, one: Observation) -> Finding:
    what = f"{one.value.text}, {one.measure or 'no measure'}, of {pair.name(one.about) or 'nothing named'}"
    return pair.finding(_unit(one.value.unit) or "number", what, one.evidence.quote)


def _missed_observation(pair: _Pair, one: GoldObservation) -> Finding:
    written = one.text or f"{one.value:,} {one.unit or ''}"
    what = f"{written.strip()}, {one.measure or 'no measure'}, of {one.about or 'nothing named'}"
    sentence = passage(pair.sentences, [one.text or f"{one.value:,}"], pair.names(one.about), one.measure.split())
    return pair.finding(_unit(one.unit) or "number", what, sentence)


def _unit(unit: str | None) -> str | None:
    """The unit where it is more than a counted noun."""
    return unit if unit is not None and (unit in {"%", "bp"} or (len(unit) == 3 and unit.isupper())) else None


def _quotations(pair: _Pair) -> Score:
    gold: dict[_Key, Finding] = {
        (who, words): pair.finding(
            "quotation", f"{who or 'nobody'}: {words}", passage(pair.sentences, [words], pair.names(who))
        )
        for who, words in pair.gold.quotations
    }
    found: dict[_Key, Finding] = {
        (who, one.text): pair.finding("quotation", f"{who or 'nobody'}: {one.text}", one.evidence.quote)
        for one in pair.extraction.quotations
        for who in [pair.name(one.speaker)]
    }
    return _score(found, gold, gold)
