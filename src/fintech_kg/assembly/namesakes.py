"""From extractions to namesakes: people of one name whom the documents place at organisations that nothing joins.

Somebody of one name at one organisation is a site, `person/john-smith~citi`. The sites of a name are one person unless there is
evidence of difference: both are asserted, and no document, nor anything else, joins them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, pairwise
from pathlib import Path

from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.heard import Told
from fintech_kg.assembly.ledger import Ledger, Pair, Verdict
from fintech_kg.assembly.proposals import Proposal, proposal
from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Kind, Status

_EMPLOYMENT = "worksFor"
_OWNERSHIP = frozenset({"acquired", "mergedWith", "subsidiaryOf"})
_MOST_LISTED = 8
_ORGANISATION = f"{Kind.ORGANISATION.value.lower()}/"
_AT = "~"

Canonical = Callable[[str], str]
Related = Mapping[str, set[str]]
"""By organisation, those with which it may be one or in one hand."""


@dataclass(frozen=True, slots=True)
class Role:
    """What one document tells of one person: who employs them, what else they are tied to, whom the document names."""

    document: str
    employers: frozenset[str]
    links: frozenset[str]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """`of` gives the identifier for each (document, person) of a name that several bear; `doubts` tell of each such pair.

    `sites` gives for every site of such a name, and for each that the ledger names, the identifier of the person there, under
    which one name at one organisation is found.
    """

    of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Proposal, ...] = ()
    firm: Canonical = str

    def person(self, identifier: str) -> str:
        """The person of these documents behind a site that somebody named, or the identifier itself."""
        return self.sites.get(_canonical_site(identifier, self.firm), identifier)


def site(person: str, employer: str) -> str:
    """The identifier of somebody of that name at that organisation."""
    return f"{person}{_AT}{employer.removeprefix(_ORGANISATION)}"


def namesakes(told: Iterable[Told], ledger: Ledger, firm: Canonical, near: Iterable[Pair], folder: Path | None) -> Namesakes:
    """The names that several people bear. `firm` gives an organisation's canonical identifier; `near` are pairs of
    organisations that may be one, so that working at each is no evidence of two people."""
    employed = _employed(told, firm, folder)
    asked = {_canonical_site(one, firm) for pair in ledger.decisions for one in pair}
    sites = {at: person for person, employers in employed for at in (site(person, one) for one in employers) if at in asked}
    several = {person: employers for person, employers in employed if len(employers) > 1}
    related = _related(told, firm, near, frozenset().union(*several.values()))
    clusters = Clusters(_sited(pair, firm) for pair in ledger.pairs(Verdict.DIFFERENT))
    for pair in ledger.pairs(Verdict.SAME):
        clusters.join(*_sited(pair, firm))
    of: dict[tuple[str, str], str] = {}
    doubts: list[Proposal] = []
    for person, roles in _roles(told, firm, several, folder):
        _join(clusters, person, roles, related)
        groups = clusters.groups(site(person, employer) for role in roles for employer in role.employers)
        names = {one: group[0] if len(groups) > 1 else person for group in groups for one in group}
        sites |= names
        if len(groups) > 1:
            placed = {role.document: names[at] for role in roles for at in _sites(person, role, names)[:1]}
            of |= {(document, person): one for document, one in placed.items()}
            doubts += _doubts(person, sorted(set(placed.values())), whole=len(placed) == len(roles))
    return Namesakes(of, sites, tuple(doubts), firm)


def _employed(told: Iterable[Told], firm: Canonical, folder: Path | None) -> Sequence[tuple[str, frozenset[str]]]:
    """Each person with the organisations that documents assert to employ them, sorted."""
    found: Keyed[tuple[str, str]] = Keyed(tuple[str, str], folder)
    for one in told:
        people = {thing for thing, kind in one.things if kind is Kind.PERSON}
        for subject, predicate, object_, status in one.statements:
            if predicate == _EMPLOYMENT and status is Status.ASSERTED and subject in people:
                found.add((subject, firm(object_)), subject)
    pairs = map(list, found.groups())
    return Pile(
        tuple[str, frozenset[str]], folder, ((some[0][0], frozenset(employer for _, employer in some)) for some in pairs)
    )


def _sited(pair: Pair, firm: Canonical) -> Pair:
    """The pair with the canonical organisation in each site."""
    one, other = (_canonical_site(identifier, firm) for identifier in pair)
    return (one, other)


def _canonical_site(identifier: str, firm: Canonical) -> str:
    person, at, employer = identifier.partition(_AT)
    return site(person, firm(f"{_ORGANISATION}{employer}")) if at else identifier


def _related(told: Iterable[Told], firm: Canonical, near: Iterable[Pair], asked: Collection[str]) -> Related:
    """Of the organisations that are asked about."""
    related: dict[str, set[str]] = defaultdict(set)
    owned = (
        (subject, object_)
        for one in told
        for subject, predicate, object_, status in one.statements
        if predicate in _OWNERSHIP and status is not Status.DENIED
    )
    for one, other in chain(near, owned):
        if firm(one) in asked and firm(other) in asked:
            related[firm(one)].add(firm(other))
    return related


def _roles(
    told: Iterable[Told], firm: Canonical, people: Collection[str], folder: Path | None
) -> Iterator[tuple[str, list[Role]]]:
    """What each document tells of each of these people, in the order of the documents."""
    roles: Keyed[tuple[str, Role]] = Keyed(tuple[str, Role], folder)
    for one in told:
        met = [thing for thing, _ in one.things if thing in people]
        if met:
            employers, links = _ties(one, firm)
            named = frozenset(firm(thing) for thing, kind in one.things if kind is Kind.ORGANISATION)
            for thing in met:
                role = Role(one.document, frozenset(employers[thing]), frozenset(links[thing]), named)
                roles.add((thing, role), thing)
    for found in map(list, roles.groups()):
        yield found[0][0], [role for _, role in found]


def _ties(told: Told, firm: Canonical) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Of each thing in the document, the employers that it is asserted to have, and the people and firms it is tied to."""
    employers: dict[str, set[str]] = defaultdict(set)
    links: dict[str, set[str]] = defaultdict(set)
    tying = {thing for thing, kind in told.things if kind in {Kind.ORGANISATION, Kind.PERSON}}
    for subject, predicate, object_, status in told.statements:
        if predicate == _EMPLOYMENT and status is Status.ASSERTED:
            employers[subject].add(firm(object_))
        if status is not Status.DENIED and {subject, object_} <= tying:
            links[subject].add(firm(object_))
            links[object_].add(firm(subject))
    return employers, links


