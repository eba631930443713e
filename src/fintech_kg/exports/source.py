"""What is exported: from facts and their dataset, or from a file of ours, to the form that a format asks for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox
from rdflib import BNode, Dataset, Literal, URIRef
from rdflib.term import Node

from fintech_kg.graph import (
    BASE_IRI,
    PREFIXES,
    TRIG_FILE,
    TURTLE_FILE,
    Filter,
    NamedGraphs,
    facts_part,
    gathered_facts,
    part_quads,
    to_trig,
    to_turtle,
)
from fintech_kg.graph.stream import GraphStream
from fintech_kg.graph.write import Triple, to_dataset
from fintech_kg.model import Facts
from fintech_kg.ontology.turtle import node_of

Files = Mapping[str, "bytes | Iterator[bytes]"]
"""Contents by name, which may have folders in it: whole, or in pieces that can be taken once."""


def _none(_: str) -> None:
    return None


@dataclass(frozen=True)
class Source:
    """A graph, of which only that is read or made which a format asks for; what it asks for twice is kept, but for quads.

    `written` gives what already holds the graph in the very bytes of a format, by the name of its file; `sha256` is the hash of
    the file that it is read from, in hexadecimal digits.
    """

    facts_from: Callable[[], Facts]
    dataset_from: Callable[[], Dataset]
    quads_from: Callable[[], Iterator[ox.Quad]]
    base_from: Callable[[], str | None]
    written: Callable[[str], bytes | None] = _none
    sha256: str | None = None

    @cached_property
    def facts(self) -> Facts:
        """The facts. Raises RunError where the graph is none of ours."""
        return self.facts_from()

    @cached_property
    def dataset(self) -> Dataset:
        """The graph as an rdflib Dataset, which takes about thirty times as much memory as its file has bytes."""
        return self.dataset_from()

    @cached_property
    def base(self) -> str | None:
        """What the IRIs of things begin with, where the graph says so."""
        return self.base_from()

    @property
    def prefixes(self) -> dict[str, str]:
        """Namespaces by prefix, sorted: those of every graph of ours, and that of the things."""
        known = dict(PREFIXES) if self.base is None else {**PREFIXES, "id": self.base}
        return dict(sorted(known.items()))

    def quads(self) -> Iterator[ox.Quad]:
        """The triples with their graphs, in no order, one at a time."""
        return self.quads_from()


def source_of(facts: Facts, dataset_from: Callable[[], Dataset]) -> Source:
    """A source of what is in memory; its Dataset is made if one is asked for."""
    made = cache(dataset_from)
    return Source(lambda: facts, made, lambda: _quads(made()), lambda: _base(made().namespaces()))


def source_of_graphs(graphs: NamedGraphs, dataset_from: Callable[[], Dataset]) -> Source:
    """A source of graphs that were just built, which are written as TriG if their triples are asked for, and read from that."""
    trig = cache(lambda: to_trig(graphs))
    written: dict[str, Callable[[], bytes]] = {TRIG_FILE: trig, TURTLE_FILE: lambda: to_turtle(graphs)}
    return Source(
        lambda: graphs.facts,
        dataset_from,
        lambda: GraphStream(trig(), TRIG_FILE).quads(),
        lambda: graphs.base,
        lambda name: written[name]() if name in written else None,
    )


def source_in(
    trig: bytes,
    name: str,
    dataset_from: Callable[[], Dataset],
    written: Callable[[str], bytes | None] = _none,
) -> Source:
    """A source of a TriG file that we wrote, of which `trig` is the content and `name` what it is called in errors.

    `dataset_from` makes the Dataset if one is asked for. What is read raises RunError where it is no graph of ours.
    """
    stream = GraphStream(trig, name)
    hashed = hashlib.sha256(trig).hexdigest()
    return Source(lambda: gathered_facts(stream), dataset_from, stream.quads, stream.declared_base, written, hashed)


def part_in(whole: Source, wanted: Filter) -> Source:
    """The part of a source that a filter leaves. Raises RunError where a filter cannot be meant or leaves nothing."""
    base = whole.base or BASE_IRI
    facts = facts_part(whole.facts, wanted, base)
    relations = {one.predicate for one in whole.facts.facts}

    def quads() -> Iterator[ox.Quad]:
        return part_quads(facts, whole.quads, relations=relations, base=base)

    return Source(lambda: facts, lambda: _dataset(quads(), base), quads, lambda: base)


def _base(namespaces: Iterable[tuple[str, object]]) -> str | None:
    return next((str(namespace) for prefix, namespace in namespaces if prefix == "id"), None)


def _dataset(quads: Iterator[ox.Quad], base: str) -> Dataset:
    graphs: dict[URIRef, set[Triple]] = defaultdict(set)
    term = cache(node_of)
    for one in quads:
        graphs[URIRef(term(one.graph_name))].add((term(one.subject), term(one.predicate), term(one.object)))
    return to_dataset(graphs, base)


def _quads(dataset: Dataset) -> Iterator[ox.Quad]:
    known: dict[Node, ox.NamedNode | ox.BlankNode | ox.Literal] = {}  # each term is made once

    def term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if node not in known:
            known[node] = _term(node)
        return known[node]

    for subject, predicate, object_, graph in dataset.quads((None, None, None, None)):
        where = term(graph) if graph is not None else ox.DefaultGraph()
        yield ox.Quad(term(subject), term(predicate), term(object_), where)  # type: ignore[arg-type]


def _term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, Literal):
        raise TypeError(f"no RDF term: {node!r}")
    if node.language is not None:
        return ox.Literal(str(node), language=node.language)
    if node.datatype is not None:
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
    return ox.Literal(str(node))
