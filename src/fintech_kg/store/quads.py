"""From graph.trig to the quads of a store: the union as default graph; documents, facts, statements, ontology as named ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from fintech_kg.graph import BASE_IRI

FACTS = NamedNode("https://w3id.org/fintech-kg/graph/facts")
STATEMENTS = NamedNode("https://w3id.org/fintech-kg/graph/statements")
INFERRED = NamedNode("https://w3id.org/fintech-kg/graph/inferred")
ONTOLOGY = NamedNode("https://w3id.org/fintech-kg/ontology")
DERIVED = frozenset({DefaultGraph(), FACTS, STATEMENTS, INFERRED, ONTOLOGY})
"""The graphs of a store that are not graphs of graph.trig."""
_TOLD = ("statement/", "evidence/", "observation/", "quotation/")
_REMEMBERED = 100_000
"""Triples; so many take some 40 MB."""


def told_of(base: str) -> tuple[str, ...]:
    """What the IRIs of those things begin with of which the graph of statements tells."""
    return tuple(f"{base}{kind}" for kind in _TOLD)


def graph_quads(trig: Path, ontology: Path | None) -> Iterator[Quad]:
    """Every triple of the file in its document's graph, in the default graph, and in that of facts or of statements.

    Statements are what tells how and where something is said (statements, evidence, observations, quotations); facts are the
    rest: things with their names, and what is asserted of them. What many documents say, such as a thing's name, comes into
    the latter two graphs once as long as it is remembered. Raises SyntaxError and OSError.
    """
    parser = parse(path=trig, format=RdfFormat.TRIG)
    default, told = DefaultGraph(), None
    seen: set[Quad] = set()
    for quad in parser:
        if told is None:  # the prefixes stand before the first quad
            told = told_of(parser.prefixes.get("id", BASE_IRI))
        subject = quad.subject
        yield quad
        united = Quad(subject, quad.predicate, quad.object, default)
        if isinstance(subject, NamedNode) and subject.value.startswith(told):
            yield united
            yield Quad(subject, quad.predicate, quad.object, STATEMENTS)
        elif united not in seen:
            if len(seen) >= _REMEMBERED:
                seen.clear()
            seen.add(united)
            yield united
            yield Quad(subject, quad.predicate, quad.object, FACTS)
    if ontology is not None:
        for quad in parse(path=ontology, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY)
