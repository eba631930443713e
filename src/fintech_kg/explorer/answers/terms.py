"""The terms of the ontology, for those who write queries: from its file to classes and properties found by what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from fintech_kg.explorer.answers.reader import Json
from fintech_kg.ontology.turtle import read_turtle

_CLASSES = (OWL.Class, RDFS.Class)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
_USUAL = {
    "property": (RDF.type, RDFS.label, SKOS.altLabel, OWL.sameAs, RDF.subject, RDF.predicate, RDF.object),
    "class": (),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property with its English label and definition."""

    iri: str
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The classes and properties of an ontology, sorted by IRI, and the names of its symmetric relations."""

    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    symmetric: frozenset[str]


def terms_of(ontology: Path) -> Terms:
    """The terms in the file of an ontology. Raises BrokenOntology."""
    graph = read_turtle([ontology])
    symmetric = frozenset(str(one).rpartition("#")[2] for one in graph.subjects(RDF.type, OWL.SymmetricProperty))
    return Terms(tuple(_terms(graph, "class", _CLASSES)), tuple(_terms(graph, "property", _PROPERTIES)), symmetric)


def found_terms(terms: Terms, typed: str, sort: str, limit: int) -> Json:
    """The terms of which the name, the label or the IRI holds what was typed; those that begin so come first."""
    wanted = typed.strip().casefold().rpartition(":")[2] if "://" not in typed else typed.strip().casefold()
    known = {"class": terms.classes, "property": terms.properties}.get(sort, (*terms.classes, *terms.properties))
    found = [one for one in known if wanted in one.iri.casefold() or wanted in one.label.casefold()]
    found.sort(key=lambda one: (not _local(one.iri).casefold().startswith(wanted), one.label.casefold(), one.iri))
    return {"terms": [{"iri": one.iri, "label": one.label, "comment": one.comment} for one in found[:limit]]}


def _terms(graph: Graph, sort: str, classes: Iterable[URIRef]) -> Iterable[Term]:
    nodes = {node for cls in classes for node in graph.subjects(RDF.type, cls) if isinstance(node, URIRef)}
    for node in sorted({*nodes, *_USUAL[sort]}):
        comment = _text(graph, node, SKOS.definition) or _text(graph, node, RDFS.comment)
        yield Term(str(node), _text(graph, node, RDFS.label) or _local(str(node)), comment)


def _text(graph: Graph, node: Node, predicate: URIRef) -> str:
    return min((str(one) for one in graph.objects(node, predicate)), default="")


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
