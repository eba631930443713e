"""From extractions to the Facts that `assemble` gives, of which only a bounded part is in memory: the rest lies in files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fintech_kg.assembly.assemble import Gathered, Key, belief, folded, names_of, place_of
from fintech_kg.assembly.resolve import Resolution
from fintech_kg.assembly.things import described
from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Document, Entity, Extractions, Fact, Facts, Observation, Quotation, Statement

Ends = tuple[str, str, Statement]
"""A statement behind the ends of its fact."""
_REMEMBERED = 4_000


@dataclass(frozen=True, slots=True)
class KeptFacts(Facts):
    """`statements` are those of all facts, document by document, each document's in the order of the facts; `folded` those that
    are none, as the function of that name has them."""

    statements: Sequence[Ends] = ()
    folded: Sequence[Statement] = ()


def kept_facts(
    extractions: Extractions,
    *,
    sources: Mapping[str, Sequence[str]],
    resolution: Resolution,
    symmetric: Collection[str],
    copies: Mapping[str, str],
    folder: Path,
) -> KeptFacts:
    """What `assemble` gives for the same, with what does not fit into memory on the disk of the folder. Raises OSError."""
    taken, none = _Taken(folder), Pile[Statement](Statement, folder)
    for one in extractions:
        none.extend(folded([one], resolution))
        found = Gathered(resolution, symmetric)
        found.add(one)
        taken.add(found, names_of(one.document, sources))
    return KeptFacts(
        documents=taken.documents,
        entities=Pile(Entity, folder, taken.entities()),
        mentions=taken.mentions,
        facts=Pile(Fact, folder, taken.facts(copies)),
        observations=taken.observations,
        quotations=taken.quotations,
        sources=taken.sources,
        copies=tuple(copies.items()),
        statements=taken.statements,
        folded=none,
    )


class _Taken:
    """What documents tell, put into files one after the other, in their order."""

    def __init__(self, folder: Path) -> None:
        self.documents: Pile[Document] = Pile(Document, folder)
        self.mentions: Pile[tuple[str, str]] = Pile(tuple[str, str], folder)
        self.statements: Pile[Ends] = Pile(Ends, folder)
        self.observations: Pile[Observation] = Pile(Observation, folder)
        self.quotations: Pile[Quotation] = Pile(Quotation, folder)
        self.sources: Pile[tuple[str, tuple[str, ...]]] = Pile(tuple[str, tuple[str, ...]], folder)
        self._entities: Keyed[tuple[str, Entity]] = Keyed(tuple[str, Entity], folder)
        self._claims: Keyed[tuple[str, str, str, Statement]] = Keyed(tuple[str, str, str, Statement], folder)
        self._met: set[tuple[str, Entity]] = set()

    def add(self, found: Gathered, names: tuple[str, ...]) -> None:
        """Takes what one document tells, and the names that it came under."""
        self.documents.extend(found.documents)
        self.sources.extend((document.id, names) for document in found.documents)
        self.mentions.extend(found.mentions)
        self.observations.extend(found.observations)
        self.quotations.extend(found.quotations)
        for thing, entities in found.entities.items():
            for entity in entities:
                self._describe(thing, entity)
        for key, said in sorted(found.statements, key=_in_facts):
            self.statements.append((key[0], key[2], said))
            self._claims.add((*key, said), *key, said.status)

    def entities(self) -> Iterator[Entity]:
        """One description of each thing, sorted."""
        for found in map(list, self._entities.groups()):
            yield described([entity for _, entity in found], found[0][0])

    def facts(self, copies: Mapping[str, str]) -> Iterator[Fact]:
        """The facts, sorted by key and status."""
        for found in map(list, self._claims.groups()):
            subject, predicate, object_, first = found[0]
            statements = tuple(said for *_, said in found)
            yield Fact(subject, predicate, object_, first.status, belief(statements, copies), statements)

    def _describe(self, thing: str, entity: Entity) -> None:
        """Puts a description there, unless it was there not long ago: most documents describe a thing alike."""
        if (thing, entity) not in self._met:
            self._entities.add((thing, entity), thing)
            self._met.add((thing, entity))
            if len(self._met) > _REMEMBERED:
                self._met = set()


def _in_facts(keyed: tuple[Key, Statement]) -> tuple[object, ...]:
    key, said = keyed
    return (*key, said.status, *place_of(said))
