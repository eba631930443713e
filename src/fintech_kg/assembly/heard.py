"""From extractions to what resolving names asks of them, which takes a small part of their memory.

Things, and statements without all but their ends, stand in extractions whose document has no text. What many documents have
alike is held once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, cast

from fintech_kg.assembly.certain import Definitions, introduced
from fintech_kg.model import Document, Entity, Evidence, Extraction, Kind, Statement

_NOWHERE, _SURE = (0, 0), Decimal(1)
_UNSEEN = Evidence("", 0, 0, "")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """What all documents tell of names, sorted by document, and the acronyms that they introduce."""

    extractions: Sequence[Extraction]
    defined: Definitions


def heard(extractions: Iterable[Extraction]) -> Heard:
    """What is heard in extractions that are sorted by document."""
    once = _Once()
    defined: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    found = []
    for one in extractions:
        for acronym, thing in introduced(one):
            defined[acronym].add(once(thing))
        found.append(_bare(one, once))
    return Heard(found, {key: frozenset(things) for key, things in defined.items()})


def _bare(one: Extraction, once: _Once) -> Extraction:
    return Extraction(
        Document(one.document.id, "", "", ""),
        tuple(_named(thing, once) for thing in one.entities),
        statements=tuple(once(_ends(said, once)) for said in one.statements),
    )


def _named(thing: Entity, once: _Once) -> Entity:
    known = once(thing)
    once(known.id)
    return known


def _ends(said: Statement, once: _Once) -> Statement:
    ends = once(said.subject), once(said.predicate), once(said.object)
    return Statement(*ends, said.status, (), _UNSEEN, "", _SURE, _NOWHERE, _NOWHERE, _NOWHERE)


class _Once:
    """Gives the first of equal values for each of them."""

    def __init__(self) -> None:
        self._held: dict[object, object] = {}

    def __call__(self, value: T) -> T:
        return cast(T, self._held.setdefault(value, value))
