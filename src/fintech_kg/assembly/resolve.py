"""From extractions and the ledger to a Resolution: which identifiers are one thing, and which pairs people should look at.

Pure, and independent of the extractions' order: the same set of documents and decisions always gives the same resolution.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fintech_kg.assembly.certain import Definitions, explained_acronyms, same_identifier
from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.doubts import doubts
from fintech_kg.assembly.heard import heard
from fintech_kg.assembly.ledger import NO_DECISION, Decision, Ledger, Pair, Verdict, pair_of
from fintech_kg.assembly.namesakes import Namesakes, namesakes
from fintech_kg.assembly.order import chosen, in_order
from fintech_kg.assembly.passages import passages, telling
from fintech_kg.assembly.proposals import Proposal, gathered
from fintech_kg.assembly.things import Things, foremost, things
from fintech_kg.model import Entity, Extraction, Kind

Decided = Sequence[tuple[Pair, Decision]]
"""The ledger's decisions with their things as these documents have them."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is one thing. `merged` are the pairs that rules joined, `doubtful` those that await somebody's decision.

    `decided` are the ledger's decisions and whether these documents have both of their things.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    namesakes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    merged: tuple[Proposal, ...] = ()
    doubtful: tuple[Proposal, ...] = ()
    decided: tuple[tuple[Decision, bool], ...] = ()

    def canonical(self, document: str, identifier: str) -> str:
        """The identifier that the document's thing has in the graph."""
        own = self.namesakes.get((document, identifier), identifier)
        return self.same.get(own, own)

    def entities(self, extraction: Extraction) -> Iterator[tuple[str, Entity]]:
        """What the document says of its things, each with the identifier that the thing has in the graph."""
        for entity in extraction.entities:
            own = self.namesakes.get((extraction.document.id, entity.id), entity.id)
            yield self.same.get(own, own), entity if entity.id == own else replace(entity, id=own)


@dataclass(frozen=True, slots=True)
class _Merge:
    """What was joined: the identifier that stays for each that goes, the proposals carried out, and those left open."""

    same: Mapping[str, str]
    made: list[Proposal]
    left: list[Proposal]

    def stays(self, identifier: str) -> str:
        return self.same.get(identifier, identifier)


def resolve(extractions: Iterable[Extraction], ledger: Ledger = NO_DECISION) -> Resolution:
    """The resolution of all documents under the ledger's decisions.

    People come last: whether two of one name are one hangs on whether their employers are.
    """
    ordered = in_order(extractions)
    names = heard(ordered)
    found = names.extractions
    plain, decided = things(found, but=Kind.PERSON), sorted(ledger.decisions.items())
    others = _merge(plain, names.defined, _stated(found, Namesakes()), decided)
    near = [pair for one in _open(others, decided) for pair in (one.things, one.things[::-1])]
    split = namesakes(found, ledger, others.stays, near)
    decided = [((split.person(one), split.person(other)), decision) for (one, other), decision in decided]
    people = things(found, lambda document, entity: split.of.get((document, entity.id), entity.id), only=Kind.PERSON)
    whole = _both(others, _merge(people, {}, _stated(found, split), decided, split.doubts))
    every = plain | people
    return Resolution(
        whole.same,
        split.of,
        tuple(_named(one, every) for one in whole.made),
        tuple(_doubtful(whole, every, found, ordered, split, decided)),
        tuple((one, set(pair) <= {*every, *split.sites}) for pair, one in sorted(ledger.decisions.items())),
    )


def _both(one: _Merge, other: _Merge) -> _Merge:
    return _Merge({**one.same, **other.same}, one.made + other.made, one.left + other.left)


def _stated(extractions: Iterable[Extraction], people: Namesakes) -> frozenset[Pair]:
    """The pairs of one kind that a statement has as its two ends: nobody acquires, owns or meets themselves."""
    return frozenset(
        pair_of(*(people.of.get((extraction.document.id, end), end) for end in (said.subject, said.object)))
        for extraction in extractions
        for said in extraction.statements
        if said.subject.partition("/")[0] == said.object.partition("/")[0]
    )


def _merge(
    found: Things, defined: Definitions, stated: frozenset[Pair], decided: Decided, more: Iterable[Proposal] = ()
) -> _Merge:
    """People's decisions first, then what is certain, as far as no decision forbids it."""
    different = [pair for pair, one in decided if one.verdict is Verdict.DIFFERENT]
    clusters = Clusters(pair for pair in different if pair[0] != pair[1])
    for pair, one in sorted(decided, key=lambda item: item[0]):
        if one.verdict is Verdict.SAME:
            clusters.join(*pair)
    made = [one for one in gathered(same_identifier(found), str) if clusters.join(*one.things)]
    acronyms = [one for one in explained_acronyms(found, defined, clusters.leader) if one[0].things not in stated]
    made += [one for one in gathered((one for one, sure in acronyms if sure), str) if clusters.join(*one.things)]
    same = {
        one: stays
        for group in clusters.groups(found)
        if len(group) > 1
        for stays in [foremost(found[one] for one in group)]
        for one in group
        if one != stays
    }
    left = [*doubts(found, clusters.leader), *(one for one, sure in acronyms if not sure), *more]
    return _Merge(same, made, [one for one in left if one.things not in stated])


def _doubtful(
    made: _Merge,
    found: Things,
    names: Iterable[Extraction],
    extractions: Collection[Extraction],
    people: Namesakes,
    decided: Decided,
) -> Iterable[Proposal]:
    """What is left open, with names, a passage on each side, and what somebody wrote about it."""
    open_ = _open(made, decided)
    wanted = {thing for one in open_ for thing in one.things}

    def canonical(document: str, one: str) -> str:
        return made.stays(people.of.get((document, one), one))

    told = passages(chosen(extractions, telling(names, wanted, canonical)), wanted, canonical)
    for one in open_:
        first, second = one.things
        evidence = (told.get(first), told.get(second))
        yield replace(_named(one, found), evidence=evidence)


def _open(made: _Merge, decided: Decided) -> list[Proposal]:
    """What is left open between the things that stay, but for what somebody found to be different."""
    heard = sorted(decided, key=lambda item: (item[1].verdict is Verdict.DIFFERENT, item[0]))
    verdicts = {pair_of(*map(made.stays, pair)): one for pair, one in heard}
    proposals = [replace(one, decision=verdicts.get(one.things)) for one in gathered(made.left, made.stays)]
    return [one for one in proposals if one.decision is None or one.decision.verdict is Verdict.UNDECIDED]


def _named(one: Proposal, found: Things) -> Proposal:
    first, second = one.things
    return replace(one, names=(found[first].name, found[second].name))
