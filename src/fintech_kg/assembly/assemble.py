"""From extractions to Facts. Pure, and independent of the extractions' order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from fintech_kg.model import Entity, Extraction, Fact, Facts, Statement, Status


def assemble(extractions: Iterable[Extraction], *, sources: Mapping[str, Sequence[str]] | None = None) -> Facts:
    """The facts of the extractions. `sources` gives every name that a document's content came under.

    Entities of one identifier are one thing; statements of one key and status are one fact.
    """
    ordered = sorted(extractions, key=lambda one: one.document.id)
    return Facts(
        documents=tuple(one.document for one in ordered),
        entities=tuple(_entities(ordered)),
        mentions=tuple(sorted({(one.document.id, mention.entity) for one in ordered for mention in one.mentions})),
        facts=tuple(facts_from(statement for one in ordered for statement in one.statements)),
        observations=tuple(observation for one in ordered for observation in one.observations),
        quotations=tuple(quotation for one in ordered for quotation in one.quotations),
        sources=tuple(
            (one.document.id, tuple(sorted((sources or {}).get(one.document.id, (one.document.source,))))) for one in ordered
        ),
    )


def _entities(extractions: Iterable[Extraction]) -> Iterable[Entity]:
    same: dict[str, list[Entity]] = defaultdict(list)
    for extraction in extractions:
        for entity in extraction.entities:
            same[entity.id].append(entity)
    return (_merged(found) for _, found in sorted(same.items()))


def _merged(entities: list[Entity]) -> Entity:
    """One description: the lexicon's where one document linked to it, else the shortest name that is not all capitals."""
    best = min(entities, key=lambda one: (one.concept is None, one.name.isupper(), len(one.name), one.name))
    names = tuple(sorted({name for one in entities for name in one.names}))
    return Entity(best.id, best.kind, best.name, names, best.types, best.country, best.concept, best.same_as)


def facts_from(statements: Iterable[Statement]) -> Iterator[Fact]:
    """The facts that the statements bear, sorted by key and status."""
    same: dict[tuple[str, str, str, Status], list[Statement]] = defaultdict(list)
    for statement in statements:
        same[(*statement.key, statement.status)].append(statement)
    for (subject, predicate, object_, status), found in sorted(same.items()):
        ordered = tuple(sorted(found, key=lambda one: (one.evidence.document, one.evidence.start, one.id)))
        yield Fact(subject, predicate, object_, status, _belief(ordered), ordered)


def _belief(statements: Sequence[Statement]) -> Decimal:
    """The chance that not all are wrong, taking sentences as independent and each sentence once."""
    doubt = Decimal(1)
    sentences: dict[str, Decimal] = {}
    for one in statements:
        sentences[one.evidence.quote] = max(one.confidence, sentences.get(one.evidence.quote, Decimal(0)))
    for _, confidence in sorted(sentences.items()):
        doubt *= 1 - confidence
    return (1 - doubt).quantize(Decimal("0.0001")).normalize()
