"""From Facts to an rdflib Dataset: a named graph for each document, everything in it sorted, no blank node."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from fintech_kg.graph.parts import Part, parts_of
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, OA, PAGE, PREFIXES, iri
from fintech_kg.model import Document, Entity, Evidence, Facts, Observation, Quotation, Statement, Status
from fintech_kg.ontology import Ontology

Triple = tuple[Node, Node, Node]
# rdflib makes a term of its vocabularies anew at each use; these are used for every statement.
_TYPE = RDF.type
_SUBJECT = RDF.subject
_PREDICATE = RDF.predicate
_OBJECT = RDF.object
_LABEL = RDFS.label
_DERIVED = PROV.wasDerivedFrom
_OFFSET = XSD.nonNegativeInteger
_DECIMAL = XSD.decimal
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def dataset_of(facts: Facts, ontology: Ontology, *, base: str = BASE_IRI) -> Dataset:
    """The dataset of the facts: each document's graph says what the document says and names what it mentions."""
    return to_dataset(
        {iri(base, f"document/{one.document.id}"): part_triples(one, ontology, base) for one in parts_of(facts)}, base
    )


def to_dataset(graphs: Mapping[URIRef, Iterable[Triple]], base: str) -> Dataset:
    """The graphs as an rdflib Dataset; the default graph is their union."""
    dataset = Dataset(default_union=True)
    for prefix, namespace in prefixes(base):
        dataset.bind(prefix, namespace, replace=True)
    for name, triples in graphs.items():
        graph = dataset.graph(name)
        for triple in sorted(set(triples)):
            graph.add(triple)
    return dataset


def union_of(dataset: Dataset) -> Graph:
    """The union of the named graphs as one rdflib Graph."""
    graph = Graph()
    for prefix, namespace in dataset.namespaces():
        graph.bind(prefix, namespace, replace=True)
    for triple in sorted({(s, p, o) for s, p, o, _ in dataset.quads((None, None, None, None))}):
        graph.add(triple)
    return graph


def prefixes(base: str) -> list[tuple[str, str]]:
    """The prefixes of the vocabulary, and that of the things."""
    return [*PREFIXES.items(), ("id", base)]


def text(value: str) -> Literal:
    """A plain literal; characters that no RDF file can carry become U+FFFD."""
    return Literal(_UNWRITABLE.sub("\ufffd", value))


def decimal(number: Decimal) -> Literal:
    """The number in the form that Turtle's shorthand has, so that every format carries the same literal."""
    plain = f"{number:f}"
    return Literal(plain if "." in plain else f"{plain}.0", datatype=_DECIMAL)


def part_triples(part: Part, ontology: Ontology, base: str) -> Iterator[Triple]:
    """The triples of a document's graph, in no order and perhaps more than once."""
    yield from _told_of_document(part, base)
    for entity in part.entities:
        yield from entity_triples(entity, ontology, base)
    for subject, object_, statement in part.statements:
        yield from _statement(iri(base, subject), iri(base, object_), statement, base)
        if (statement.subject, statement.object) != (subject, object_):
            yield from _stated(statement, subject, object_, base)
    for observation in part.observations:
        yield from _observation(observation, base)
    for quotation in part.quotations:
        yield from _quotation(quotation, base)


def shared_triples(facts: Facts, parts: Iterable[Part], ontology: Ontology, base: str) -> Iterator[Triple]:
    """Those triples of all documents' graphs whose subject may be in several: documents, entities, and what is asserted."""
    mentioned = {entity for _, entity in facts.mentions}
    for part in parts:
        yield from _told_of_document(part, base)
    for entity in facts.entities:
        if entity.id in mentioned:
            yield from entity_triples(entity, ontology, base)
    for fact in facts.facts:
        if fact.status is Status.ASSERTED:
            yield iri(base, fact.subject), FKG[fact.predicate], iri(base, fact.object)


def _told_of_document(part: Part, base: str) -> Iterator[Triple]:
    node = iri(base, f"document/{part.document.id}")
    yield from document_triples(part.document, part.names, base)
    if part.original is not None:
        yield node, DCTERMS.isVersionOf, iri(base, f"document/{part.original}")
    for entity in part.entities:
        yield node, FKG.mentions, iri(base, entity.id)


def document_triples(document: Document, names: tuple[str, ...], base: str) -> Iterator[Triple]:
    """What the graph says of a document itself."""
    node = iri(base, f"document/{document.id}")
    yield node, _TYPE, FKG.Document
    yield node, DCTERMS.identifier, text(document.id)
    yield node, DCTERMS["format"], text(document.media_type)
    for name in names:
        yield node, DCTERMS.source, text(name)
    for predicate, value in (
        (DCTERMS.title, document.title),
        (DCTERMS.issued, document.published),
        (DCTERMS.language, document.language),
        (DCTERMS.creator, document.author),
        (DCTERMS.publisher, document.site),
    ):
        if value is not None:
            yield node, predicate, text(value)


