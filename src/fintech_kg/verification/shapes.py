"""The shapes of ontology/shapes.ttl against a graph's index: one pass, where pySHACL takes minutes on a large graph.

It knows the part of SHACL (W3C Recommendation, 2017) that the shapes use. Their SPARQL constraints, on plain triples and on
the length of evidence, are checked by `plain` and `passages`; a test holds this pass to pySHACL's findings.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from fintech_kg.ontology import ontology_directory
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.literals import number
from fintech_kg.verification.output import Output

Index = Mapping[Node, Mapping[Node, list[Node]]]
"""The objects by subject and predicate."""
Check = Callable[[Node], bool]
Test = Callable[[Node, Sequence[Node]], bool]
"""Takes a node and the values that its shape's path leads to."""
Way = Callable[[Node], Sequence[Node]]
_NONE: Mapping[Node, list[Node]] = {}
_TARGETS = frozenset({SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode})
_BESIDE = frozenset({RDF.type, SH.path, SH.message, SH.sparql, SH.qualifiedMinCount, SH.qualifiedMaxCount})
_KINDS: Mapping[Node, type] = {SH.IRI: URIRef, SH.BlankNode: BNode, SH.Literal: Literal}


@dataclass(frozen=True)
class _Data:
    """The graph by subject, and by object for the predicates that shapes go back along."""

    index: Index
    _turned: dict[Node, Mapping[Node, list[Node]]] = field(default_factory=dict)

    def backwards(self, predicate: Node) -> Mapping[Node, list[Node]]:
        """The subjects of a predicate by its objects."""
        if predicate not in self._turned:
            found: dict[Node, list[Node]] = defaultdict(list)
            for subject, told in self.index.items():
                for one in told.get(predicate, ()):
                    found[one].append(subject)
            self._turned[predicate] = found
        return self._turned[predicate]


def check_shapes(output: Output) -> Iterator[Finding]:
    """Every shape over the union of the named graphs."""
    shapes = Graph().parse(ontology_directory() / "shapes.ttl", format="turtle")
    for node, message in sorted(broken(shapes, output.by_subject), key=str):
        yield Finding(GRAPH_FILE, str(node), "SHACL", message)


def broken(shapes: Graph, index: Index) -> set[tuple[Node, str]]:
    """What breaks the shapes, each as the node and the shape's message. Raises ValueError for an unknown constraint."""
    data = _Data(index)
    found: set[tuple[Node, str]] = set()
    for shape in {subject for target in _TARGETS for subject in shapes.subjects(target)}:
        message, conforms = str(shapes.value(shape, SH.message)), _check(shapes, shape, data)
        found.update((node, message) for node in _targets(shapes, shape, data) if not conforms(node))
    return found


def _targets(shapes: Graph, shape: Node, data: _Data) -> set[Node]:
    found = set(shapes.objects(shape, SH.targetNode))
    for cls in shapes.objects(shape, SH.targetClass):
        found.update(data.backwards(RDF.type).get(cls, ()))
    for predicate in shapes.objects(shape, SH.targetSubjectsOf):
        found.update(subject for subject, told in data.index.items() if predicate in told)
    for predicate in shapes.objects(shape, SH.targetObjectsOf):
        found.update(data.backwards(predicate))
    return found


def _check(shapes: Graph, shape: Node, data: _Data) -> Check:
    """Whether a node conforms to the shape, which is read once and then asked of each node."""
    path = shapes.value(shape, SH.path)
    tests = [
        _test(shapes, shape, predicate, value, data)
        for predicate, value in shapes.predicate_objects(shape)
        if predicate not in _TARGETS and predicate not in _BESIDE
    ]
    if path is None:
        return lambda focus: all(test(focus, (focus,)) for test in tests)
    way = _way(shapes, path, data)

    def conforms(focus: Node) -> bool:
        values = way(focus)
        return all(test(focus, values) for test in tests)

    return conforms


