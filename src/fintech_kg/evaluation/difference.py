"""Two sets of facts against each other: what came, what went, and what is said otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fintech_kg.model import Evidence, Fact, Facts

Key = tuple[str, ...]
Told = Mapping[str, object]
"""What is told of one thing: names of its properties and their values, which JSON can carry."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something by its key: what the first set tells of it and what the second does; None where it is not in the set."""

    key: Key
    before: Told | None
    after: Told | None

    @property
    def sort(self) -> str:
        return "came" if self.before is None else "went" if self.after is None else "changed"

    def changed(self) -> list[tuple[str, object, object]]:
        """The properties that both tell otherwise, with both values."""
        before, after = self.before or {}, self.after or {}
        names = sorted({*before, *after}) if self.sort == "changed" else []
        return [(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)]


def differences(before: Facts, after: Facts) -> dict[str, list[Change]]:
    """By section (documents, entities, facts, observations, quotations, evidence) its changes, sorted by key.

    A thing is the same by what it says: a document by its name, a fact by its three parts, a figure and a quotation by their
    words, evidence by its words and its document's name. So a sentence that only moved within a text is no change of it.
    """
    return {name: list(_changes(told(before), told(after))) for name, told in _SECTIONS.items()}


def _changes(before: Mapping[Key, Told], after: Mapping[Key, Told]) -> Iterator[Change]:
    for key in sorted({*before, *after}):
        change = Change(key, before.get(key), after.get(key))
        if change.before != change.after:
            yield change


def _documents(facts: Facts) -> dict[Key, Told]:
    known = {one.id: one for one in facts.documents}
    return {
        (name,): {"id": identifier, "title": known[identifier].title, "published": known[identifier].published}
        for identifier, names in facts.sources
        for name in names
    }


def _entities(facts: Facts) -> dict[Key, Told]:
    mentioned = Counter(entity for _, entity in facts.mentions)
    return {
        (one.id,): {
            "name": one.name,
            "names": sorted({*one.names} - {one.name}),
            "types": sorted({*one.types} - {one.kind.value}),
            "country": one.country,
            "sameAs": sorted(one.same_as),
            "documents": mentioned[one.id],
        }
        for one in facts.entities
    }


def _facts(facts: Facts) -> dict[Key, Told]:
    found: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts.facts:
        found[fact.key].append(fact)
    return {key: _told_of(sorted(same, key=lambda one: one.status)) for key, same in found.items()}


def _told_of(same: Iterable[Fact]) -> Told:
    """One fact in all the statuses that texts give it."""
    by_status = {one.status.value: one for one in same}
    statements = {status: one.statements for status, one in by_status.items()}
    qualifiers = {f"{name}: {value}" for found in statements.values() for one in found for name, value in one.qualifiers}
    claimants = {one.claimed_by for found in statements.values() for one in found if one.claimed_by is not None}
    return {
        "status": list(by_status),
        "confidence": {status: str(one.confidence.normalize()) for status, one in by_status.items()},
        "qualifiers": sorted(qualifiers),
        "claimedBy": sorted(claimants),
        "sentences": {status: len({one.evidence.id for one in found}) for status, found in statements.items()},
    }


def _observations(facts: Facts) -> dict[Key, Told]:
    found: dict[Key, list[Told]] = defaultdict(list)
    for one in facts.observations:
        told = {
            "number": str(one.value.number), "upper": None if one.value.upper is None else str(one.value.upper),
            "unit": one.value.unit, "status": one.status.value, "claimedBy": one.claimed_by,
        }  # fmt: skip
        found[(one.about or "", one.measure, one.value.text, one.time or "")].append(told)
    return {key: {"readings": sorted(same, key=str), "sentences": len(same)} for key, same in found.items()}


def _quotations(facts: Facts) -> dict[Key, Told]:
    found = Counter((one.speaker or "", one.text) for one in facts.quotations)
    return {key: {"sentences": number} for key, number in found.items()}


def _evidence(facts: Facts) -> dict[Key, Told]:
    names = {identifier: found[0] for identifier, found in facts.sources}
    every: set[Evidence] = {said.evidence for fact in facts.facts for said in fact.statements}
    every |= {one.evidence for one in facts.observations} | {one.evidence for one in facts.quotations}
    counted = Counter((names[one.document], one.quote) for one in every)
    return {key: {"places": number} for key, number in counted.items()}


_SECTIONS = {
    "documents": _documents,
    "entities": _entities,
    "facts": _facts,
    "observations": _observations,
    "quotations": _quotations,
    "evidence": _evidence,
}


def as_data(changes: Mapping[str, list[Change]]) -> dict[str, object]:
    """The differences as plain data: counts by section, then each section's changes."""
    return {
        "same": not any(changes.values()),
        "summary": {name: _counted(found) for name, found in changes.items()},
        **{
            name: [{"what": one.sort, "key": list(one.key), "before": one.before, "after": one.after} for one in found]
            for name, found in changes.items()
        },
    }


def _counted(found: Iterable[Change]) -> dict[str, int]:
    sorts = Counter(one.sort for one in found)
    return {sort: sorts[sort] for sort in ("came", "went", "changed")}
