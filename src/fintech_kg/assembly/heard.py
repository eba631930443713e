"""From extractions to what resolving names asks of them, of which only a bounded part is in memory where there is a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fintech_kg.assembly.certain import Definition, introduced
from fintech_kg.assembly.things import Descriptions
from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Extraction, Kind, Status

Ends = tuple[str, str, str, Status]
"""Subject, predicate and object of a statement, and how it is put."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of names: its things, and the ends of its statements."""

    document: str
    things: tuple[tuple[str, Kind], ...]
    statements: tuple[Ends, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What all documents tell of names, sorted by document, and the acronyms that they introduce, sorted.

    `others` are the descriptions of all things but people, `people` those of people.
    """

    told: Sequence[Told]
    defined: Iterable[Definition]
    others: Descriptions
    people: Descriptions


def heard(extractions: Iterable[Extraction], folder: Path | None) -> Heard:
    """What is heard in extractions that are sorted by document. Raises OSError."""
    told: Pile[Told] = Pile(Told, folder)
    defined: Keyed[Definition] = Keyed(Definition, folder)
    others, people = Descriptions(folder), Descriptions(folder)
    for number, one in enumerate(extractions):
        told.append(_told(one))
        for definition in introduced(one):
            defined.add(definition, *definition)
        for entity in one.entities:
            (people if entity.kind is Kind.PERSON else others).add(entity.id, number, entity)
    return Heard(told, defined, others, people)


def _told(one: Extraction) -> Told:
    return Told(
        one.document.id,
        tuple((thing.id, thing.kind) for thing in one.entities),
        tuple((said.subject, said.predicate, said.object, said.status) for said in one.statements),
    )
