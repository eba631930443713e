"""From extractions and the ledger to a Resolution: which identifiers are one thing, and which pairs people should look at.

Pure, and independent of the extractions' order: the same set of documents and decisions always gives the same resolution.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from fintech_kg.assembly.certain import Definition, explained_acronyms, same_identifier
from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.doubts import doubts
from fintech_kg.assembly.heard import Heard, Told, heard
from fintech_kg.assembly.ledger import NO_DECISION, Decision, Ledger, Pair, Verdict, pair_of
from fintech_kg.assembly.namesakes import Namesakes, namesakes
from fintech_kg.assembly.order import chosen, in_order
from fintech_kg.assembly.passages import passages, telling
from fintech_kg.assembly.proposals import Proposal, gathered
from fintech_kg.assembly.things import Descriptions, Things, foremost
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Entity, Extraction, Extractions

Decided = Sequence[tuple[Pair, Decision]]
"""The ledger's decisions with their things as these documents have them."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is one thing. `merged` are the pairs that rules joined, `doubtful` those that await somebody's decision.

    `decided` are the ledger's decisions and whether these documents have both of their things.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    namesakes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    merged: Sequence[Proposal] = ()
    doubtful: Sequence[Proposal] = ()
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

    Where the extractions are not all in memory, neither is what is made of them, as long as there is room for it on their disk.
    """
    ordered = in_order(extractions)
    folder = ordered.spare if isinstance(ordered, Extractions) else None
    if folder is not None:
        with suppress(OSError):
            return _resolved(ordered, ledger, folder)
    return _resolved(ordered, ledger, None)


def _resolved(ordered: Collection[Extraction], ledger: Ledger, folder: Path | None) -> Resolution:
    """People come last: whether two of one name are one hangs on whether their employers are."""
    names = heard(ordered, folder)
    told, plain, decided = names.told, names.others.things(), sorted(ledger.decisions.items())
    others = _merge(plain, names.defined, _Stated(told, Namesakes()), decided, folder)
    near = [pair for one in _open(others, decided) for pair in (one.things, one.things[::-1])]
    split = namesakes(told, ledger, others.stays, near, folder)
    decided = [((split.person(one), split.person(other)), decision) for (one, other), decision in decided]
    people = _people(names, split, folder).things()
    whole = _both(others, _merge(people, (), _Stated(told, split), decided, folder, split.doubts))

    def named(one: Proposal) -> Proposal:
        first, second = (people.get(thing) or plain[thing] for thing in one.things)
        return replace(one, names=(first.name, second.name))

    doubtful = map(named, _doubtful(whole, told, ordered, split, decided, folder))
    return Resolution(
        whole.same,
        split.of,
        tuple(map(named, whole.made)),
        tuple(doubtful) if folder is None else Pile(Proposal, folder, doubtful),
        tuple(
            (one, all(thing in plain or thing in people or thing in split.sites for thing in pair))
            for pair, one in sorted(ledger.decisions.items())
        ),
    )


def _people(names: Heard, split: Namesakes, folder: Path | None) -> Descriptions:
    """What documents say of people, each under the identifier that the person has there."""
    if not split.of:
        return names.people
    several = {person for _, person in split.of}
    found = Descriptions(folder)
    for identifier, number, entity in names.people:
        own = split.of.get((names.told[number].document, identifier), identifier) if identifier in several else identifier
        found.add(own, number, entity)
    return found


def _both(one: _Merge, other: _Merge) -> _Merge:
    return _Merge({**one.same, **other.same}, one.made + other.made, one.left + other.left)


@dataclass(frozen=True, slots=True)
class _Stated:
    """Tells which pairs of one kind some statement has as its two ends: nobody acquires, owns or meets themselves."""

    told: Iterable[Told]
    people: Namesakes

    def __call__(self, asked: Collection[Pair]) -> set[Pair]:
        """Those of the pairs."""
        own = self.people.of
        ends = (
            pair_of(*(own.get((one.document, end), end) for end in said[:3:2]))
            for one in (self.told if asked else ())
            for said in one.statements
        )
        return {pair for pair in ends if pair in asked}


def _merge(
    found: Things,
    defined: Iterable[Definition],
    stated: _Stated,
    decided: Decided,
    folder: Path | None,
    more: Iterable[Proposal] = (),
) -> _Merge:
    """People's decisions first, then what is certain, as far as no decision forbids it."""
    different = [pair for pair, one in decided if one.verdict is Verdict.DIFFERENT]
    clusters = Clusters(pair for pair in different if pair[0] != pair[1])
    for pair, one in sorted(decided, key=lambda item: item[0]):
        if one.verdict is Verdict.SAME:
            clusters.join(*pair)
    made = [one for one in gathered(same_identifier(found), str) if clusters.join(*one.things)]
    acronyms = [*explained_acronyms(found, defined, clusters.leader, folder)]
    apart = stated({one.things for one, _ in acronyms})
    acronyms = [one for one in acronyms if one[0].things not in apart]
    made += [one for one in gathered((one for one, sure in acronyms if sure), str) if clusters.join(*one.things)]
    same = {
        one: stays
        for group in clusters.groups(one for one in clusters.joined if one in found)
        if len(group) > 1
        for stays in [foremost(found[one] for one in group)]
        for one in group
        if one != stays
    }
    left = [*doubts(found, clusters.leader, folder), *(one for one, sure in acronyms if not sure), *more]
    apart = stated({one.things for one in left})
    return _Merge(same, made, [one for one in left if one.things not in apart])


def _doubtful(
    made: _Merge,
    told: Iterable[Told],
    extractions: Collection[Extraction],
    people: Namesakes,
    decided: Decided,
    folder: Path | None,
) -> Iterator[Proposal]:
    """What is left open, with a passage on each side, and what somebody wrote about it."""
    open_ = _open(made, decided)
    wanted = {thing for one in open_ for thing in one.things}

    def canonical(document: str, one: str) -> str:
        return made.stays(people.of.get((document, one), one))

    shown = passages(chosen(extractions, telling(told, wanted, canonical)), wanted, canonical, folder)
    for one in open_:
        first, second = one.things
        yield replace(one, evidence=(shown.get(first), shown.get(second)))


def _open(made: _Merge, decided: Decided) -> list[Proposal]:
    """What is left open between the things that stay, but for what somebody found to be different."""
    heard = sorted(decided, key=lambda item: (item[1].verdict is Verdict.DIFFERENT, item[0]))
    verdicts = {pair_of(*map(made.stays, pair)): one for pair, one in heard}
    proposals = [replace(one, decision=verdicts.get(one.things)) for one in gathered(made.left, made.stays)]
    return [one for one in proposals if one.decision is None or one.decision.verdict is Verdict.UNDECIDED]
