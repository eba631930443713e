"""The triples of a part of a graph: from the part's Facts and the whole's quads, which are gone through twice, never held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from pyoxigraph import NamedNode, Quad
from rdflib import DCAT, DCTERMS, RDF, SKOS, VOID

from fintech_kg.graph.vocabulary import FKG, iri
from fintech_kg.model import Facts, Status

_TYPE, _DATA_SET = str(RDF.type), str(VOID.Dataset)
_EXACT, _BROADER = str(SKOS.exactMatch), str(SKOS.broader)
_MENTIONS, _VERSION = str(FKG.mentions), str(DCTERMS.isVersionOf)
_OF_THE_WHOLE = frozenset(map(str, (VOID.triples, VOID.entities, VOID.classes, VOID.properties, DCAT.distribution)))
"""What a data set says of itself that is not true of its part."""


def part_quads(part: Facts, quads: Callable[[], Iterator[Quad]], *, relations: Collection[str], base: str) -> Iterator[Quad]:
    """What the part holds, each triple in its document's graph, in the whole's order; plain ones where the part asserts them.

    `relations` are all that the whole has facts of. What the data set says of its own size is left out.
    """
    kept = _Kept(part, relations, base)
    kept.look(quads())
    return (quad for quad in quads() if kept.keeps(quad))


class _Kept:
    """What of each graph is kept."""

    def __init__(self, part: Facts, relations: Collection[str], base: str) -> None:
        self._base = base
        self._relations = {str(FKG[name]) for name in relations}
        self._documents = {self._iri(f"document/{one.id}") for one in part.documents}
        self._things = {self._iri(one.id) for one in part.entities}
        self._mentioned = {(self._iri(f"document/{key}"), self._iri(thing)) for key, thing in part.mentions}
        self._asserted = set(self._plain(part))
        self._said = {self._iri(one) for one in _sayings(part)} | self._documents
        self._metadata: set[str] = set()

    def look(self, quads: Iterator[Quad]) -> None:
        """Finds the graphs that tell of the data set, and the lexicon's entries that the things are, with all broader ones."""
        found: set[str] = set()
        broader = defaultdict(set)
        for quad in quads:
            predicate = quad.predicate.value
            if predicate == _TYPE and _value(quad.object) == _DATA_SET:
                self._metadata.add(_value(quad.graph_name))
            elif predicate == _EXACT and _value(quad.subject) in self._things:
                found.add(_value(quad.object))
            elif predicate == _BROADER:
                broader[_value(quad.subject)].add(_value(quad.object))
        while found:
            self._said |= found
            found = {one for concept in found for one in broader[concept]} - self._said

    def keeps(self, quad: Quad) -> bool:
        """Whether a quad is of the part."""
        graph, subject, predicate = _value(quad.graph_name), _value(quad.subject), quad.predicate.value
        object_ = quad.object.value if isinstance(quad.object, NamedNode) else ""
        if graph in self._metadata:
            return self._tells(subject, predicate, object_)
        if graph not in self._documents:
            return False
        if predicate in self._relations:
            return (graph, subject, predicate, object_) in self._asserted
        if subject in self._things:
            return (graph, subject) in self._mentioned
        if predicate == _MENTIONS:
            return (subject, object_) in self._mentioned
        return subject in self._said and (predicate != _VERSION or object_ in self._documents)

    def _tells(self, subject: str, predicate: str, object_: str) -> bool:
        """Of the graph that tells of the data set and of the run."""
        before = f"{self._base}document/"
        gone = any(one.startswith(before) and one not in self._documents for one in (subject, object_))
        return predicate not in _OF_THE_WHOLE and not gone and not subject.startswith(f"{self._base}distribution/")

    def _plain(self, part: Facts) -> Iterator[tuple[str, str, str, str]]:
        for fact in part.facts:
            if fact.status is Status.ASSERTED:
                triple = self._iri(fact.subject), str(FKG[fact.predicate]), self._iri(fact.object)
                yield from ((self._iri(f"document/{one.evidence.document}"), *triple) for one in fact.statements)

    def _iri(self, identifier: str) -> str:
        return str(iri(self._base, identifier))


def _value(term: object) -> str:
    """The IRI or the text of a term; empty for the default graph."""
    return str(getattr(term, "value", ""))


def _sayings(part: Facts) -> Iterator[str]:
    """The identifiers of statements, observations and quotations, and of their evidence."""
    for fact in part.facts:
        for statement in fact.statements:
            yield from (f"statement/{statement.id}", f"evidence/{statement.evidence.id}")
    for observation in part.observations:
        yield from (f"observation/{observation.id}", f"evidence/{observation.evidence.id}")
    for quotation in part.quotations:
        yield from (f"quotation/{quotation.id}", f"evidence/{quotation.evidence.id}")
