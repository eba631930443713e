"""What part of a graph is wanted: filters that compose, checked against the facts that there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from fintech_kg.errors import RunError
from fintech_kg.model import Facts, Kind, Status

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Named:
    """What a query named: IRIs of things that bring their facts, IRIs that bring what they say themselves, triples of facts."""

    things: frozenset[str] = frozenset()
    nodes: frozenset[str] = frozenset()
    triples: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; an empty field asks for nothing, several values of one field are alternatives.

    `kinds` are classes of the ontology, one end of a fact must be of one; `documents` are ids or sources. A fact's
    `confidence` is the least. `after` and `before` are dates (YYYY, YYYY-MM or YYYY-MM-DD), both included, of the
    document; a document without a date is on neither side.
    """

    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    confidence: Decimal | None = None
    after: str | None = None
    before: str | None = None
    named: Named | None = None

    @property
    def of_statements(self) -> bool:
        """Whether it asks for what only statements have."""
        return bool(self.relations or self.statuses) or self.confidence is not None


def checked_filter(wanted: Filter, facts: Facts) -> Filter:
    """The filter itself. Raises RunError where it asks for a class, relation or document that the graph has not, or no date."""
    classes = {cls for one in facts.entities for cls in (one.kind.value, *one.types)} | {kind.value for kind in Kind}
    sources = {name for _, names in facts.sources for name in names}
    known = (
        ("class of things", wanted.kinds, classes),
        ("relation", wanted.relations, {one.predicate for one in facts.facts}),
        ("document", wanted.documents, sources | {one.id for one in facts.documents}),
    )
    for what, asked, there in known:
        for one in asked:
            if one not in there:
                listed = f"; there are: {', '.join(sorted(there))}" if len(there) < _MOST_LISTED else ""
                raise RunError(f"the graph has no {what} {one!r}{listed}")
    for day in (wanted.after, wanted.before):
        if day is not None and _DAY.fullmatch(day) is None:
            raise RunError(f"{day!r} is no date; give YYYY, YYYY-MM or YYYY-MM-DD")
    if wanted.confidence is not None and not (wanted.confidence.is_finite() and 0 <= wanted.confidence <= 1):
        raise RunError(f"a confidence is between 0 and 1, and {wanted.confidence} is not")
    return wanted
