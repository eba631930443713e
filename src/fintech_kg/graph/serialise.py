"""From an rdflib graph to Turtle and TriG whose bytes depend on the triples alone.

The form is that of rdflib's own serialisers, with subjects by class and then by IRI. Each term is put into words once, where
rdflib does so at each of its places: on large graphs that is what takes the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, RDFS, Dataset, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import OBJECT, VERB, TurtleSerializer
from rdflib.term import Node

from fintech_kg.graph.vocabulary import FKG

Triple = tuple[Node, Node, Node]
Described = Mapping[Node, Mapping[Node, list[Node]]]
"""The objects by subject and predicate."""
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


_RANKS: Mapping[Node, int] = {cls: rank for rank, cls in enumerate(_ORDER)}
_INDENT = "    "


class _Words:
    """The form of each term, as rdflib's serialiser has it, and the prefixes that were used."""

    def __init__(self, dataset: Dataset) -> None:
        graph = Graph()
        for prefix, namespace in dataset.namespaces():
            graph.bind(prefix, namespace, replace=True)
        self._rdflib = TurtleSerializer(graph)
        self._known: dict[tuple[Node, bool], str] = {}
        for prefix, base in graph.namespaces():
            if prefix == "id":  # declared although no name is short enough to use it: it tells the base IRI of the things
                self._rdflib.addNamespace(prefix, base)

    def of(self, node: Node, *, verb: bool = False) -> str:
        key = node, verb
        if key not in self._known:
            if isinstance(node, Literal) and node.datatype is not None:
                self._rdflib.get_pname(node.datatype, False)
            self._known[key] = self._rdflib.label(node, VERB if verb else OBJECT)
        return self._known[key]

    def prefixes(self) -> str:
        return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in sorted(self._rdflib.namespaces.items()))


def to_turtle(dataset: Dataset) -> bytes:
    """The union of the dataset's graphs as Turtle, UTF-8."""
    words = _Words(dataset)
    body = "".join(_blocks(_described({(s, p, o) for s, p, o, _ in _quads(dataset)}), words, ""))
    return f"{words.prefixes()}{body}\n".encode("utf-8", "replace")


def to_trig(dataset: Dataset) -> bytes:
    """The dataset's named graphs as TriG, UTF-8."""
    words = _Words(dataset)
    graphs: dict[Node, list[Triple]] = defaultdict(list)
    for subject, predicate, object_, graph in _quads(dataset):
        if graph is not None:
            graphs[graph].append((subject, predicate, object_))
    body = "".join(
        f"\n{words.of(name)} {{{''.join(_blocks(_described(triples), words, _INDENT))}}}\n"
        for name, triples in sorted(graphs.items(), key=lambda item: str(item[0]))
    )
    return f"{words.prefixes()}{body}\n".encode("utf-8", "replace")


def _quads(dataset: Dataset) -> Iterator[tuple[Node, Node, Node, Node | None]]:
    return dataset.quads((None, None, None, None))


def _described(triples: Iterable[Triple]) -> Described:
    found: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        found[subject][predicate].append(object_)
    return found


def _blocks(described: Described, words: _Words, indent: str) -> Iterator[str]:
    """A block for each subject."""
    more, most = indent + _INDENT, indent + 2 * _INDENT
    for subject in sorted(described, key=lambda one: (_rank(described[one]), str(one))):
        lines = []
        for predicate, objects in sorted(described[subject].items(), key=_precedence):
            told = f",\n{most}".join(words.of(one) for one in _ordered(objects))
            lines.append(f"{words.of(predicate, verb=True)} {told}")
        yield f"\n{indent}{words.of(subject)} {f' ;{chr(10)}{more}'.join(lines)} .\n"


def _rank(properties: Mapping[Node, list[Node]]) -> int:
    return min((_RANKS[one] for one in properties.get(RDF.type, ()) if one in _RANKS), default=len(_ORDER))


def _precedence(item: tuple[Node, list[Node]]) -> tuple[bool, bool, str]:
    return item[0] != RDF.type, item[0] != RDFS.label, str(item[0])


def _ordered(objects: list[Node]) -> list[Node]:
    """In rdflib's order, which for literals is that of their values."""
    if len(objects) == 1:
        return objects
    if all(isinstance(one, URIRef) for one in objects):
        return sorted(objects, key=str)
    return sorted(objects)  # type: ignore[type-var]
