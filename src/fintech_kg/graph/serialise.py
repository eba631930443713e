"""From an rdflib graph to Turtle and TriG whose bytes depend on the triples alone."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from rdflib import RDF, Dataset, Graph
from rdflib.plugins.serializers.trig import TrigSerializer
from rdflib.plugins.serializers.turtle import TurtleSerializer

from fintech_kg.graph.vocabulary import FKG
from fintech_kg.graph.write import union_of

_ORDER = (
    FKG.Document,
    FKG.Organisation,
    FKG.Place,
    FKG.Person,
    FKG.Technology,
    FKG.Statement,
    FKG.Observation,
    FKG.Quotation,
    FKG.Evidence,
)


class _StableTurtle(TurtleSerializer):
    """rdflib's Turtle with subjects by class, then by IRI; rdflib orders them by how often they are referred to."""

    def preprocess(self) -> None:
        super().preprocess()
        _declare_base(self)

    def orderSubjects(self) -> list[Any]:  # noqa: N802 -- rdflib's name
        return _ordered(self.store, self._subjects)


class _StableTrig(TrigSerializer):
    """rdflib's TriG with the named graphs sorted; rdflib takes them as a set has them."""

    def preprocess(self) -> None:
        super().preprocess()
        _declare_base(self)
        self._contexts = dict(sorted(self._contexts.items(), key=lambda item: str(item[0].identifier)))

    def orderSubjects(self) -> list[Any]:  # noqa: N802 -- rdflib's name
        return _ordered(self.store, self._subjects)


def _declare_base(serializer: TurtleSerializer) -> None:
    """Declares `id:` although no name is short enough to use it: by it the reader knows the base IRI of the things."""
    for prefix, base in serializer.store.namespaces():
        if prefix == "id":
            serializer.addNamespace(prefix, base)


def _ordered(graph: Graph, subjects: Iterable[Any]) -> list[Any]:
    ranks = {subject: rank for rank, cls in reversed(list(enumerate(_ORDER))) for subject in graph.subjects(RDF.type, cls)}
    return sorted(subjects, key=lambda subject: (ranks.get(subject, len(_ORDER)), str(subject)))


def to_turtle(dataset: Dataset) -> bytes:
    """The union of the dataset's graphs as Turtle, UTF-8."""
    return _bytes(_StableTurtle(union_of(dataset)))


def to_trig(dataset: Dataset) -> bytes:
    """The dataset as TriG, UTF-8."""
    return _bytes(_StableTrig(dataset))


def _bytes(serializer: TurtleSerializer) -> bytes:
    stream = io.BytesIO()
    serializer.serialize(stream, encoding="utf-8")
    return stream.getvalue()