def _test(shapes: Graph, shape: Node, predicate: Node, value: Node, data: _Data) -> Test:
    """Whether the values of a node are as the constraint wants them."""
    if predicate == SH.qualifiedValueShape:
        return _counting(shapes, shape, _check(shapes, value, data))
    if predicate == SH.lessThan:
        return lambda focus, values: all(
            _less(one, other) for one in values for other in data.index.get(focus, _NONE).get(value, ())
        )
    if predicate in _OF_ALL:
        holds_of_all, bound = _OF_ALL[predicate], int(str(value))
        return lambda focus, values: holds_of_all(len(set(values)), bound)
    if predicate in _NESTED:
        members = [value] if predicate == SH.property else list(Collection(shapes, value))
        checks = [_check(shapes, one, data) for one in members]
        return lambda focus, values: all(any(check(one) for check in checks) for one in values)
    if predicate == SH["in"]:
        allowed = set(Collection(shapes, value))
        return lambda focus, values: all(one in allowed for one in values)
    if predicate in _OF_EACH:
        holds = _OF_EACH[predicate]
        return lambda focus, values: all(holds(one, value, data) for one in values)
    raise ValueError(f"{shape} has {predicate}, which is not known here")


def _counting(shapes: Graph, shape: Node, conforms: Check) -> Test:
    low, high = (shapes.value(shape, bound) for bound in (SH.qualifiedMinCount, SH.qualifiedMaxCount))
    least = 0 if low is None else int(str(low))
    most = math.inf if high is None else int(str(high))
    return lambda focus, values: least <= sum(map(conforms, values)) <= most


def _way(shapes: Graph, path: Node, data: _Data) -> Way:
    """What the path leads to from a node."""
    if isinstance(path, URIRef):
        return lambda focus: data.index.get(focus, _NONE).get(path, ())
    alternatives, inverse = shapes.value(path, SH.alternativePath), shapes.value(path, SH.inversePath)
    if alternatives is not None:
        ways = [_way(shapes, part, data) for part in Collection(shapes, alternatives)]
        return lambda focus: [one for way in ways for one in way(focus)]
    if inverse is not None:
        return lambda focus: data.backwards(inverse).get(focus, ())
    steps = [_way(shapes, part, data) for part in Collection(shapes, path)]

    def walk(focus: Node) -> Sequence[Node]:
        found: Sequence[Node] = (focus,)
        for step in steps:
            found = list(dict.fromkeys(one for node in found for one in step(node)))
        return found

    return walk


def _is_of_class(node: Node, cls: Node, data: _Data) -> bool:
    return cls in data.index.get(node, _NONE).get(RDF.type, ())


def _is_of_datatype(node: Node, datatype: Node, data: _Data) -> bool:
    if not isinstance(node, Literal) or node.ill_typed:
        return False
    return node.datatype == datatype or (node.datatype is None and node.language is None and str(datatype).endswith("#string"))


def _matches(node: Node, pattern: Node, data: _Data) -> bool:
    return not isinstance(node, BNode) and re.search(str(pattern), str(node)) is not None


def _is_long(node: Node, length: Node, data: _Data) -> bool:
    return not isinstance(node, BNode) and len(str(node)) >= int(str(length))


def _compared(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[Node, Node, _Data], bool]:
    def compare(node: Node, bound: Node, data: _Data) -> bool:
        one, other = (number(given) if isinstance(given, Literal) else None for given in (node, bound))
        return one is not None and other is not None and holds(one, other)

    return compare


def _less(one: Node, other: Node) -> bool:
    return _compared(lambda low, high: low < high)(one, other, _Data({}))


_OF_ALL: Mapping[Node, Callable[[int, int], bool]] = {
    SH.minCount: lambda count, bound: count >= bound,
    SH.maxCount: lambda count, bound: count <= bound,
}
_NESTED = frozenset({SH["or"], SH.property})
_OF_EACH: Mapping[Node, Callable[[Node, Node, _Data], bool]] = {
    SH["class"]: _is_of_class,
    SH.datatype: _is_of_datatype,
    SH.nodeKind: lambda node, kind, data: isinstance(node, _KINDS[kind]),
    SH.pattern: _matches,
    SH.minLength: _is_long,
    SH.minInclusive: _compared(lambda one, bound: one >= bound),
    SH.maxInclusive: _compared(lambda one, bound: one <= bound),
}
