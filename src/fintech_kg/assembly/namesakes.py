"""From extractions to namesakes: people of one name whom the documents place at organisations that nothing joins.

Somebody of one name at one organisation is a site, `person/john-smith~citi`. The sites of a name are one person unless there is
evidence of difference: both are asserted, and no document, nor anything else, joins them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.ledger import Ledger, Pair, Verdict
from fintech_kg.assembly.order import in_order
from fintech_kg.assembly.proposals import Proposal, proposal
from fintech_kg.model import Extraction, Kind, Status

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

    `sites` gives for every site the identifier of the person there, under which one name at one organisation is found.
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


def namesakes(extractions: Iterable[Extraction], ledger: Ledger, firm: Canonical, near: Iterable[Pair]) -> Namesakes:
    """The names that several people bear. `firm` gives an organisation's canonical identifier; `near` are pairs of
    organisations that may be one, so that working at each is no evidence of two people."""
    found = in_order(extractions)
    related = _related(found, firm, near)
    clusters = Clusters(_sited(pair, firm) for pair in ledger.pairs(Verdict.DIFFERENT))
    for pair in ledger.pairs(Verdict.SAME):
        clusters.join(*_sited(pair, firm))
    of: dict[tuple[str, str], str] = {}
    sites: dict[str, str] = {}
    doubts: list[Proposal] = []
    for person, roles in sorted(_roles(found, firm).items()):
        _join(clusters, person, roles, related)
        groups = clusters.groups(site(person, employer) for role in roles for employer in role.employers)
        names = {one: group[0] if len(groups) > 1 else person for group in groups for one in group}
        sites |= names
        if len(groups) > 1:
            placed = {role.document: names[at] for role in roles for at in _sites(person, role, names)[:1]}
            of |= {(document, person): one for document, one in placed.items()}
            doubts += _doubts(person, sorted(set(placed.values())), whole=len(placed) == len(roles))
    return Namesakes(of, sites, tuple(doubts), firm)


def _sited(pair: Pair, firm: Canonical) -> Pair:
    """The pair with the canonical organisation in each site."""
    one, other = (_canonical_site(identifier, firm) for identifier in pair)
    return (one, other)


def _canonical_site(identifier: str, firm: Canonical) -> str:
    person, at, employer = identifier.partition(_AT)
    return site(person, firm(f"{_ORGANISATION}{employer}")) if at else identifier


def _related(extractions: Iterable[Extraction], firm: Canonical, near: Iterable[Pair]) -> Related:
    related: dict[str, set[str]] = defaultdict(set)
    for one, other in near:
        related[firm(one)].add(firm(other))
    for extraction in extractions:
        for said in extraction.statements:
            if said.predicate in _OWNERSHIP and said.status is not Status.DENIED:
                related[firm(said.subject)].add(firm(said.object))
    return related


def _roles(extractions: Iterable[Extraction], firm: Canonical) -> dict[str, list[Role]]:
    """What each document tells of each person, in the order of the documents."""
    roles: dict[str, list[Role]] = defaultdict(list)
    for extraction in extractions:
        employers, links = _ties(extraction, firm)
        named = frozenset(firm(one.id) for one in extraction.entities if one.kind is Kind.ORGANISATION)
        for one in extraction.entities:
            if one.kind is Kind.PERSON:
                role = Role(extraction.document.id, frozenset(employers[one.id]), frozenset(links[one.id]), named)
                roles[one.id].append(role)
    return roles


def _ties(extraction: Extraction, firm: Canonical) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Of each thing in the document, the employers that it is asserted to have, and the people and firms it is tied to."""
    employers: dict[str, set[str]] = defaultdict(set)
    links: dict[str, set[str]] = defaultdict(set)
    tying = {one.id for one in extraction.entities if one.kind in {Kind.ORGANISATION, Kind.PERSON}}
    for said in extraction.statements:
        if said.predicate == _EMPLOYMENT and said.status is Status.ASSERTED:
            employers[said.subject].add(firm(said.object))
        if said.status is not Status.DENIED and {said.subject, said.object} <= tying:
            links[said.subject].add(firm(said.object))
            links[said.object].add(firm(said.subject))
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
