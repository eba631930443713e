"""From Facts to parts: for each document all that decides its graph, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from fintech_kg.assembly.kept import KeptFacts
from fintech_kg.corpus.lookup import Lookup
from fintech_kg.model import Document, Entity, Facts, Observation, OffsetMap, Quotation, Statement

T = TypeVar("T")
_REMEMBERED = 2**13
"""Things that are held because many documents name them."""


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


def parts_of(facts: Facts) -> Iterator[Part]:
    """The parts of all documents, sorted by document; of facts that lie on the disk, one part at a time is in memory."""
    return _read(facts) if isinstance(facts, KeptFacts) else iter(_dealt(facts))


def _dealt(facts: Facts) -> Iterable[Part]:
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
    return parts.values()


def _read(facts: KeptFacts) -> Iterator[Part]:
    copies = dict(facts.copies)
    entity = Lookup(facts.entities, lambda one: one.id, remembered=_REMEMBERED)
    mentions = _Turns(facts.mentions, lambda one: one[0])
    statements = _Turns(facts.statements, lambda one: one[2].evidence.document)
    observations = _Turns(facts.observations, lambda one: one.evidence.document)
    quotations = _Turns(facts.quotations, lambda one: one.evidence.document)
    for document, (_, names) in zip(facts.documents, facts.sources, strict=True):
        yield Part(
            _without_text(document),
            names,
            copies.get(document.id),
            [entity[thing] for _, thing in mentions(document.id)],
            [*statements(document.id)],
            [*observations(document.id)],
            [*quotations(document.id)],
        )


class _Turns(Generic[T]):
    """Values sorted by document, given out document by document."""

    def __init__(self, values: Iterable[T], of: Callable[[T], str]) -> None:
        self._left, self._of = iter(values), of
        self._next = next(self._left, None)

    def __call__(self, document: str) -> Iterator[T]:
        while self._next is not None and self._of(self._next) == document:
            yield self._next
            self._next = next(self._left, None)


def _without_text(document: Document) -> Document:
    return replace(document, text="", blocks=(), left_out=(), offsets=OffsetMap(), pages=(), replaced=())
