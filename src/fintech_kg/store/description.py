"""From a store's manifest to its description: SPARQL 1.1 Service Description with VoID."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from fintech_kg.sparql.formats import SOLUTIONS, TRIPLES
from fintech_kg.store.manifest import Manifest

_SD, _VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
_RDF, _FORMATS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/ns/formats/"
_XSD_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_PREFIXES = {"sd": _SD, "void": _VOID, "rdf": _RDF, "formats": _FORMATS}

Subject = NamedNode | BlankNode


def service_description(manifest: Manifest, endpoint: str, *, union: bool, media_type: str) -> bytes:
    """The description of the service at `endpoint`, in one of the media types of `sparql.formats.TRIPLES`."""
    written = serialize(_service(manifest, endpoint, union), format=TRIPLES[media_type], prefixes=_PREFIXES)
    assert written is not None
    return written


def _service(manifest: Manifest, endpoint: str, union: bool) -> Iterator[Triple]:
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    yield _typed(service, "Service")
    yield Triple(service, NamedNode(f"{_SD}endpoint"), NamedNode(endpoint))
    yield Triple(service, NamedNode(f"{_SD}supportedLanguage"), NamedNode(f"{_SD}SPARQL11Query"))
    if union:
        yield Triple(service, NamedNode(f"{_SD}feature"), NamedNode(f"{_SD}UnionDefaultGraph"))
    for form in (*(one.iri for one in SOLUTIONS.values()), *(one.iri for one in TRIPLES.values())):
        yield Triple(service, NamedNode(f"{_SD}resultFormat"), NamedNode(form))
    yield Triple(service, NamedNode(f"{_SD}defaultDataset"), dataset)
    yield _typed(dataset, "Dataset")
    yield Triple(dataset, NamedNode(f"{_SD}defaultGraph"), default)
    yield _typed(default, "Graph")
    yield Triple(default, NamedNode(f"{_RDF}type"), NamedNode(f"{_VOID}Dataset"))
    if not union:
        yield from _default_graph(manifest, default)
    for place, (name, count) in enumerate(sorted(manifest.graphs.items())):
        yield from _named_graph(dataset, place, name, count)


def _default_graph(manifest: Manifest, default: BlankNode) -> Iterator[Triple]:
    yield _number(default, "triples", manifest.counts["triples"])
    yield _number(default, "distinctSubjects", manifest.counts["subjects"])
    for kind, term, counts, counted in (
        ("class", "class", manifest.classes, "entities"),
        ("property", "property", manifest.properties, "triples"),
    ):
        for place, (name, count) in enumerate(sorted(counts.items())):
            part = BlankNode(f"{kind}{place}")
            yield Triple(default, NamedNode(f"{_VOID}{kind}Partition"), part)
            yield Triple(part, NamedNode(f"{_VOID}{term}"), NamedNode(name))
            yield _number(part, counted, count)


def _named_graph(dataset: BlankNode, place: int, name: str, count: int) -> Iterator[Triple]:
    named, graph = BlankNode(f"named{place}"), BlankNode(f"graph{place}")
    yield Triple(dataset, NamedNode(f"{_SD}namedGraph"), named)
    yield _typed(named, "NamedGraph")
    yield Triple(named, NamedNode(f"{_SD}name"), NamedNode(name))
    yield Triple(named, NamedNode(f"{_SD}graph"), graph)
    yield _typed(graph, "Graph")
    yield _number(graph, "triples", count)


def _typed(node: Subject, name: str) -> Triple:
    return Triple(node, NamedNode(f"{_RDF}type"), NamedNode(f"{_SD}{name}"))


def _number(node: Subject, name: str, number: int) -> Triple:
    return Triple(node, NamedNode(f"{_VOID}{name}"), Literal(str(number), datatype=_XSD_INTEGER))
