"""From an output's index to Facts, without the long way through an rdflib Dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import URIRef
from rdflib.term import Node

from fintech_kg.errors import RunError
from fintech_kg.graph import facts_of
from fintech_kg.model import Facts
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import Output


@dataclass(frozen=True)
class Indexed:
    """An output as `facts_of` reads a graph."""

    output: Output

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        yield "id", URIRef(self.output.base)

    def objects(self, subject: Node, predicate: Node) -> Iterator[Node]:
        yield from self.output.values(subject, predicate)

    def value(self, subject: Node, predicate: Node) -> Node | None:
        return next(self.objects(subject, predicate), None)

    def subjects(self, predicate: Node, object: Node) -> Iterator[Node]:
        yield from (subject for subject, value in self.subject_objects(predicate) if value == object)

    def subject_objects(self, predicate: Node) -> Iterator[tuple[Node, Node]]:
        yield from self._pairs.get(predicate, ())

    @cached_property
    def _pairs(self) -> Mapping[Node, list[tuple[Node, Node]]]:
        found: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for subject, told in self.output.by_subject.items():
            for predicate, objects in told.items():
                found[predicate] += ((subject, one) for one in objects)
        return found


def facts_in(output: Output) -> Facts | Finding:
    """What the graph states, or that it cannot be read as facts."""
    try:
        return facts_of(Indexed(output))
    except RunError as error:
        return Finding(GRAPH_FILE, GRAPH_FILE, "readable", str(error))
