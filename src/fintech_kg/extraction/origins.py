"""The frame of origins: names with what a preposition alone gives them, `Visa Inc. of San Francisco`, `Ann Lee of Visa`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.flat import is_former
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

ORIGIN = "origin"
"""The frame's name in rules."""
_NOUN = {"NOUN", "PROPN"}
_BESIDE = 3
"""Words before a name that may say that somebody was it: `former chief economist Ann Lee of Visa`."""


def origin_candidates(view: View, preposition: Token, relation: Relation) -> Iterator[Candidate]:
    """`Ann Lee of Boston`, `CH2M Hill of Corvallis`; and `Ann Lee, a deputy from Lagos`, where a noun says who she is.

    Only names right before the preposition and right behind it: what a whole phrase or clause has there says other things.
    """
    # The ontology's own kinds, also where the caller's relation takes every kind: a wrong one makes no near miss here.
    relation = view.ontology.relations[relation.name]
    place = _place_behind(view, preposition, relation)
    if place is None:
        return
    for one in _named_before(view, preposition, relation):
        former = one.kind is Kind.PERSON and is_former(view, max(0, one.start - _BESIDE), one.start)
        yield Candidate(relation.name, one, place, preposition.i, f"{ORIGIN}:{preposition.lower_}", former=former)


def _place_behind(view: View, preposition: Token, relation: Relation) -> Argument | None:
    if preposition.i + 1 >= len(view.doc):
        return None
    place = view.at(preposition.nbor())
    named = place is not None and place.refers_to is None and place.kind in relation.range
    return place if named else None


def _named_before(view: View, preposition: Token, relation: Relation) -> Iterator[Argument]:
    if preposition.i == 0:
        return
    before = preposition.nbor(-1)
    apart = before.text == "," and before.i > 0 and _is_closed(view, preposition)
    one = view.at(before.nbor(-1) if apart else before)
    if one is not None:
        stated = one.refers_to is None and one.kind in relation.domain
        if stated and (apart or preposition in prepositions_of(view, one)):
            yield one
    elif preposition.lower_ == "from" and before.pos_ in _NOUN and preposition.head == before and before.dep_ == "appos":
        holder = view.at(before.head)
        if holder is not None and holder.refers_to is None and holder.kind in relation.domain & {Kind.PERSON}:
            yield holder


def _is_closed(view: View, preposition: Token) -> bool:
    """`Agicap, of Lyon, and`: a comma or the end behind the place."""
    place = view.at(preposition.nbor()) if preposition.i + 1 < len(view.doc) else None
    return place is not None and (place.end >= len(view.doc) or view.doc[place.end].text in {",", ".", ";"})


def prepositions_of(view: View, one: Argument) -> list[Token]:
    """The prepositions that hang on the name's own words."""
    return [child for token in view.doc[one.start : one.end] for child in token.children if child.dep_ == "prep"]
