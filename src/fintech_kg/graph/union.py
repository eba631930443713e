"""What all documents' graphs together say of things, a thing at a time: each with its names and with what is asserted of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from rdflib.term import Node

from fintech_kg.corpus.packing import decoder, encoded
from fintech_kg.corpus.sorter import Sorter
from fintech_kg.graph.blocks import rank_of
from fintech_kg.graph.vocabulary import FKG, iri
from fintech_kg.graph.write import Triple, entity_triples
from fintech_kg.model import Entity, Fact, Facts, Status
from fintech_kg.ontology import Ontology

Ends = Sequence[tuple[str, str]]
"""Of what is asserted of a thing, each predicate with its object."""
_END = "\0"


class Union:
    """The things of the facts; `rest` are the triples of all other subjects that several documents may speak of, by subject,
    complete once the things were gone through. What does not fit into memory is put on the disk of `folder`."""

    def __init__(self, facts: Facts, ontology: Ontology, base: str, folder: Path | None = None) -> None:
        self._ontology, self._base = ontology, base
        mentioned = Sorter(folder)
        for _, thing in facts.mentions:
            mentioned.add(thing)
        self._mentioned = _Ascending(mentioned)
        self._things = Sorter(folder)
        self.rest: dict[Node, set[Triple]] = defaultdict(set)
        said = _Asserted(facts.facts)
        for entity in facts.entities:
            for subject, ends in said.until(entity.id):
                self._take(subject, entity if subject == entity.id else None, ends)
        for subject, ends in said.until(None):
            self._take(subject, None, ends)

    def things(self) -> Iterator[Sequence[Triple]]:
        """The triples of each thing that documents mention, by class and IRI."""
        thing = decoder(tuple[Entity, list[tuple[str, str]]])
        for text in self._things:
            entity, ends = thing(text[text.index(_END) + 1 :].encode("utf-8"))
            node, told = iri(self._base, entity.id), [*self._facts(entity.id, ends)]
            for triple in entity_triples(entity, self._ontology, self._base):
                if triple[0] == node:
                    told.append(triple)
                else:
                    self.rest[triple[0]].add(triple)
            yield told

    def _take(self, subject: str, entity: Entity | None, ends: Ends) -> None:
        if entity is not None and self._mentioned.has(subject):
            self._things.add(f"{self._place(entity)}{_END}{encoded((entity, ends)).decode('utf-8')}")
        elif ends:
            self.rest[iri(self._base, subject)].update(self._facts(subject, ends))

    def _place(self, entity: Entity) -> str:
        rank = rank_of(FKG[cls] for cls in {entity.kind.value, *entity.types})
        return f"{rank:02}{iri(self._base, entity.id)}"

    def _facts(self, subject: str, ends: Ends) -> Iterator[Triple]:
        for predicate, object_ in ends:
            yield iri(self._base, subject), FKG[predicate], iri(self._base, object_)


class _Asserted:
    """What is asserted of each thing, thing by thing in their order."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        asserted = (one for one in facts if one.status is Status.ASSERTED)
        self._left = (
            (subject, [one.key[1:] for one in found]) for subject, found in groupby(asserted, lambda one: one.subject)
        )
        self._next = next(self._left, None)

    def until(self, thing: str | None) -> Iterator[tuple[str, Ends]]:
        """The next things that come before that one, and that one, whether anything is asserted of it or not."""
        while self._next is not None and (thing is None or self._next[0] < thing):
            yield self._next
            self._next = next(self._left, None)
        if thing is not None:
            found = self._next is not None and self._next[0] == thing
            yield self._next if found and self._next is not None else (thing, ())
            self._next = next(self._left, None) if found else self._next


class _Ascending:
    """Texts in order, of which one is asked after the other."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._left = iter(texts)
        self._next = next(self._left, None)

    def has(self, text: str) -> bool:
        """Whether the text, which comes after those that were asked for before, is among them."""
        while self._next is not None and self._next < text:
            self._next = next(self._left, None)
        return self._next == text


def gathered(triples: Iterable[Triple]) -> Mapping[Node, set[Triple]]:
    """The triples by subject."""
    found: dict[Node, set[Triple]] = defaultdict(set)
    for triple in triples:
        found[triple[0]].add(triple)
    return found
