"""A part of a graph: from Facts to what filters and a query leave of them, each fact with its provenance.

What says something (a statement, an observation, a quotation) is in the part where every filter takes it; what lacks that
which a filter asks for, as a quotation lacks a relation, is not. With each go its evidence, its document, its ends and
whoever claims it. Where no filter asks for what only statements have, things that are merely mentioned stay too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from fintech_kg.assembly import facts_from
from fintech_kg.errors import RunError
from fintech_kg.graph.filters import Filter, checked_filter
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, iri
from fintech_kg.model import Entity, Fact, Facts, Observation, Quotation, Statement, Status


def facts_part(facts: Facts, wanted: Filter, base: str = BASE_IRI) -> Facts:
    """The part that the filter leaves; a fact keeps those of its statements that pass, and its confidence is theirs.

    `base` is what the IRIs of things begin with. Raises RunError for a filter that cannot be meant, and where nothing is left.
    """
    part = _Part(facts, checked_filter(wanted, facts), base).facts()
    if not part.entities:
        raise RunError("nothing in the graph is of that part")
    return part


@dataclass(slots=True)
class _Part:
    """One filter over one set of facts."""

    whole: Facts
    wanted: Filter
    base: str
    documents: set[str] = field(init=False)
    _all: frozenset[str] = field(init=False)
    entities: dict[str, Entity] = field(init=False)

    def __post_init__(self) -> None:
        names = {key: {key, *names} for key, names in self.whole.sources}
        asked = set(self.wanted.documents)
        named = self.wanted.named
        self._all = frozenset() if named is None else named.things | named.nodes
        self.entities = {one.id: one for one in self.whole.entities}
        self.documents = {
            one.id
            for one in self.whole.documents
            if (not asked or asked & names.get(one.id, {one.id, one.source})) and self._in_time(one.published)
        }

    def facts(self) -> Facts:
        copies = dict(self.whole.copies)
        keyed = ((fact.key, one) for fact in self.whole.facts for one in fact.statements if self._takes(fact, one))
        facts = tuple(one for one in facts_from(keyed, copies) if one.confidence >= (self.wanted.confidence or 0))
        observations = tuple(one for one in self.whole.observations if self._takes_observation(one))
        quotations = tuple(one for one in self.whole.quotations if self._takes_quotation(one))
        met = {(key, thing) for key, thing in self.whole.mentions if key in self.documents and self._is_of(thing)}
        met = set() if self.wanted.of_statements else met
        things = {thing for _, thing in met} | set(_things(facts, observations, quotations))
        said_in = {key for key, _ in met} | set(_documents(facts, observations, quotations))
        return replace(
            self.whole,
            documents=tuple(one for one in self.whole.documents if one.id in said_in),
            entities=tuple(one for one in self.whole.entities if one.id in things),
            mentions=tuple(one for one in self.whole.mentions if one[0] in said_in and one[1] in things),
            facts=facts,
            observations=observations,
            quotations=quotations,
            sources=tuple(one for one in self.whole.sources if one[0] in said_in),
            copies=tuple(one for one in self.whole.copies if said_in.issuperset(one)),
        )

    def _in_time(self, published: str | None) -> bool:
        """Compared as far as the bound goes: of 2024 and 2024-05-14, neither is before the other."""
        after, before = self.wanted.after, self.wanted.before
        if after is None and before is None:
            return True
        if published is None:
            return False
        return (after is None or published[: len(after)] >= after) and (before is None or published[: len(before)] <= before)

    def _takes(self, fact: Fact, one: Statement) -> bool:
        wanted = self.wanted
        return (
            one.evidence.document in self.documents
            and (not wanted.relations or fact.predicate in wanted.relations)
            and (not wanted.statuses or one.status in wanted.statuses)
            and (not wanted.kinds or any(self._is_kind(end) for end in (fact.subject, fact.object)))
            and self._is_named(fact, one)
        )

    def _takes_observation(self, one: Observation) -> bool:
        wanted = self.wanted
        takes = not wanted.relations and wanted.confidence is None and (not wanted.statuses or one.status in wanted.statuses)
        return takes and self._says(one.evidence.document, one.about, f"observation/{one.id}")

    def _takes_quotation(self, one: Quotation) -> bool:
        return not self.wanted.of_statements and self._says(one.evidence.document, one.speaker, f"quotation/{one.id}")

    def _says(self, document: str, about: str | None, identifier: str) -> bool:
        asks = bool(self.wanted.kinds) or self.wanted.named is not None
        named = self._has(self._all, identifier, f"document/{document}")
        return document in self.documents and (not asks or (about is not None and self._is_of(about)) or named)

    def _is_kind(self, thing: str) -> bool:
        entity = self.entities.get(thing)
        return entity is not None and not {entity.kind.value, *entity.types}.isdisjoint(self.wanted.kinds)

    def _is_of(self, thing: str) -> bool:
        return (not self.wanted.kinds or self._is_kind(thing)) and (self.wanted.named is None or self._has(self._all, thing))

    def _is_named(self, fact: Fact, one: Statement) -> bool:
        named = self.wanted.named
        if named is None:
            return True
        triple = (str(iri(self.base, fact.subject)), str(FKG[fact.predicate]), str(iri(self.base, fact.object)))
        if one.status is Status.ASSERTED and triple in named.triples:
            return True
        said = one.evidence
        saying = (f"statement/{one.id}", f"evidence/{said.id}", f"document/{said.document}")
        return self._has(named.things, fact.subject, fact.object) or self._has(self._all, *saying)

    def _has(self, named: Collection[str], *identifiers: str) -> bool:
        return any(str(iri(self.base, one)) in named for one in identifiers)


def _things(facts: Iterable[Fact], observations: Iterable[Observation], quotations: Iterable[Quotation]) -> Iterator[str]:
    """The ends of facts and whoever else is named by what is said, with repeats."""
    for fact in facts:
        yield from (fact.subject, fact.object)
        yield from (one.claimed_by for one in fact.statements if one.claimed_by is not None)
    for observation in observations:
        yield from (one for one in (observation.about, observation.claimed_by) if one is not None)
    for quotation in quotations:
        if quotation.speaker is not None:
            yield quotation.speaker


def _documents(facts: Iterable[Fact], observations: Iterable[Observation], quotations: Iterable[Quotation]) -> Iterator[str]:
    for fact in facts:
        yield from (one.evidence.document for one in fact.statements)
    yield from (one.evidence.document for one in observations)
    yield from (one.evidence.document for one in quotations)
