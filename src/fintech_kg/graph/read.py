"""From an rdflib Dataset that we wrote back to Facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Protocol

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, URIRef
from rdflib.term import Node

from fintech_kg.assembly import facts_from
from fintech_kg.errors import RunError, reason_of
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, OA, PAGE, identifier
from fintech_kg.model import (
    Document,
    Entity,
    Evidence,
    Facts,
    Kind,
    Observation,
    Quotation,
    Statement,
    Status,
    Value,
)

_QUALIFIERS = ("amount", "role", "time")


class Readable(Protocol):
    """What is asked of a graph: an rdflib Dataset has it."""

    def namespaces(self) -> Iterable[tuple[str, URIRef]]: ...

    def objects(self, subject: Node, predicate: Node, /) -> Iterable[Node]: ...

    def subjects(self, predicate: Node, object: Node, /) -> Iterable[Node]: ...

    def subject_objects(self, predicate: Node, /) -> Iterable[tuple[Node, Node]]: ...

    def value(self, subject: Node, predicate: Node, /) -> Node | None: ...


def facts_of(dataset: Readable) -> Facts:
    """The facts that the dataset carries; texts of documents and what stands only in the report are not among them.

    An entity comes back with the names besides its own and the classes below its kind.

    Raises RunError where the dataset (an rdflib Dataset, or what answers as one) is none that `dataset_of` made.
    """
    base = dict(dataset.namespaces()).get("id", URIRef(BASE_IRI))
    try:
        return _facts(dataset, _Reader(dataset, str(base)))
    except (ValueError, IndexError, ArithmeticError) as error:
        raise RunError(f"the graph is not one that fintech-kg wrote: {reason_of(error)}") from error


def _facts(dataset: Readable, reader: _Reader) -> Facts:
    copies = {reader.name(s, "document/"): reader.name(o, "document/") for s, o in dataset.subject_objects(DCTERMS.isVersionOf)}
    return Facts(
        documents=tuple(reader.documents()),
        entities=tuple(reader.entities()),
        mentions=tuple(sorted((reader.name(s, "document/"), reader.name(o)) for s, o in dataset.subject_objects(FKG.mentions))),
        facts=tuple(facts_from(reader.statements(), copies)),
        observations=tuple(sorted(reader.observations(), key=_place)),
        quotations=tuple(sorted(reader.quotations(), key=_place)),
        sources=tuple(
            (reader.name(node, "document/"), tuple(sorted(reader.texts(node, DCTERMS.source))))
            for node in reader.of_class("Document")
        ),
        copies=tuple(sorted(copies.items())),
    )


def _place(one: Observation | Quotation) -> tuple[str, int, int]:
    return (one.evidence.document, one.start, one.end)


class _Reader:
    """Reads the nodes of one graph."""

    def __init__(self, graph: Readable, base: str) -> None:
        self._graph, self._base = graph, base

    def name(self, node: Node, prefix: str = "") -> str:
        return identifier(self._base, node).removeprefix(prefix)

    def texts(self, node: Node, predicate: Node) -> tuple[str, ...]:
        return tuple(sorted({str(value) for value in self._graph.objects(node, predicate)}))

    def one(self, node: Node, predicate: Node) -> str | None:
        values = self.texts(node, predicate)
        return values[0] if values else None

    def needed(self, node: Node, predicate: Node) -> Node:
        value = self._graph.value(node, predicate)
        if value is None:
            raise ValueError(f"{node} has no {predicate}")
        return value

    def of_class(self, cls: str) -> list[Node]:
        return sorted(set(self._graph.subjects(RDF.type, FKG[cls])), key=str)

    def documents(self) -> Iterator[Document]:
        for node in self.of_class("Document"):
            yield Document(
                id=self.name(node, "document/"),
                source=self.texts(node, DCTERMS.source)[0],
                text="",
                media_type=str(self.needed(node, DCTERMS["format"])),
                title=self.one(node, DCTERMS.title),
                published=self.one(node, DCTERMS.issued),
                language=self.one(node, DCTERMS.language),
                author=self.one(node, DCTERMS.creator),
                site=self.one(node, DCTERMS.publisher),
            )

    def entities(self) -> list[Entity]:
        return sorted((self._entity(node, kind) for kind in Kind for node in self.of_class(kind.value)), key=lambda one: one.id)

    def _entity(self, node: Node, kind: Kind) -> Entity:
        label = str(self.needed(node, RDFS.label))
        types = {str(cls).removeprefix(str(FKG)) for cls in self._graph.objects(node, RDF.type)} - {kind.value}
        same = self.texts(node, OWL.sameAs)
        concept = self.one(node, SKOS.exactMatch) or (same[0] if same else None)
        return Entity(
            self.name(node),
            kind,
            label,
            self.texts(node, SKOS.altLabel),
            tuple(sorted(types)),
            self.one(node, FKG.country),
            concept,
            same,
        )

    def statements(self) -> Iterator[tuple[tuple[str, str, str], Statement]]:
        """Each statement, with the identifiers that it was made with, and its fact's key."""
        for node in self.of_class("Statement"):
            rule, *spans = str(self.needed(node, FKG.rule)).rsplit(" ", 3)
            subject, trigger, object_ = (_span(span) for span in spans)
            ends = (self.name(self.needed(node, RDF.subject)), self.name(self.needed(node, RDF.object)))
            predicate = str(self.needed(node, RDF.predicate)).removeprefix(str(FKG))
            statement = Statement(
                subject=self.one(node, FKG.statedSubject) or ends[0],
                predicate=predicate,
                object=self.one(node, FKG.statedObject) or ends[1],
                status=self._status(node),
                qualifiers=tuple((name, text) for name in _QUALIFIERS for text in self.texts(node, FKG[name])),
                evidence=self._evidence(node),
                rule=rule,
                confidence=Decimal(str(self.needed(node, FKG.confidence))),
                subject_span=subject,
                object_span=object_,
                trigger_span=trigger,
                claimed_by=self._claimant(node),
            )
            yield (ends[0], predicate, ends[1]), statement

    def observations(self) -> Iterator[Observation]:
        for node in self.of_class("Observation"):
            about, upper = self._graph.value(node, FKG.about), self.one(node, FKG.upperValue)
            start, end = _span(str(self.needed(node, FKG.spans)))
            yield Observation(
                about=None if about is None else self.name(about),
                measure=str(self.needed(node, FKG.measure)),
                value=Value(
                    Decimal(str(self.needed(node, FKG.value))),
                    self.one(node, FKG.unit),
                    str(self.needed(node, FKG.amountText)),
                    None if upper is None else Decimal(upper),
                ),
                time=self.one(node, FKG.time),
                start=start,
                end=end,
                evidence=self._evidence(node),
                status=self._status(node),
                claimed_by=self._claimant(node),
            )

    def quotations(self) -> Iterator[Quotation]:
        for node in self.of_class("Quotation"):
            speaker = self._graph.value(node, FKG.speaker)
            start, end = _span(str(self.needed(node, FKG.spans)))
            yield Quotation(
                None if speaker is None else self.name(speaker),
                str(self.needed(node, OA.exact)),
                start,
                end,
                self._evidence(node),
            )

    def _claimant(self, node: Node) -> str | None:
        claimant = self._graph.value(node, PROV.wasAttributedTo)
        return None if claimant is None else self.name(claimant)

    def _status(self, node: Node) -> Status:
        return Status(str(self.needed(node, FKG.status)).removeprefix(str(FKG)))

    def _evidence(self, node: Node) -> Evidence:
        evidence = self.needed(node, PROV.wasDerivedFrom)
        page = self.one(evidence, PAGE)
        return Evidence(
            document=self.name(self.needed(evidence, OA.hasSource), "document/"),
            start=int(str(self.needed(evidence, OA.start))),
            end=int(str(self.needed(evidence, OA.end))),
            quote=str(self.needed(evidence, OA.exact)),
            page=None if page is None else int(page),
        )


def _span(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    return int(start), int(end)
