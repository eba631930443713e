"""From a TriG file that we wrote to Facts document by document, so that a graph of any size is never in memory at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse
from rdflib import DCTERMS, RDF, VOID, URIRef
from rdflib.term import Node

from fintech_kg.errors import RunError, reason_of
from fintech_kg.graph.read import facts_of
from fintech_kg.graph.vocabulary import BASE_IRI, FKG
from fintech_kg.model import Facts
from fintech_kg.ontology.turtle import node_of

_DOCUMENT = FKG.Document


class GraphStream:
    """The graphs of a TriG file, read once: iterating gives the Facts of each document's graph, in the file's order.

    `base` is what the things' IRIs begin with, and `title` what the data set calls itself; both are known at the end.
    Iterating raises RunError where the file is no graph of ours.
    """

    def __init__(self, trig: Path) -> None:
        self._trig = trig
        self.base = BASE_IRI
        self.title: str | None = None

    def __iter__(self) -> Iterator[Facts]:
        term = lru_cache(maxsize=2**16)(node_of)
        try:
            parser = parse(path=self._trig, format=RdfFormat.TRIG)
            for _, quads in groupby(parser, key=_graph_name):
                graph = _OneGraph(((term(q.subject), term(q.predicate), term(q.object)) for q in quads), parser.prefixes)
                self.base = parser.prefixes.get("id", self.base)
                if graph.has(RDF.type, _DOCUMENT):
                    yield facts_of(graph)
                else:
                    self._described(graph)
        except (OSError, SyntaxError, ValueError) as error:
            raise RunError(f"{self._trig} cannot be read: {reason_of(error)}; build it again") from error

    def _described(self, graph: _OneGraph) -> None:
        for node in graph.subjects(RDF.type, VOID.Dataset):
            title = graph.value(node, DCTERMS.title)
            self.title = None if title is None else str(title)


def _graph_name(quad: Quad) -> object:
    return quad.graph_name


class _OneGraph:
    """The triples of one graph, with as much of rdflib's Dataset as reading facts asks for."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]], prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        self._objects: dict[tuple[Node, Node], list[Node]] = defaultdict(list)
        self._subjects: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for subject, predicate, object_ in triples:
            self._objects[subject, predicate].append(object_)
            self._subjects[predicate].append((subject, object_))

    def has(self, predicate: Node, object_: Node) -> bool:
        return any(one == object_ for _, one in self._subjects.get(predicate, ()))

    def namespaces(self) -> Iterable[tuple[str, URIRef]]:
        return [(prefix, URIRef(namespace)) for prefix, namespace in self._prefixes.items()]

    def objects(self, subject: Node, predicate: Node, /) -> Iterable[Node]:
        return self._objects.get((subject, predicate), ())

    def subjects(self, predicate: Node, object_: Node, /) -> Iterable[Node]:
        return [one for one, other in self._subjects.get(predicate, ()) if other == object_]

    def subject_objects(self, predicate: Node, /) -> Iterable[tuple[Node, Node]]:
        return self._subjects.get(predicate, ())

    def value(self, subject: Node, predicate: Node, /) -> Node | None:
        return next(iter(self._objects.get((subject, predicate), ())), None)
