"""What networks and tables hold: from Facts to nodes and edges, in texts that every format can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fintech_kg.exports.characters import carried, symbol
from fintech_kg.model import Entity, Fact, Facts, digest


@dataclass(frozen=True, slots=True)
class Node:
    """An entity. `id` is what its IRI has behind the base, `types` are the classes below the kind, `names` the others."""

    id: str
    label: str
    kind: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    country: str
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact. `weight` counts its statements; `sentences`, `documents`, `roles`, `amounts` and `times` are theirs."""

    id: str
    source: str
    target: str
    relation: str
    status: str
    confidence: float
    weight: int
    sentences: tuple[str, ...]
    documents: tuple[str, ...]
    roles: tuple[str, ...]
    amounts: tuple[str, ...]
    times: tuple[str, ...]


NODE_ATTRIBUTES = ("kind", "types", "names", "country", "same_as")
EDGE_ATTRIBUTES = (
    "relation", "status", "confidence", "weight", "sentences", "documents", "roles", "amounts", "times",
)  # fmt: skip


def nodes_of(facts: Facts) -> Iterator[Node]:
    """A node for each entity."""
    return map(_node, facts.entities)


def edges_of(facts: Facts) -> Iterator[Edge]:
    """An edge for each fact, whatever its status."""
    return map(_edge, facts.facts)


def _node(entity: Entity) -> Node:
    return Node(
        id=symbol(entity.id),
        label=carried(entity.name),
        kind=entity.kind.value,
        types=_each(cls for cls in entity.types if cls != entity.kind.value),
        names=_each(name for name in entity.names if name != entity.name),
        country=carried(entity.country or ""),
        same_as=_each(entity.same_as),
    )


def _edge(fact: Fact) -> Edge:
    subject, object_ = symbol(fact.subject), symbol(fact.object)
    return Edge(
        id=digest(f"{subject} {fact.predicate} {fact.status.value} {object_}"),
        source=subject,
        target=object_,
        relation=fact.predicate,
        status=fact.status.value,
        confidence=float(fact.confidence),
        weight=len(fact.statements),
        sentences=_each(one.evidence.quote for one in fact.statements),
        documents=_each(sorted({one.evidence.document for one in fact.statements})),
        roles=_qualified(fact, "role"),
        amounts=_qualified(fact, "amount"),
        times=_qualified(fact, "time"),
    )


def _qualified(fact: Fact, wanted: str) -> tuple[str, ...]:
    return _each(sorted({text for one in fact.statements for name, text in one.qualifiers if name == wanted}))


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(carried, texts)))
