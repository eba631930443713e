"""RDF 1.2: from a Dataset to Turtle, TriG, N-Triples and N-Quads in which a statement reifies a triple term.

A statement's `rdf:subject`, `rdf:predicate` and `rdf:object` become one triple, `rdf:reifies <<( subject predicate object )>>`
(RDF 1.2 Concepts, section 1.5). Nothing else differs from the other RDF formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import RDF, BNode, Dataset, Literal, URIRef
from rdflib.term import Node

from fintech_kg.model import Facts

_REIFIES = ox.NamedNode(f"{RDF}reifies")
_PARTS = (RDF.subject, RDF.predicate, RDF.object)


def turtle12(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The union of the named graphs."""
    return {"graph.ttl": _written(dataset, ox.RdfFormat.TURTLE)}


def trig12(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The named graphs."""
    return {"graph.trig": _written(dataset, ox.RdfFormat.TRIG)}


def ntriples12(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The union of the named graphs."""
    return {"graph.nt": _written(dataset, ox.RdfFormat.N_TRIPLES)}


def nquads12(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The named graphs."""
    return {"graph.nq": _written(dataset, ox.RdfFormat.N_QUADS)}


@dataclass(slots=True)
class _Terms:
    """rdflib's terms in pyoxigraph's form, each made once."""

    known: dict[Node, ox.NamedNode | ox.BlankNode | ox.Literal] = field(default_factory=dict)

    def of(self, node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if node not in self.known:
            self.known[node] = _term(node)
        return self.known[node]


def _written(dataset: Dataset, form: ox.RdfFormat) -> bytes:
    prefixes = {prefix: str(base) for prefix, base in sorted(dataset.namespaces())}
    keyed = {_key(quad): quad for quad in _quads(dataset, named=form.supports_datasets)}
    ordered = [keyed[key] for key in sorted(keyed)]
    items = ordered if form.supports_datasets else [quad.triple for quad in ordered]
    written = ox.serialize(items, format=form, prefixes=prefixes)
    return written or b""


def _key(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    return str(quad.graph_name), str(quad.subject), quad.predicate.value != str(RDF.type), str(quad.predicate), str(quad.object)


def _quads(dataset: Dataset, *, named: bool) -> Iterator[ox.Quad]:
    terms = _Terms()
    for subject, predicate, object_, graph in dataset.quads((None, None, None, None)):
        where = terms.of(graph) if named and graph is not None else ox.DefaultGraph()
        if predicate == RDF.subject:
            relation, end = dataset.value(subject, RDF.predicate), dataset.value(subject, RDF.object)
            if relation is not None and end is not None:
                triple = ox.Triple(terms.of(object_), terms.of(relation), terms.of(end))  # type: ignore[arg-type]
                yield ox.Quad(terms.of(subject), _REIFIES, triple, where)  # type: ignore[arg-type]
        elif predicate not in _PARTS:
            yield ox.Quad(terms.of(subject), terms.of(predicate), terms.of(object_), where)  # type: ignore[arg-type]


def _term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, Literal):
        raise TypeError(f"no RDF term: {node!r}")
    if node.language is not None:
        return ox.Literal(str(node), language=node.language)
    if node.datatype is not None:
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
    return ox.Literal(str(node))
