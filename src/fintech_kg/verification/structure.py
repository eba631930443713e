"""The whole graph: nothing in it but what a build writes, each thing where it belongs, and no IRI that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, URIRef
from rdflib.term import BNode, Node

from fintech_kg.graph.metadata import DATASET, METADATA
from fintech_kg.graph.vocabulary import FKG, OA, PAGE
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import Output

_KINDS = frozenset(FKG[kind.value] for kind in Kind)
_EVERYTHING = frozenset({RDF.type})
_PREDICATES: Mapping[Node, frozenset[Node]] = {
    FKG.Evidence: frozenset({OA.exact, OA.start, OA.end, OA.hasSource, PAGE}),
    FKG.Statement: frozenset(
        {RDF.subject, RDF.predicate, RDF.object, PROV.wasAttributedTo, PROV.wasDerivedFrom}
        | {FKG[name] for name in ("status", "confidence", "rule", "statedSubject", "statedObject", "amount", "role", "time")}
    ),
    FKG.Observation: frozenset(
        {PROV.wasAttributedTo, PROV.wasDerivedFrom}
        | {FKG[name] for name in ("about", "measure", "value", "upperValue", "amountText", "unit", "time", "status", "spans")}
    ),
    FKG.Quotation: frozenset({OA.exact, FKG.spans, FKG.speaker, PROV.wasDerivedFrom}),
}
_OF_ENTITIES = frozenset({RDFS.label, SKOS.altLabel, OWL.sameAs, SKOS.exactMatch, FKG.country})
_OF_CONCEPTS = frozenset({SKOS.prefLabel, SKOS.broader})
_OF_DOCUMENTS = frozenset({FKG.mentions, FKG.sha256})
_DESCRIBING = (str(DCTERMS), str(SDO))


def check_structure(output: Output, ontology: Ontology) -> Iterator[Finding]:
    """Every named graph, every subject, every IRI."""
    yield from _graphs(output)
    relations = frozenset(FKG[name] for name in ontology.relations)
    codes = frozenset(FKG[name] for concept in ontology.concepts.values() for name, _ in concept.codes)
    told = {triple for name, triples in output.graphs.items() if name == output.iri(METADATA) for triple in triples}
    metadata = {subject for subject, _, _ in told} - set(output.things("Document"))
    for node, values in output.by_subject.items():
        if node not in metadata:
            yield from _subject(node, values, output, relations, codes)
        yield from _dangling(node, values, output)
    yield from _entities(output, relations)


def _graphs(output: Output) -> Iterator[Finding]:
    documents = set(output.things("Document"))
    allowed = documents | {output.iri(METADATA)}
    for name in sorted(set(output.graphs) - allowed, key=str):
        yield Finding(GRAPH_FILE, str(name), "named graph", "the graph is that of no document and not the metadata")
    for node in sorted(documents, key=str):
        if node not in output.graphs:
            yield Finding(GRAPH_FILE, str(node), "named graph", "the document has no named graph")
        if output.at[node] - {node, output.iri(METADATA)}:
            yield Finding(GRAPH_FILE, str(node), "named graph", "another document's graph tells of it")
    if output.iri(METADATA) not in output.graphs or output.iri(DATASET) not in output.by_subject:
        yield Finding(GRAPH_FILE, str(output.iri(METADATA)), "metadata", "the graph that tells of the data set is missing")


def _subject(
    node: Node, values: Mapping[Node, list[Node]], output: Output, relations: Set[Node], codes: Set[Node]
) -> Iterator[Finding]:
    """Whether the subject is of one class of ours, or a concept, and has no other predicates than those have."""
    classes = set(values.get(RDF.type, []))
    kinds = classes & _KINDS
    ours = [cls for cls in (*_PREDICATES, FKG.Document) if cls in classes]
    if isinstance(node, BNode):
        yield Finding(GRAPH_FILE, str(node), "unknown", "it is a blank node; everything has an IRI")
    if len(kinds) + len(ours) > 1 or (ours and len(classes) > 1):
        yield Finding(GRAPH_FILE, str(node), "unknown", "it is of several classes that exclude each other")
    if kinds:
        allowed = _OF_ENTITIES | relations | codes
    elif ours:
        allowed = _PREDICATES.get(ours[0], _OF_DOCUMENTS)
    elif classes or not set(values) <= _OF_CONCEPTS:
        yield Finding(GRAPH_FILE, str(node), "unknown", "it is no document, thing, statement, figure, quotation or evidence")
        return
    else:
        return
    for predicate in sorted(set(values) - allowed - _EVERYTHING, key=str):
        if not (FKG.Document in classes and str(predicate).startswith(_DESCRIBING)):
            yield Finding(GRAPH_FILE, str(node), "unknown", f"a build writes no {predicate} of it")


def _dangling(node: Node, values: Mapping[Node, list[Node]], output: Output) -> Iterator[Finding]:
    for predicate, objects in values.items():
        for one in objects:
            leads_in = isinstance(one, URIRef) and one.startswith(output.base)
            if (leads_in or isinstance(one, BNode) or predicate in (SKOS.broader,)) and one not in output.by_subject:
                yield Finding(GRAPH_FILE, str(node), "dangling", f"its {predicate} is {one}, of which the graph says nothing")


def _entities(output: Output, relations: Set[Node]) -> Iterator[Finding]:
    """Each thing: described alike wherever it stands, and mentioned where it is described."""
    mentioned = {(document, thing) for document in output.things("Document") for thing in output.values(document, FKG.mentions)}
    for node in sorted({node for kind in Kind for node in output.things(kind.value)}, key=str):
        for name in sorted(output.at[node], key=str):
            if (name, node) not in mentioned:
                yield Finding(GRAPH_FILE, str(node), "mentions", f"{name} describes it and does not mention it")
        told = {predicate: set(objects) for predicate, objects in output.by_subject[node].items() if predicate not in relations}
        for name in sorted(output.at[node], key=str):
            for predicate, objects in told.items():
                if not all((node, predicate, one) in output.graphs[name] for one in objects):
                    yield Finding(GRAPH_FILE, str(node), "entity", f"{name} does not say all that others do by {predicate}")
        kind = next(one for one in Kind if FKG[one.value] in output.values(node, RDF.type))
        if not output.name(node).startswith(f"{kind.value.lower()}/"):
            yield Finding(GRAPH_FILE, str(node), "entity", f"its IRI is not that of a thing of the kind {kind.value}")
