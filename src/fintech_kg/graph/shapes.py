"""From a graph to what in it breaks the promises of ontology/shapes.ttl."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import SH, Graph

from fintech_kg.ontology import ontology_directory


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape, and the shape's words for it."""

    node: str
    message: str


def violations(graph: Graph, shapes: Path | None = None) -> list[Violation]:
    """The violations, sorted; none for a sound graph."""
    from pyshacl import validate  # imported here because it is slow to import and only checking needs it

    rules = Graph().parse(shapes or ontology_directory() / "shapes.ttl", format="turtle")
    _, results, _ = validate(graph, shacl_graph=rules, inference="none")
    return sorted(
        Violation(str(results.value(result, SH.focusNode)), str(results.value(result, SH.resultMessage)))
        for result in results.objects(None, SH.result)
    )
