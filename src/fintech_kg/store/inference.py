"""From facts and an ontology to the triples that follow from them, by RDFS or by OWL 2 RL; never from statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

import reasonable
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import Graph

from fintech_kg.sparql.entailment import Entailment

__all__ = ["Entailment", "inferred"]

_RDF, _RDFS, _OWL = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#",
)
_TYPE = NamedNode(f"{_RDF}type")
_SUBCLASS, _SUBPROPERTY = NamedNode(f"{_RDFS}subClassOf"), NamedNode(f"{_RDFS}subPropertyOf")
_DOMAIN, _RANGE = NamedNode(f"{_RDFS}domain"), NamedNode(f"{_RDFS}range")
_EMPTY_CLASSES = {NamedNode(f"{_OWL}Thing"), NamedNode(f"{_RDFS}Resource")}


def inferred(facts: Iterable[Triple], ontology: Iterable[Triple], entailment: Entailment) -> list[Triple]:
    """What follows and is not given, sorted: without blank nodes, without what is so of everything, and nothing about terms."""
    given, terms = set(facts), set(ontology)
    if entailment is Entailment.NONE:
        return []
    found = (_rdfs if entailment is Entailment.RDFS else _owl_rl)(given, terms)
    about_terms = {triple.subject for triple in terms}
    return sorted((one for one in set(found) - given - terms if _tells(one) and one.subject not in about_terms), key=str)


def _tells(triple: Triple) -> bool:
    if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, NamedNode | Literal):
        return False
    return triple.subject != triple.object and not (triple.predicate == _TYPE and triple.object in _EMPTY_CLASSES)


def _owl_rl(facts: Set[Triple], ontology: Set[Triple]) -> Iterator[Triple]:
    """By the reasoner `reasonable`."""
    reasoner = reasonable.PyReasoner()
    graph = Graph()
    lines = serialize([*facts, *ontology], format=RdfFormat.N_TRIPLES)
    graph.parse(data=lines, format="nt")
    reasoner.from_graph(graph)
    closure = Graph()
    for triple in reasoner.reason():
        closure.add(triple)
    for quad in parse(closure.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES, lenient=True):
        yield quad.triple


def _rdfs(facts: Set[Triple], ontology: Set[Triple]) -> Iterator[Triple]:
    """Rules rdfs2, 3, 5, 7, 9 and 11 of RDF 1.1 Semantics, section 9.2.1, in one pass over the facts."""
    broader_class, broader_property = _closure(ontology, _SUBCLASS), _closure(ontology, _SUBPROPERTY)
    domains, ranges = _declared(ontology, _DOMAIN), _declared(ontology, _RANGE)
    for fact in facts:
        if fact.predicate == _TYPE:
            yield from (Triple(fact.subject, _TYPE, cls) for cls in broader_class(fact.object))
            continue
        for predicate in (fact.predicate, *broader_property(fact.predicate)):
            yield Triple(fact.subject, predicate, fact.object)
            yield from (Triple(fact.subject, _TYPE, cls) for cls in _with(domains.get(predicate, ()), broader_class))
            if isinstance(fact.object, NamedNode):
                yield from (Triple(fact.object, _TYPE, cls) for cls in _with(ranges.get(predicate, ()), broader_class))


def _with(classes: Iterable[NamedNode], broader: Callable[[object], Iterable[NamedNode]]) -> Iterator[NamedNode]:
    for cls in classes:
        yield cls
        yield from broader(cls)


def _declared(ontology: Set[Triple], predicate: NamedNode) -> Mapping[object, tuple[NamedNode, ...]]:
    pairs: dict[object, set[NamedNode]] = defaultdict(set)
    for triple in ontology:
        if triple.predicate == predicate and isinstance(triple.object, NamedNode):
            pairs[triple.subject].add(triple.object)
    return {subject: tuple(sorted(objects, key=str)) for subject, objects in pairs.items()}


def _closure(ontology: Set[Triple], predicate: NamedNode) -> Callable[[object], Iterable[NamedNode]]:
    """From a term to all that is above it."""
    direct = _declared(ontology, predicate)
    known: dict[object, tuple[NamedNode, ...]] = {}

    def above(term: object) -> Iterable[NamedNode]:
        if term not in known:
            found: dict[NamedNode, None] = {}
            waiting = list(direct.get(term, ()))
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found[one] = None
                    waiting += direct.get(one, ())
            known[term] = tuple(found)
        return known[term]

    return above
