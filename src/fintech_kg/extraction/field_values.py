"""Values of fields: from a label, whose it is and the things that stand under or behind it to a statement for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.frames import TriggerIndex
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.model import Kind, Statement
from fintech_kg.ontology import Ontology

FRAME = "field"
"""The frame of what a column or a label says of a value; behind it stands the label."""
NAMES = frozenset({"to", "company", "name", "firm", "legal name", "entity", "company name", "respondent", "organisation"})
"""The labels of whom other fields are about."""
_SEATED, _MADE = "basedIn", "develops"
_BEHIND_NAME = frozenset({"(", "–", "—"})


def values_between(reading: Reading, number: int, start: int, end: int) -> list[Place]:
    """What a piece names between two of its characters."""
    view = reading.views[number]
    named = view.names()
    return [(number, one) for one in named if start <= view.doc[one.start].idx < end and not _is_affiliation(view, one)]


def _is_affiliation(view: View, one: Argument) -> bool:
    """`Ann Lee (Visa)`, `Ann Lee – Visa`: where the value before it works, and no value itself."""
    before = view.doc[max(0, one.start - 2) : one.start]
    person = view.at(before[0]) if len(before) == 2 and before[1].text in _BEHIND_NAME else None
    return one.kind is Kind.ORGANISATION and person is not None and person.kind is Kind.PERSON


def stated(
    reading: Reading,
    whose: Place | None,
    span: tuple[int, int],
    label: str,
    values: Sequence[Place],
    index: TriggerIndex,
    ontology: Ontology,
) -> Iterator[Statement]:
    """The statements of a label's values."""
    for relation, inverse in index.fields.get(label, ()):
        kinds, own = (relation.domain, relation.range) if inverse else (relation.range, relation.domain)
        fitting = [one for one in values if one[1].kind in kinds]
        for value in _meant(reading, relation.name, fitting):
            if whose is not None and whose[1].kind in own:
                ends = (value, whose) if inverse else (whose, value)
                said = Candidate(relation.name, ends[0][1], ends[1][1], 0, f"{FRAME}:{label}")
                role = (("role", reading.document.text[slice(*span)]),) if label in relation.role_words else ()
                yield from statement_across(reading, ends, span, said, ontology, qualified=role)


def _meant(reading: Reading, relation: str, values: Sequence[Place]) -> Sequence[Place]:
    """The values of which the relation is said: one seat, and no product behind `on` or `with`, nor all words of its name."""
    if relation == _SEATED:
        return _seat(values)
    return [one for one in values if relation != _MADE or _is_head(reading.views[one[0]], one[1])]


def _is_head(view: View, one: Argument) -> bool:
    """Whether it stands behind no preposition and before no other technology's name: `wallet` of `QR wallet on Algorand`."""
    following = view.at(view.doc[one.end]) if one.end < len(view.doc) else None
    return not (one.start and view.doc[one.start - 1].pos_ == "ADP") and (following is None or following.kind is not one.kind)


def _seat(places: Sequence[Place]) -> Sequence[Place]:
    """The place of an address: the first that is known, or else the last, behind its street."""
    known = [place for place in places if place[1].concept is not None]
    return known[:1] or places[-1:]
