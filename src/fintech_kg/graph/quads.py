"""From Facts to N-Quads: sorted lines, one for each triple of each document's graph, and what they count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize
from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from fintech_kg.graph.parts import parts_of
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, iri
from fintech_kg.graph.write import Triple, entity_triples, part_triples
from fintech_kg.model import Entity, Facts, Status
from fintech_kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Counted:
    """Of some documents' graphs: how many triples no other graph has, the classes and predicates, and what is asserted."""

    own: int
    classes: frozenset[str]
    predicates: frozenset[str]
    asserted: frozenset[Triple]


def document_quads(facts: Facts, ontology: Ontology, *, base: str = BASE_IRI) -> tuple[bytes, Counted]:
    """The graphs of all documents of the facts as N-Quads, sorted by document and line, and what they count."""
    lines: list[bytes] = []
    own = 0
    classes: set[str] = set()
    predicates: set[str] = set()
    asserted: set[Triple] = set()
    for part in parts_of(facts):
        triples = set(part_triples(part, ontology, base))
        plain = {
            (iri(base, subject), FKG[one.predicate], iri(base, object_))
            for subject, object_, one in part.statements
            if one.status is Status.ASSERTED
        }
        shared = plain.union(*(entity_triples(one, ontology, base) for one in part.entities))
        own += len(triples - shared)
        classes |= {str(o) for _, p, o in triples if p == RDF.type}
        predicates |= {str(p) for _, p, _ in triples}
        asserted |= plain
        lines += quad_lines(triples, iri(base, f"document/{part.document.id}"))
    return b"".join(lines), Counted(own, frozenset(classes), frozenset(predicates), frozenset(asserted))


def thing_count(entities: Iterable[Entity], ontology: Ontology, *, base: str = BASE_IRI) -> int:
    """How many triples tell of the entities, and of the lexicon's entries for them, in whatever number of graphs."""
    lexicon: set[Triple] = set()
    count = 0
    for one in entities:
        node, told = iri(base, one.id), set(entity_triples(one, ontology, base))
        lexicon |= {triple for triple in told if triple[0] != node}
        count += sum(1 for triple in told if triple[0] == node)
    return count + len(lexicon)


def quad_lines(triples: Iterable[Triple], graph: URIRef) -> list[bytes]:
    """The triples in that graph as lines of N-Quads, sorted."""
    name = NamedNode(str(graph))
    quads = (Quad(NamedNode(str(s)), NamedNode(str(p)), _object(o), name) for s, p, o in triples)
    content = serialize(quads, format=RdfFormat.N_QUADS)
    assert content is not None
    return sorted(content.splitlines(keepends=True))


def _object(node: Node) -> NamedNode | OxLiteral:
    if not isinstance(node, Literal):
        return NamedNode(str(node))
    if node.language is not None:
        return OxLiteral(str(node), language=node.language)
    return OxLiteral(str(node)) if node.datatype is None else OxLiteral(str(node), datatype=NamedNode(str(node.datatype)))
