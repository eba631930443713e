"""From triples to blocks of Turtle, one for each subject, whose text depends on the triples alone.

The form is that of rdflib's own serialisers, with subjects by class and then by IRI.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import OBJECT, VERB, TurtleSerializer
from rdflib.term import Node

from fintech_kg.graph.vocabulary import FKG
from fintech_kg.graph.write import Triple

INDENT = "\x00"
"""Stands in a block wherever a line begins, so that it can be put into a graph's braces; no term can hold it."""
_STEP = "    "
BETWEEN = f",\n{INDENT}{2 * _STEP}"
"""What stands between two objects of one predicate."""
_TYPE = RDF.type
_OFFSET = XSD.nonNegativeInteger
_MOST_NAMED = 50_000
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
_MOST_WORDS = 10_000
_OWN = range(_ORDER.index(FKG.Statement), len(_ORDER))
Described = Mapping[Node, Mapping[Node, Collection[Node]]]
"""The objects by subject and predicate."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The subjects of one graph in their order: `own` are those that no other graph has, by rank, and what stands before and
    after them. `prefixes` are those used; the rest tells of the own: how many triples, the classes and the predicates.
    """

    before: str
    own: tuple[tuple[str, ...], ...]
    after: str
    prefixes: tuple[tuple[str, str], ...]
    triples: int
    classes: tuple[str, ...]
    predicates: tuple[str, ...]

    def text(self) -> str:
        """All blocks, with INDENT."""
        return "".join((self.before, *("".join(blocks) for blocks in self.own), self.after))


class Renderer:
    """Puts triples into blocks with the prefixes given; `base` is what the IRIs of things begin with, where that is known."""

    def __init__(self, namespaces: Iterable[tuple[str, object]], base: str | None) -> None:
        self._base = base
        graph = Graph()
        for prefix, namespace in namespaces:
            graph.bind(prefix, namespace, replace=True)
        self._rdflib = TurtleSerializer(graph)
        # Declared although no name is short enough to use it: it tells the base IRI of the things.
        self._declared = [(prefix, str(namespace)) for prefix, namespace in graph.namespaces() if prefix == "id"]
        self._bound = {prefix: URIRef(namespace) for prefix, namespace in graph.namespaces()}
        self._words: dict[Node, str] = {}
        self._verbs: dict[Node, tuple[tuple[bool, bool, str], str]] = {}
        self._named: dict[tuple[Node, bool], tuple[str, str | None]] = {}
        self._begin()

    def blocks(self, triples: Iterable[Triple], *, own: bool = True) -> Blocks:
        """The blocks of a graph; with `own`, statements, observations, quotations and evidence are in no other."""
        self._begin()
        described = _described(triples)
        ranked = sorted((rank_of(about.get(_TYPE, ())), str(node), node) for node, about in described.items())
        text = [(rank, self._block(node, described[node])) for rank, _, node in ranked]
        ranks = _OWN if own else ()
        mine = [described[node] for rank, _, node in ranked if rank in ranks]
        return Blocks(
            before="".join(block for rank, block in text if not ranks or rank < min(ranks)),
            own=tuple(tuple(block for rank, block in text if rank == wanted) for wanted in ranks),
            after="".join(block for rank, block in text if ranks and rank > max(ranks)),
            prefixes=tuple(sorted(self.prefixes)),
            triples=sum(len(objects) for about in mine for objects in about.values()),
            classes=tuple(sorted({str(cls) for about in mine for cls in about.get(_TYPE, ())})),
            predicates=tuple(sorted({str(predicate) for about in mine for predicate in about})),
        )

    def _begin(self) -> None:
        self._words, self._verbs = {}, {}
        self._rdflib.namespaces = {prefix: URIRef(namespace) for prefix, namespace in self._declared}

    def subject(self, triples: Iterable[Triple]) -> str:
        """The block of one subject, whose triples these are."""
        if len(self._words) > _MOST_WORDS:
            self._words = {}
        ((node, about),) = _described(triples).items()
        return self._block(node, about)

    @property
    def prefixes(self) -> set[tuple[str, str]]:
        """The prefixes used since blocks of a graph were last made, or since the beginning."""
        return {(prefix, str(namespace)) for prefix, namespace in self._rdflib.namespaces.items()}

    def word(self, node: Node) -> str:
        """A term as Turtle has it."""
        word = self._words.get(node)
        if word is None:
            word = self._words[node] = self._put(node)
        return word

    def _block(self, subject: Node, about: Mapping[Node, Collection[Node]]) -> str:
        more = INDENT + _STEP
        lines = [
            f"{verb} {BETWEEN.join(map(self.word, _ordered(objects)))}"
            for (_, verb), objects in sorted((self._verb(verb), objects) for verb, objects in about.items())
        ]
        return f"\n{INDENT}{self.word(subject)} {f' ;{chr(10)}{more}'.join(lines)} .\n"

    def _verb(self, node: Node) -> tuple[tuple[bool, bool, str], str]:
        """The place of a predicate among others, and its words."""
        if node not in self._verbs:
            place = (node != _TYPE, node != RDFS.label, str(node))
            self._verbs[node] = place, self._name(node, is_verb=True)
        return self._verbs[node]

    def _put(self, node: Node) -> str:
        if isinstance(node, Literal):
            if node.datatype is None:
                return node.n3()
            name = self._name(node.datatype, is_verb=False)
            if node.datatype == _OFFSET and str(node).isdecimal():
                return f'"{node}"^^{name}'
            return self._rdflib.label(node, OBJECT)
        if self._base is not None and str(node).startswith(self._base) and "/" in str(node)[len(self._base) :]:
            return f"<{node}>"  # a prefixed name holds no slash
        return self._name(node, is_verb=False)

    def _name(self, node: Node, *, is_verb: bool) -> str:
        """What rdflib writes for an IRI, which is remembered, and the prefix that it is written with, which is noted."""
        found = self._named.get((node, is_verb))
        if found is None:
            name = self._rdflib.label(node, VERB if is_verb else OBJECT)
            prefix = name.partition(":")[0] if ":" in name and not name.startswith("<") else None
            if prefix is not None and (prefix not in self._bound or self._rdflib.namespaces.get(prefix) != self._bound[prefix]):
                return name  # a blank node, or a prefix that rdflib made up
            if len(self._named) >= _MOST_NAMED:
                self._named.clear()
            self._named[node, is_verb] = name, prefix
            return name
        name, prefix = found
        if prefix is not None:
            self._rdflib.namespaces[prefix] = self._bound[prefix]
        return name


def _described(triples: Iterable[Triple]) -> Described:
    found: dict[Node, dict[Node, dict[Node, None]]] = {}
    for subject, predicate, object_ in triples:
        found.setdefault(subject, {}).setdefault(predicate, {})[object_] = None
    return found


def rank_of(classes: Iterable[Node]) -> int:
    """The place among others of a subject of these classes."""
    return min((_RANKS[one] for one in classes if one in _RANKS), default=len(_ORDER))


def _ordered(objects: Collection[Node]) -> Collection[Node]:
    """In rdflib's order, which for literals is that of their values."""
    if len(objects) == 1:
        return objects
    if all(isinstance(one, URIRef) for one in objects):
        return sorted(objects, key=str)
    return sorted(objects)  # type: ignore[type-var]