def entity_triples(entity: Entity, ontology: Ontology, base: str) -> Iterator[Triple]:
    """What every graph that names the entity says of it, and of the lexicon's entry for it."""
    node = iri(base, entity.id)
    for cls in {entity.kind.value, *entity.types}:
        yield node, _TYPE, FKG[cls]
    yield node, _LABEL, text(entity.name)
    for name in entity.names:
        if name != entity.name:
            yield node, SKOS.altLabel, text(name)
    if entity.country is not None:
        yield node, FKG.country, text(entity.country)
    for same in entity.same_as:
        yield node, OWL.sameAs, URIRef(same)
    known = ontology.concepts.get(entity.concept or "")
    for name, code in known.codes if known is not None else ():
        yield node, FKG[name], text(code)
    if entity.concept is not None and entity.concept not in entity.same_as:
        yield node, SKOS.exactMatch, URIRef(entity.concept)
        yield from _concept(entity.concept, ontology)


def _concept(concept: str, ontology: Ontology) -> Iterator[Triple]:
    """The lexicon's entry with everything broader, so that a query can go up the hierarchy inside the graph."""
    known = ontology.concepts.get(concept)
    if known is None:
        return
    yield URIRef(concept), SKOS.prefLabel, Literal(known.name, lang="en")
    for broader in known.broader:
        yield URIRef(concept), SKOS.broader, URIRef(broader)
        yield from _concept(broader, ontology)


def _evidence(evidence: Evidence, base: str) -> Iterator[Triple]:
    node = iri(base, f"evidence/{evidence.id}")
    yield node, _TYPE, FKG.Evidence
    yield node, OA.exact, text(evidence.quote)
    yield node, OA.start, Literal(evidence.start, datatype=_OFFSET)
    yield node, OA.end, Literal(evidence.end, datatype=_OFFSET)
    yield node, OA.hasSource, iri(base, f"document/{evidence.document}")
    if evidence.page is not None:
        yield node, PAGE, Literal(evidence.page, datatype=XSD.positiveInteger)


def _statement(subject: URIRef, object_: URIRef, statement: Statement, base: str) -> Iterator[Triple]:
    """The statement with the ends of its fact, and the plain triple where it is asserted."""
    node, predicate = iri(base, f"statement/{statement.id}"), FKG[statement.predicate]
    yield node, _TYPE, FKG.Statement
    yield node, _SUBJECT, subject
    yield node, _PREDICATE, predicate
    yield node, _OBJECT, object_
    yield node, FKG.status, FKG[statement.status.value]
    yield node, FKG.confidence, decimal(statement.confidence)
    yield node, FKG.rule, text(f"{statement.rule} {spans_text(statement)}")
    for name, value in statement.qualifiers:
        yield node, FKG[name], text(value)
    if statement.claimed_by is not None:
        yield node, PROV.wasAttributedTo, iri(base, statement.claimed_by)
    yield node, _DERIVED, iri(base, f"evidence/{statement.evidence.id}")
    yield from _evidence(statement.evidence, base)
    if statement.status is Status.ASSERTED:
        yield subject, predicate, object_


def _stated(statement: Statement, subject: str, object_: str, base: str) -> Iterator[Triple]:
    """The ends that the statement was made with, as texts, where the fact has others."""
    node = iri(base, f"statement/{statement.id}")
    if statement.subject != subject:
        yield node, FKG.statedSubject, text(statement.subject)
    if statement.object != object_:
        yield node, FKG.statedObject, text(statement.object)


def spans_text(statement: Statement) -> str:
    """Subject, trigger and object as `start-end`, parted by spaces."""
    return " ".join(f"{a}-{b}" for a, b in (statement.subject_span, statement.trigger_span, statement.object_span))


def _observation(observation: Observation, base: str) -> Iterator[Triple]:
    node = iri(base, f"observation/{observation.id}")
    value = observation.value
    yield node, _TYPE, FKG.Observation
    if observation.about is not None:
        yield node, FKG.about, iri(base, observation.about)
    yield node, FKG.measure, text(observation.measure)
    yield node, FKG.value, decimal(value.number)
    if value.upper is not None:
        yield node, FKG.upperValue, decimal(value.upper)
    yield node, FKG.amountText, text(value.text)
    if value.unit is not None:
        yield node, FKG.unit, text(value.unit)
    if observation.time is not None:
        yield node, FKG.time, text(observation.time)
    yield node, FKG.status, FKG[observation.status.value]
    yield node, FKG.spans, text(f"{observation.start}-{observation.end}")
    if observation.claimed_by is not None:
        yield node, PROV.wasAttributedTo, iri(base, observation.claimed_by)
    yield node, _DERIVED, iri(base, f"evidence/{observation.evidence.id}")
    yield from _evidence(observation.evidence, base)


def _quotation(quotation: Quotation, base: str) -> Iterator[Triple]:
    node = iri(base, f"quotation/{quotation.id}")
    yield node, _TYPE, FKG.Quotation
    yield node, OA.exact, text(quotation.text)
    yield node, FKG.spans, text(f"{quotation.start}-{quotation.end}")
    if quotation.speaker is not None:
        yield node, FKG.speaker, iri(base, quotation.speaker)
    yield node, _DERIVED, iri(base, f"evidence/{quotation.evidence.id}")
    yield from _evidence(quotation.evidence, base)
