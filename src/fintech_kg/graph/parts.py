"""From Facts to parts: for each document all that decides its graph, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fintech_kg.model import Document, Entity, Facts, Observation, OffsetMap, Quotation, Statement


@dataclass(slots=True)
class Part:
    """What the graph of one document is made of, each list sorted as in Facts.

    `document` is without its text. `statements` have the ends of their fact before them; `original` is the document that this
    one copies.
    """

    document: Document
    names: tuple[str, ...]
    original: str | None = None
    entities: list[Entity] = field(default_factory=list)
    statements: list[tuple[str, str, Statement]] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)


def parts_of(facts: Facts) -> list[Part]:
    """The parts of all documents, sorted by document."""
    names, copies = dict(facts.sources), dict(facts.copies)
    entities = {entity.id: entity for entity in facts.entities}
    parts = {one.id: Part(_without_text(one), names[one.id], copies.get(one.id)) for one in facts.documents}
    for document, entity in facts.mentions:
        parts[document].entities.append(entities[entity])
    for fact in facts.facts:
        for statement in fact.statements:
            parts[statement.evidence.document].statements.append((fact.subject, fact.object, statement))
    for observation in facts.observations:
        parts[observation.evidence.document].observations.append(observation)
    for quotation in facts.quotations:
        parts[quotation.evidence.document].quotations.append(quotation)
    return list(parts.values())


def _without_text(document: Document) -> Document:
    return replace(document, text="", blocks=(), left_out=(), offsets=OffsetMap(), pages=(), replaced=())
