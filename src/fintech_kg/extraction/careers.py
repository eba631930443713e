"""The frames of careers: people with the organisations that they came from, and several of one post, by word order."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import FINITE
from fintech_kg.extraction.flat import in_post, is_former
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Relation

_LONGEST_POST = 10
_FARTHEST = 14
_PREPOSITIONS = frozenset({"of", "at", "for", "with", "in", "from"})
_OPENING = _PREPOSITIONS | {",", "(", "-", "–", "the", "a", "an", "most", "recently"}
_APART = frozenset({",", "(", ";", "·"})
_BEFORE_PEOPLE = frozenset({",", ":", "–", "—", "("})
_BOTH = frozenset({",", "both", "all", "two", "three", "the", "a", "an"})
_PLURAL = frozenset({"NNS", "NNPS"})
_BESIDE = 3
"""Words before the organisation that may say that the post was held: `two former Skype engineers`."""


def career_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """`Li Chen, formerly of Y`; `Li Chen, our CTO, ex-Y`; `Y veteran Li Chen`; `former Y engineers Li Chen and Ann Lee`."""
    people = view.names(Kind.PERSON)
    if not people:
        return
    for person in people:
        yield from _formerly(view, person, relation.name)
        yield from _later(view, person, relation.name)
    for noun in view.doc:
        word = noun.lower_ if noun.tag_ not in _PLURAL else noun.lower_.removesuffix("s")
        former = word in relation.past_roles
        if (former or (noun.tag_ in _PLURAL and word in relation.role_words)) and view.at(noun) is None:
            yield from _of_noun(view, noun, relation.name, former=former)


def _formerly(view: View, person: Argument, relation: str) -> Iterator[Candidate]:
    """`Li Chen, formerly of Y`, `Li Chen, an ex-Y banker`: the word for the past before any post."""
    cue = None
    for i in range(person.end, min(len(view.doc), person.end + _LONGEST_POST)):
        token, argument = view.doc[i], view.at(view.doc[i])
        if argument is not None:
            if argument.kind is Kind.ORGANISATION and cue is not None:
                yield Candidate(relation, person, argument, cue.i, "post:formerly", former=True)
            return
        if token.lower_ in view.ontology.cues[Cue.PAST]:
            cue = token
        elif token.lower_ not in _OPENING:
            return


def _later(view: View, person: Argument, relation: str) -> Iterator[Candidate]:
    """`Li Chen, our CTO, ex-Y`, `Li Chen, head of risk at X (formerly with Y)`: behind a post and a mark."""
    doc = view.doc
    for i in range(person.end + 1, min(doc[person.start].sent.end, person.end + _FARTHEST)):
        token, argument = doc[i], view.at(doc[i])
        if token.tag_ in FINITE or (argument is not None and argument.kind is Kind.PERSON):
            return
        if token.lower_ not in view.ontology.cues[Cue.PAST] or doc[i - 1].text not in _APART or i - 1 == person.end:
            continue
        behind = next((one for one in doc[i + 1 : i + 4] if one.lower_ not in _PREPOSITIONS | {"-", "‑"}), None)
        firm = None if behind is None or behind.i == i + 1 else view.name_at(behind.i, Kind.ORGANISATION)
        if firm is not None:
            yield Candidate(relation, person, firm, i, "post:formerly", former=True)
            return


def _of_noun(view: View, noun: Token, relation: str, *, former: bool) -> Iterator[Candidate]:
    """The organisation right before the noun or behind its preposition, and the people whom the noun stands beside."""
    firm, start, end = _firm(view, noun)
    if firm is None:
        return
    past = former or is_former(view, max(0, start - _BESIDE), noun.i)
    for person in named_from(view, end) or _named_before(view, start):
        yield Candidate(
            relation, person, firm, noun.i, "post:several" if noun.tag_ in _PLURAL else "post:formerly", former=past
        )


def _firm(view: View, noun: Token) -> tuple[Argument | None, int, int]:
    """Whose the post is, and the bounds of the words for both."""
    start = noun.i
    while start > 0 and view.at(view.doc[start - 1]) is None and in_post(view.doc[start - 1]) and noun.i - start < _BESIDE:
        start -= 1
    before = view.at(view.doc[start - 1]) if start > 0 else None
    if before is not None and before.kind is Kind.ORGANISATION:
        return before, before.start, noun.i + 1
    if noun.i + 2 < len(view.doc) and noun.nbor().lower_ in _PREPOSITIONS:
        behind = view.at(noun.nbor(2))
        if behind is not None and behind.kind is Kind.ORGANISATION:
            return behind, start, behind.end
    return None, start, noun.i + 1


def named_from(view: View, i: int) -> list[Argument]:
    """The person or people whose names stand from a token on, in a list or alone."""
    if i < len(view.doc) and view.doc[i].text in _BEFORE_PEOPLE:
        i += 1
    found: list[Argument] = []
    while i < len(view.doc):
        one = view.name_at(i, Kind.PERSON)
        if one is not None:
            found.append(one)
            i = one.end
        elif found and view.doc[i].lower_ in {",", "and", "&"}:
            i += 1
        else:
            break
    return found


def _named_before(view: View, i: int) -> list[Argument]:
    """`Li Chen and Ann Lee, both former Y engineers`, `Li Chen, a Y veteran`."""
    i -= 1
    while i > 0 and view.at(view.doc[i]) is None and (view.doc[i].lower_ in _BOTH or in_post(view.doc[i])):
        i -= 1
    if i < 0 or view.doc[i + 1].text != ",":
        return []
    found: list[Argument] = []
    while i >= 0:
        one = view.name_at(i, Kind.PERSON)
        if one is not None:
            found.append(one)
            i = one.start - 1
        elif found and view.doc[i].lower_ in {"and", "&"}:
            i -= 1
        else:
            break
    return found
