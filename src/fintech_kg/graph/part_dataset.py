"""From a Dataset and the part of its Facts that is wanted to the quads that say and prove that part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rdflib import DCAT, DCTERMS, SKOS, VOID, Dataset, Graph, URIRef
from rdflib.term import Node

from fintech_kg.graph.vocabulary import FKG, iri
from fintech_kg.model import Facts, Status

_OF_THE_WHOLE = (VOID.triples, VOID.entities, VOID.classes, VOID.properties, DCAT.distribution)
"""What a data set says of itself that is not true of its part."""


def dataset_part(part: Facts, dataset: Dataset, *, relations: Collection[str], base: str) -> Dataset:
    """The quads about what the part holds, each in its document's graph; plain triples only where the part asserts them.

    `relations` are all that the whole has facts of. What the data set says of its own size is left out.
    """
    left = Dataset(default_union=True)
    for prefix, namespace in dataset.namespaces():
        left.bind(prefix, namespace, replace=True)
    kept = _Kept(part, dataset, relations, base)
    for graph in sorted(dataset.graphs(), key=lambda one: str(one.identifier)):
        triples = kept.metadata(graph) if (None, None, VOID.Dataset) in graph else kept.said(graph)
        for triple in sorted(triples):
            left.add((*triple, graph.identifier))  # type: ignore[arg-type]
    return left


class _Kept:
    """What of each graph is kept."""

    def __init__(self, part: Facts, dataset: Dataset, relations: Collection[str], base: str) -> None:
        self._base = base
        self._relations = {FKG[name] for name in relations}
        self._documents = {iri(base, f"document/{one.id}") for one in part.documents}
        self._things = {iri(base, one.id) for one in part.entities}
        self._mentioned = {(iri(base, f"document/{key}"), iri(base, thing)) for key, thing in part.mentions}
        self._asserted = set(_asserted(part, base))
        self._said = {iri(base, one) for one in _sayings(part)} | self._documents | set(_concepts(dataset, self._things))

    def said(self, graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
        """Of a document's graph."""
        document = graph.identifier
        if document not in self._documents:
            return
        for subject, predicate, object_ in graph:
            if predicate in self._relations:
                keep = (document, subject, predicate, object_) in self._asserted
            elif subject in self._things:
                keep = (document, subject) in self._mentioned
            elif predicate == FKG.mentions:
                keep = (subject, object_) in self._mentioned
            else:
                keep = subject in self._said and (predicate != DCTERMS.isVersionOf or object_ in self._documents)
            if keep:
                yield subject, predicate, object_

    def metadata(self, graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
        """Of the graph that tells of the data set and of the run."""
        before = f"{self._base}document/"
        for subject, predicate, object_ in graph:
            gone = [one for one in (subject, object_) if str(one).startswith(before) and one not in self._documents]
            if predicate not in _OF_THE_WHOLE and not gone and not str(subject).startswith(f"{self._base}distribution/"):
                yield subject, predicate, object_


def _sayings(part: Facts) -> Iterator[str]:
    """The identifiers of statements, observations and quotations, and of their evidence."""
    for fact in part.facts:
        for statement in fact.statements:
            yield from (f"statement/{statement.id}", f"evidence/{statement.evidence.id}")
    for observation in part.observations:
        yield from (f"observation/{observation.id}", f"evidence/{observation.evidence.id}")
    for quotation in part.quotations:
        yield from (f"quotation/{quotation.id}", f"evidence/{quotation.evidence.id}")


def _asserted(part: Facts, base: str) -> Iterator[tuple[URIRef, URIRef, URIRef, URIRef]]:
    for fact in part.facts:
        if fact.status is Status.ASSERTED:
            for one in fact.statements:
                document = iri(base, f"document/{one.evidence.document}")
                yield document, iri(base, fact.subject), FKG[fact.predicate], iri(base, fact.object)


def _concepts(dataset: Dataset, things: Iterable[URIRef]) -> set[Node]:
    """The lexicon's entries that the things are, with everything broader."""
    found: set[Node] = set()
    ahead = {concept for thing in things for concept in dataset.objects(thing, SKOS.exactMatch)}
    while ahead:
        found |= ahead
        ahead = {broader for one in ahead for broader in dataset.objects(one, SKOS.broader)} - found
    return found
