"""What all documents' graphs together say of things, a thing at a time: each with its names and with what is asserted of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rdflib import URIRef
from rdflib.term import Node

from fintech_kg.graph.blocks import rank_of
from fintech_kg.graph.vocabulary import FKG, iri
from fintech_kg.graph.write import Triple, entity_triples
from fintech_kg.model import Entity, Fact, Facts, Status
from fintech_kg.ontology import Ontology

Subject = tuple[URIRef, Sequence[Triple]]


class Union:
    """The things of the facts; `rest` are the triples of all other subjects that several documents may speak of, by subject,
    complete once the things were gone through."""

    def __init__(self, facts: Facts, ontology: Ontology, base: str) -> None:
        self._ontology, self._base = ontology, base
        mentioned = {entity for _, entity in facts.mentions}
        self._entities = sorted((one for one in facts.entities if one.id in mentioned), key=self._place)
        asserted = (one for one in facts.facts if one.status is Status.ASSERTED)
        self._said: dict[str, list[Fact]] = {
            subject: list(found) for subject, found in groupby(asserted, lambda one: one.subject)
        }
        self.rest: dict[Node, set[Triple]] = defaultdict(set)
        for subject in self._said.keys() - mentioned:
            self.rest[iri(base, subject)].update(self._facts(subject))

    def things(self) -> Iterator[Subject]:
        """The things that documents mention, by class and IRI, each with its triples."""
        for entity in self._entities:
            node = iri(self._base, entity.id)
            told = [*self._facts(entity.id)]
            for triple in entity_triples(entity, self._ontology, self._base):
                if triple[0] == node:
                    told.append(triple)
                else:
                    self.rest[triple[0]].add(triple)
            yield node, told

    def _place(self, entity: Entity) -> tuple[int, str]:
        return rank_of(FKG[cls] for cls in {entity.kind.value, *entity.types}), str(iri(self._base, entity.id))

    def _facts(self, subject: str) -> Iterator[Triple]:
        for one in self._said.get(subject, ()):
            yield iri(self._base, one.subject), FKG[one.predicate], iri(self._base, one.object)


def gathered(triples: Iterator[Triple]) -> Mapping[Node, set[Triple]]:
    """The triples by subject."""
    found: dict[Node, set[Triple]] = defaultdict(set)
    for triple in triples:
        found[triple[0]].add(triple)
    return found
