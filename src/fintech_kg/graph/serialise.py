"""From triples to Turtle and TriG whose bytes depend on the triples alone.

The form is that of rdflib's own serialisers, with subjects by class and then by IRI. Each term is put into words once, where
rdflib does so at each of its places: on large graphs that is what takes the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from rdflib import RDF, RDFS, Dataset, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import OBJECT, VERB, TurtleSerializer
from rdflib.term import Node

from fintech_kg.graph.vocabulary import FKG
from fintech_kg.graph.write import NamedGraphs, Triple, prefixes

_Precedence = tuple[bool, bool, str]
Described = Mapping[Node, Mapping[Node, Collection[Node]]]
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
_TYPE = RDF.type


class Writer:
    """Puts a dataset, or what is to be one, into Turtle and TriG; each term is put into words once for both."""

    def __init__(self, data: Dataset | NamedGraphs) -> None:
        self._base = data.base if isinstance(data, NamedGraphs) else None
        self._graphs = data.triples if isinstance(data, NamedGraphs) else _triples(data)
        graph = Graph()
        for prefix, namespace in prefixes(data.base) if isinstance(data, NamedGraphs) else data.namespaces():
            graph.bind(prefix, namespace, replace=True)
        self._rdflib = TurtleSerializer(graph)
        self._words: dict[Node, str] = {}
        self._verbs: dict[Node, tuple[_Precedence, str]] = {}
        for prefix, namespace in graph.namespaces():
            if prefix == "id":  # declared although no name is short enough to use it: it tells the base IRI of the things
                self._rdflib.addNamespace(prefix, namespace)

    def turtle(self) -> bytes:
        """The union of the graphs as Turtle, UTF-8."""
        body = "".join(self._blocks(_described(chain.from_iterable(self._graphs.values())), ""))
        return f"{self._prefixes()}{body}\n".encode("utf-8", "replace")

    def trig(self) -> bytes:
        """The named graphs as TriG, UTF-8."""
        body = "".join(
            f"\n{self._word(name)} {{{''.join(self._blocks(_described(triples), _INDENT))}}}\n"
            for name, triples in sorted(self._graphs.items(), key=lambda item: str(item[0]))
        )
        return f"{self._prefixes()}{body}\n".encode("utf-8", "replace")

    def _blocks(self, described: Described, indent: str) -> Iterator[str]:
        """A block for each subject."""
        more, most = indent + _INDENT, indent + 2 * _INDENT
        for subject in sorted(described, key=lambda one: (_rank(described[one]), str(one))):
            lines = []
            for (_, verb), objects in sorted((self._verb(verb), objects) for verb, objects in described[subject].items()):
                told = f",\n{most}".join(map(self._word, _ordered(objects)))
                lines.append(f"{verb} {told}")
            yield f"\n{indent}{self._word(subject)} {f' ;{chr(10)}{more}'.join(lines)} .\n"

    def _verb(self, node: Node) -> tuple[_Precedence, str]:
        """The place of a predicate among others, and its words."""
        if node not in self._verbs:
            place = (node != _TYPE, node != RDFS.label, str(node))
            self._verbs[node] = place, self._rdflib.label(node, VERB)
        return self._verbs[node]

    def _word(self, node: Node) -> str:
        word = self._words.get(node)
        if word is None:
            word = self._words[node] = self._put(node)
        return word

    def _put(self, node: Node) -> str:
        if isinstance(node, Literal):
            if node.datatype is not None:
                self._rdflib.get_pname(node.datatype, False)
        elif self._base is not None and str(node).startswith(self._base) and "/" in str(node)[len(self._base) :]:
            return f"<{node}>"  # a prefixed name holds no slash
        return self._rdflib.label(node, OBJECT)

    def _prefixes(self) -> str:
        return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in sorted(self._rdflib.namespaces.items()))


def to_turtle(data: Dataset | NamedGraphs) -> bytes:
    """The union of the graphs as Turtle, UTF-8."""
    return Writer(data).turtle()


def to_trig(data: Dataset | NamedGraphs) -> bytes:
    """The named graphs as TriG, UTF-8."""
    return Writer(data).trig()


def _triples(dataset: Dataset) -> Mapping[URIRef, Sequence[Triple]]:
    """By named graph; what is in none, under an IRI that is not written."""
    found: dict[URIRef, list[Triple]] = defaultdict(list)
    for subject, predicate, object_, graph in dataset.quads((None, None, None, None)):
        if graph is not None:
            found[URIRef(graph)].append((subject, predicate, object_))
    return found


def _described(triples: Iterable[Triple]) -> Described:
    found: dict[Node, dict[Node, dict[Node, None]]] = {}
    for subject, predicate, object_ in triples:
        found.setdefault(subject, {}).setdefault(predicate, {})[object_] = None
    return found


def _rank(properties: Mapping[Node, Collection[Node]]) -> int:
    return min((_RANKS[one] for one in properties.get(_TYPE, ()) if one in _RANKS), default=len(_ORDER))


def _ordered(objects: Collection[Node]) -> Collection[Node]:
    """In rdflib's order, which for literals is that of their values."""
    if len(objects) == 1:
        return objects
    if all(isinstance(one, URIRef) for one in objects):
        return sorted(objects, key=str)
    return sorted(objects)  # type: ignore[type-var]
