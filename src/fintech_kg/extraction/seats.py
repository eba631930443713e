"""The frames of seats: organisations with the place that stands beside them, `Spain's Kestrel Pay`, `Kestrel Pay (Bergen)`."""

from __future__ import annotations

from collections.abc import Iterator

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

_DASHES = frozenset({"–", "—", "-", "|", "·"})
_ENDS = frozenset({".", ";", "·", "|", "•"})
_WIDE = frozenset({"Country", "Region"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_STREET = 6


def seat_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """Each organisation with the place that a possessive, a bracket or a label gives it.

    A country in a bracket of a sentence is rather the part of a group that is meant: `Kestrel Pay (UK) said`.
    """
    firms = sorted({one for one in view.arguments.values() if one.kind is Kind.ORGANISATION and one.refers_to is None})
    is_list = not any(token.tag_ in _FINITE for token in view.doc)
    for one in firms:
        for place in _behind(view, one, frozenset("(")):
            if (is_list or not _is_wide(view, place)) and _closes(view, place):
                yield _candidate(relation, one, place, one.end, "bracket")
        owner = view.at(view.doc[one.start - 2]) if one.start > 1 and view.doc[one.start - 1].text in {"'s", "’s"} else None
        if owner is not None and owner.kind is Kind.PLACE and owner.refers_to is None:
            yield _candidate(relation, one, owner, one.start - 1, "possessive")
    if firms and _opens(view, firms[0]):
        yield from _labelled(view, firms[0], relation)


def _labelled(view: View, one: Argument, relation: Relation) -> Iterator[Candidate]:
    """`Kestrel Pay – Lusaka, Zambia`, `Kestrel Pay, Nairobi`, and addresses: `Kestrel Pay AS, Telliskivi 60a, Tallinn`."""
    for place in _behind(view, one, _DASHES):
        if _ends(view, _last(view, place).end):
            yield _candidate(relation, one, place, one.end, "label")
    for place in (*_behind(view, one, frozenset(",")), *_behind_street(view, one)):
        if _last(view, place).end >= len(view.doc) - 1 and _ends(view, _last(view, place).end):
            yield _candidate(relation, one, place, one.end, "label")


def _candidate(relation: Relation, one: Argument, place: Argument, trigger: int, how: str) -> Candidate:
    return Candidate(relation.name, one, place, trigger, f"places:{how}")


def _behind(view: View, one: Argument, marks: frozenset[str]) -> Iterator[Argument]:
    """The place behind one of the marks that follows the name."""
    if one.end + 1 < len(view.doc) and view.doc[one.end].text in marks:
        place = view.at(view.doc[one.end + 1])
        if place is not None and place.kind is Kind.PLACE and place.refers_to is None:
            yield place


def _behind_street(view: View, one: Argument) -> Iterator[Argument]:
    """The place behind a street and its number."""
    doc, at = view.doc, one.end
    if doc[at : at + 1].text != ",":
        return
    street = doc[at + 1 : at + 1 + _LONGEST_STREET]
    comma = next((token.i for token in street if token.text == ","), None)
    if comma is not None and any(char.isdigit() for char in doc[at + 1 : comma].text) and comma + 1 < len(doc):
        place = view.at(doc[comma + 1])
        if place is not None and place.kind is Kind.PLACE and place.refers_to is None:
            yield place


def _last(view: View, place: Argument) -> Argument:
    """The last of the places that go on behind commas: `Zambia` of `Lusaka, Zambia`."""
    following = view.doc[place.end : place.end + 2]
    after = view.at(following[1]) if len(following) == 2 and following[0].text == "," else None
    return _last(view, after) if after is not None and after.kind is Kind.PLACE and after.start > place.start else place


def _closes(view: View, place: Argument) -> bool:
    end = _last(view, place).end
    return end < len(view.doc) and view.doc[end].text == ")"


def _ends(view: View, at: int) -> bool:
    return at >= len(view.doc) or view.doc[at].text in _ENDS or view.doc[at].is_space


def _is_wide(view: View, place: Argument) -> bool:
    concept = view.ontology.concepts.get(place.concept or "")
    return concept is not None and bool(_WIDE & set(concept.types)) and _last(view, place) == place


def _opens(view: View, one: Argument) -> bool:
    """Whether nothing but bullets, numbers and marks stands before the name."""
    return not any(token.is_alpha for token in view.doc[: one.start])