def _join(clusters: Clusters, person: str, roles: Iterable[Role], related: Related) -> None:
    """Joins the sites of the person that a document, a common tie or the organisations themselves hold together."""
    employers = {employer for role in roles for employer in role.employers}
    tied: dict[str, str] = {}
    for role in roles:
        together = sorted((role.employers | role.named | role.links) & employers)
        for one, other in pairwise(together):
            clusters.join(site(person, one), site(person, other))
        for link in sorted(role.links) if role.employers else ():
            employer = min(role.employers)
            clusters.join(site(person, tied.setdefault(link, employer)), site(person, employer))
    for one in sorted(employers):
        for other in sorted(related.get(one, set()) & employers):
            clusters.join(site(person, one), site(person, other))


def _sites(person: str, role: Role, names: Mapping[str, str]) -> list[str]:
    """The person's sites that the document speaks of, those of asserted employers before those that it only names."""
    asserted, named = sorted(role.employers), sorted(role.named - role.employers)
    return [at for employer in (*asserted, *named) if (at := site(person, employer)) in names]


def _doubts(person: str, people: Sequence[str], *, whole: bool) -> Iterator[Proposal]:
    """The namesakes in pairs, and where not the `whole` of the documents tells whom it means, the bare name with each."""
    for one, other in combinations(people[:_MOST_LISTED], 2):
        yield proposal(one, other, "one name at two organisations that nothing joins, so they are kept as two")
    for one in people[:_MOST_LISTED] if not whole else ():
        yield proposal(person, one, "a document has the name alone, and does not tell which of the namesakes it means")
