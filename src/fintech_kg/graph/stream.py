"""From a TriG file that we wrote to Facts document by document, so that a graph of any size is never in memory at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, QuadParser, RdfFormat, parse
from rdflib import DCTERMS, RDF, VOID, URIRef
from rdflib.term import Node

from fintech_kg.errors import RunError, reason_of
from fintech_kg.graph.read import facts_of
from fintech_kg.graph.vocabulary import BASE_IRI, FKG
from fintech_kg.model import Facts

_TYPE = str(RDF.type)


class GraphStream:
    """The graphs of a TriG file, given by its path or its content.

    Iterating gives the Facts of each document's graph, in the file's order.

    `base` is what the things' IRIs begin with, and `title` what the data set calls itself; both are known at the end.
    Iterating raises RunError where the file is no graph of ours.
    """

    def __init__(self, trig: Path | bytes, name: str | None = None) -> None:
        self._trig, self._name = trig, str(trig) if name is None and isinstance(trig, Path) else name
        self.base = BASE_IRI
        self.title: str | None = None

    def __iter__(self) -> Iterator[Facts]:
        with self._told():
            parser = self._parser()
            for _, quads in groupby(parser, key=attrgetter("graph_name")):
                graph = _OneGraph(quads, parser.prefixes)
                self.base = parser.prefixes.get("id", self.base)
                if graph.subjects(RDF.type, FKG.Document):
                    yield facts_of(graph)
                else:
                    self._described(graph)

    def quads(self) -> Iterator[Quad]:
        """The triples with their graphs, in the file's order."""
        with self._told():
            yield from self._parser()

    def declared_base(self) -> str | None:
        """What the things' IRIs begin with, as the prefixes before the first triple have it."""
        with self._told():
            parser = self._parser()
            next(iter(parser), None)
            return parser.prefixes.get("id")

    def _parser(self) -> QuadParser:
        if isinstance(self._trig, bytes):
            return parse(self._trig, format=RdfFormat.TRIG)
        return parse(path=self._trig, format=RdfFormat.TRIG)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, SyntaxError, ValueError) as error:
            raise RunError(f"{self._name} cannot be read: {reason_of(error)}; build it again") from error

    def _described(self, graph: _OneGraph) -> None:
        for node in graph.subjects(RDF.type, VOID.Dataset):
            title = graph.value(node, DCTERMS.title)
            self.title = None if title is None else str(title)


class _OneGraph:
    """The triples of one graph, with as much of rdflib's Dataset as reading facts asks for.

    Its terms are plain texts, as `facts_of` asks for nothing else of them: rdflib's own take several times as long to make.
    """

    def __init__(self, quads: Iterable[Quad], prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        self._objects: dict[tuple[str, str], list[Any]] = {}
        self._subjects: dict[str, list[Any]] = {}
        self._pairs: dict[str, list[tuple[Any, Any]]] = {}
        for quad in quads:
            subject, predicate, object_ = quad.subject.value, quad.predicate.value, quad.object.value  # type: ignore[union-attr]
            self._objects.setdefault((subject, predicate), []).append(object_)
            if predicate == _TYPE:
                self._subjects.setdefault(object_, []).append(subject)
            else:
                self._pairs.setdefault(predicate, []).append((subject, object_))

    def namespaces(self) -> Iterable[tuple[str, URIRef]]:
        return [(prefix, URIRef(namespace)) for prefix, namespace in self._prefixes.items()]

    def objects(self, subject: Node, predicate: Node, /) -> Sequence[Node]:
        return self._objects.get((str(subject), str(predicate)), ())

    def subjects(self, predicate: Node, object_: Node, /) -> Sequence[Node]:
        """Of classes alone, as nothing else is asked for."""
        return self._subjects.get(str(object_), ())

    def subject_objects(self, predicate: Node, /) -> Sequence[tuple[Node, Node]]:
        """Of all but classes."""
        return self._pairs.get(str(predicate), ())

    def value(self, subject: Node, predicate: Node, /) -> Node | None:
        return next(iter(self._objects.get((str(subject), str(predicate)), ())), None)
