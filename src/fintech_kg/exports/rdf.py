"""RDF formats: from a Dataset to bytes that depend on the triples alone."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Dataset, Graph

from fintech_kg.graph import to_trig, to_turtle, union_of
from fintech_kg.model import Facts


def turtle(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The union of the named graphs as Turtle."""
    return {"graph.ttl": to_turtle(dataset)}


def trig(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The named graphs as TriG."""
    return {"graph.trig": to_trig(dataset)}


def ntriples(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The union as sorted N-Triples."""
    return {"graph.nt": _sorted_lines(union_of(dataset).serialize(format="nt", encoding="utf-8"))}


def nquads(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The named graphs as sorted N-Quads."""
    return {"graph.nq": _sorted_lines(dataset.serialize(format="nquads", encoding="utf-8"))}


def rdfxml(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The union as RDF/XML."""
    union = union_of(dataset)
    ordered = Graph(store="SimpleMemory")  # is read in the order in which it was filled; rdflib's usual store, as a set is
    for prefix, namespace in union.namespaces():
        ordered.bind(prefix, namespace, replace=True)
    for triple in sorted(union):
        ordered.add(triple)
    return {"graph.rdf": ordered.serialize(format="xml", encoding="utf-8")}


def _sorted_lines(content: bytes) -> bytes:
    return b"".join(line + b"\n" for line in sorted(filter(None, content.split(b"\n"))))
