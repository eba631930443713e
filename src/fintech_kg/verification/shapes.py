"""The shapes of ontology/shapes.ttl against a graph's index: one pass, where pySHACL takes minutes on a large graph.

It knows the part of SHACL (W3C Recommendation, 2017) that the shapes use. Their SPARQL constraints, on plain triples and on
the length of evidence, are checked by `plain` and `passages`; a test holds this pass to pySHACL's findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

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
_NONE: Mapping[Node, list[Node]] = {}
_TARGETS = frozenset({SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode})
_BESIDE = frozenset({RDF.type, SH.path, SH.message, SH.sparql, SH.qualifiedMinCount, SH.qualifiedMaxCount})
_KINDS: Mapping[Node, type] = {SH.IRI: URIRef, SH.BlankNode: BNode, SH.Literal: Literal}


@dataclass(frozen=True)
class _Data:
    """The graph by subject, and by object as far as shapes ask for that."""

    index: Index

    @cached_property
    def backwards(self) -> Mapping[Node, Mapping[Node, list[Node]]]:
        """The subjects by predicate and object."""
        found: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, told in self.index.items():
            for predicate, objects in told.items():
                for one in objects:
                    found[predicate][one].append(subject)
        return found

    def along(self, nodes: Iterable[Node], predicate: Node) -> Iterator[Node]:
        for node in nodes:
            yield from self.index.get(node, _NONE).get(predicate, ())


def check_shapes(output: Output) -> Iterator[Finding]:
    """Every shape over the union of the named graphs."""
    shapes = Graph().parse(ontology_directory() / "shapes.ttl", format="turtle")
    for node, message in sorted(broken(shapes, output.by_subject), key=str):
        yield Finding(GRAPH_FILE, str(node), "SHACL", message)


def broken(shapes: Graph, index: Index) -> set[tuple[Node, str]]:
    """What breaks the shapes, each as the node and the shape's message. Raises ValueError for an unknown constraint."""
    data, found = _Data(index), set()
    for shape in {subject for target in _TARGETS for subject in shapes.subjects(target)}:
        message = str(shapes.value(shape, SH.message))
        for node in _targets(shapes, shape, data):
            if not _conforms(shapes, shape, node, data):
                found.add((node, message))
    return found


def _targets(shapes: Graph, shape: Node, data: _Data) -> set[Node]:
    found = set(shapes.objects(shape, SH.targetNode))
    for cls in shapes.objects(shape, SH.targetClass):
        found.update(data.backwards.get(RDF.type, {}).get(cls, ()))
    for predicate in shapes.objects(shape, SH.targetSubjectsOf):
        found.update(one for subjects in data.backwards.get(predicate, {}).values() for one in subjects)
    for predicate in shapes.objects(shape, SH.targetObjectsOf):
        found.update(data.backwards.get(predicate, {}))
    return found


def _conforms(shapes: Graph, shape: Node, focus: Node, data: _Data) -> bool:
    path = shapes.value(shape, SH.path)
    values = [focus] if path is None else _at(shapes, path, focus, data)
    for predicate, value in shapes.predicate_objects(shape):
        if predicate in _TARGETS or predicate in _BESIDE:
            continue
        if predicate == SH.qualifiedValueShape:
            count = sum(_conforms(shapes, value, one, data) for one in values)
            low, high = (shapes.value(shape, bound) for bound in (SH.qualifiedMinCount, SH.qualifiedMaxCount))
            holds = (low is None or count >= int(str(low))) and (high is None or count <= int(str(high)))
        elif predicate == SH.lessThan:
            holds = all(_less(one, other) for one in values for other in data.along([focus], value))
        elif predicate in _OF_ALL:
            holds = _OF_ALL[predicate](len(set(values)), int(str(value)))
        elif predicate in _NESTED:
            members: Sequence[Node] = [value] if predicate == SH.property else list(Collection(shapes, value))
            holds = all(any(_conforms(shapes, one, node, data) for one in members) for node in values)
        elif predicate == SH["in"]:
            allowed = set(Collection(shapes, value))
            holds = all(one in allowed for one in values)
        elif predicate in _OF_EACH:
            holds = all(_OF_EACH[predicate](one, value, data) for one in values)
        else:
            raise ValueError(f"{shape} has {predicate}, which is not known here")
        if not holds:
            return False
    return True


def _at(shapes: Graph, path: Node, focus: Node, data: _Data) -> list[Node]:
    """What the path leads to from the node."""
    if isinstance(path, URIRef):
        return list(data.along([focus], path))
    alternatives, inverse = shapes.value(path, SH.alternativePath), shapes.value(path, SH.inversePath)
    if alternatives is not None:
        return [one for part in Collection(shapes, alternatives) for one in _at(shapes, part, focus, data)]
    if inverse is not None:
        return data.backwards.get(inverse, {}).get(focus, [])
    found = [focus]
    for part in Collection(shapes, path):
        found = list(dict.fromkeys(one for node in found for one in _at(shapes, part, node, data)))
    return found


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
