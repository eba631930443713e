"""The frame of affiliations: people with the organisation that only stands beside them, `Ann Lee (Kestrel Pay)`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

FRAME = "post:beside"
_DASHES = frozenset({"–", "—", "-", "|", "@"})
_BOUNDS = frozenset({";", "·", "•", "|", ":", "–", "—"})


def affiliation_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """A person's organisation in a bracket of its own, behind a dash in a list, or behind a comma that is all of a line."""
    people = view.names(Kind.PERSON)
    for person in people:
        firm = view.name_at(person.end + 1, Kind.ORGANISATION)
        if firm is not None and firm.start == person.end + 1 and _is_beside(view, person, firm):
            yield Candidate(relation.name, person, firm, person.end, FRAME)


def _is_beside(view: View, person: Argument, firm: Argument) -> bool:
    mark, behind = view.doc[person.end].text, _token(view, firm.end)
    if mark == "(":
        return behind is not None and (behind.text == ")" or (behind.text == "," and _closes_with_place(view, firm)))
    before = _token(view, person.start - 1)
    opens = before is None or before.text in _BOUNDS or before.is_space
    if mark in _DASHES:
        return opens and (behind is None or behind.text in _BOUNDS | {",", "."} or behind.is_space)
    alone = not any(token.is_alpha for token in view.doc[: person.start])
    return mark == "," and alone and (behind is None or behind.is_space)


def _closes_with_place(view: View, firm: Argument) -> bool:
    """`Ann Lee (Kestrel Pay, London)`."""
    place = view.at(view.doc[firm.end + 1]) if firm.end + 1 < len(view.doc) else None
    closing = None if place is None or place.kind is not Kind.PLACE else _token(view, place.end)
    return closing is not None and closing.text == ")"


def _token(view: View, at: int) -> Token | None:
    return view.doc[at] if 0 <= at < len(view.doc) else None
