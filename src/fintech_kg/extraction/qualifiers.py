"""What a sentence says beside a relation: the post held, the amount of a deal, and when."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Candidate, View
from fintech_kg.extraction.flat import head_of_post
from fintech_kg.extraction.mentions import DATES
from fintech_kg.extraction.numbers import find_values
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

_DEALS = {"acquired", "investedIn", "sanctioned", "mergedWith"}
_BESIDE = 8
"""How many tokens beside the two ends a post may stand."""
_NO_PART = {"former", "ex", "then", "the", "a", "an", "its", "his", "her", "current", "new", "old"}


def qualifiers(view: View, candidate: Candidate, relation: Relation, *, alone: bool) -> tuple[tuple[str, str], ...]:
    """The qualifiers of a candidate as (property, text), sorted.

    `alone`: its trigger states the relation of no other pair; the amount of a deal between several is that of none of them.
    """
    return tuple(sorted(_all(view, candidate, relation, alone=alone)))


def _all(view: View, candidate: Candidate, relation: Relation, *, alone: bool) -> Iterator[tuple[str, str]]:
    trigger = view.doc[candidate.trigger]
    if relation.roles:
        role = (
            role_text(view, trigger, relation)
            or _role_beside(view, trigger, relation)
            or _nearest_role(view, candidate, relation)
        )
        if role:
            yield "role", role
    clause = _clause(trigger)
    if relation.name in _DEALS and alone:
        amount = _amount(view, clause)
        if amount:
            yield "amount", amount
    for span in view.doc.spans.get(DATES, ()):
        if span.root.dep_ == "pobj" and span.root.head.head == trigger and any(char.isdigit() for char in span.text):
            start = span.root.head.i if span.root.head.lower_ == "until" else span.start
            yield "time", view.doc[min(start, span.start) : span.end].text
            return


def role_text(view: View, noun: Token, relation: Relation) -> str | None:
    """The post that the noun heads, as written: `chief technology officer`, `head of payments`, `chairman and CEO`."""
    if noun.lower_ not in relation.role_words or noun.pos_ == "VERB":
        return None
    bounds = [
        post_bounds(view, one) for one in (noun, *noun.conjuncts) if one.lower_ in relation.role_words and one.sent == noun.sent
    ]
    start, end = min(start for start, _ in bounds), max(end for _, end in bounds)
    if any(i in view.arguments and view.arguments[i].kind is not Kind.TECHNOLOGY for i in range(start, end)):
        start, end = bounds[0]
    return str(view.doc[start:end].text)


def post_bounds(view: View, noun: Token) -> tuple[int, int]:
    """The bounds of one post."""
    start = noun.i
    while start > 0 and _belongs(view, view.doc[start - 1]):
        start -= 1
    end = noun.i + 1
    if end + 1 < len(view.doc) and view.doc[end].lower_ in {"of", "for"}:
        field = next((child for child in view.doc[end].children if child.dep_ == "pobj"), None)
        argument = None if field is None else view.at(field)
        if field is not None and (argument is None or argument.kind is Kind.TECHNOLOGY):
            end = field.i + 1
    return start, end


def _nearest_role(view: View, candidate: Candidate, relation: Relation) -> str | None:
    """The post that stands nearest to one of the ends, nobody else in between: `Ann Lee (CFO, Acme)`, `he is Acme's CFO`."""
    ends = (candidate.subject, candidate.object)
    low, high = min(one.start for one in ends) - _BESIDE, max(one.end for one in ends) + _BESIDE
    found = [
        (min(_gap(token.i, one.start, one.end) for one in ends), token.i)
        for token in view.doc[max(0, low) : high]
        if token.lower_ in relation.role_words and view.at(token) is None and _is_free(view, token, candidate)
    ]
    # `promoted from head of risk to chief operating officer`
    found = [(gap, i) for gap, i in found if view.doc[i].head.lower_ != "from"] or found
    return role_text(view, head_of_post(view, view.doc[min(found)[1]], relation.role_words), relation) if found else None


def _gap(place: int, start: int, end: int) -> int:
    return start - place if place < start else place - end + 1


def _is_free(view: View, token: Token, candidate: Candidate) -> bool:
    """Whether the word stands in the sentence of the ends, and no other person or firm between it and the nearer end."""
    ends = (candidate.subject, candidate.object)
    nearer = min(ends, key=lambda one: _gap(token.i, one.start, one.end))
    between = range(token.i + 1, nearer.start) if token.i < nearer.start else range(nearer.end, token.i)
    others = {view.arguments[i] for i in between if i in view.arguments} - set(ends)
    named = {one for one in others if one.kind in {Kind.PERSON, Kind.ORGANISATION}}
    return not named and token.sent == view.doc[nearer.start].sent


def _belongs(view: View, token: Token) -> bool:
    argument = view.at(token)
    if argument is not None and argument.kind is not Kind.TECHNOLOGY:
        return False
    if token.lower_ in _NO_PART or token.text in {"'s", "’s"}:
        return False
    if token.text == "-":
        return token.i > 0 and token.nbor(1).lower_ not in {"based", "backed"}
    return token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.lower_ not in {"based"} and not token.is_punct


def _role_beside(view: View, trigger: Token, relation: Relation) -> str | None:
    """`joined Y as head of credit`, `appointed X chief risk officer`."""
    for token in trigger.subtree:
        if (
            token.i > trigger.i
            and token.lower_ in relation.role_words
            and view.at(token) is None
            and token.sent == trigger.sent
        ):
            governor = token.head
            if governor.lower_ == "as" or token.dep_ in {"oprd", "attr"} or governor == trigger:
                return role_text(view, token, relation)
    return None


def _clause(trigger: Token) -> Token:
    node = trigger
    while node.pos_ not in {"VERB", "AUX"} and node.dep_ != "ROOT":
        node = node.head
    return node


def _amount(view: View, clause: Token) -> str | None:
    """The first amount of money in the clause."""
    left, right = clause.left_edge, clause.right_edge
    span = view.doc[left.i : right.i + 1]
    for found in find_values(span.text):
        if found.value.unit is not None and len(found.value.unit) == 3 and found.value.unit.isupper():
            return found.value.text
    return None
