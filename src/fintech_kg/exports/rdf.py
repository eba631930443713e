"""RDF formats: from a Dataset to bytes that depend on the triples alone."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Dataset

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
    return {"graph.rdf": union_of(dataset).serialize(format="xml", encoding="utf-8")}


def jsonld(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The union as JSON-LD with our prefixes for its context."""
    graph = union_of(dataset)
    context = {prefix: str(namespace) for prefix, namespace in sorted(graph.namespaces())}
    return {
        "graph.jsonld": graph.serialize(format="json-ld", context=context, indent=1, sort_keys=True, encoding="utf-8") + b"\n"
    }


def _sorted_lines(content: bytes) -> bytes:
    return b"".join(line + b"\n" for line in sorted(filter(None, content.split(b"\n"))))
