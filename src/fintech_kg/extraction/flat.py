"""The frames of word order, for what parsers get wrong in headlines and stacked names: posts, suffixes, nested places."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.gate import is_field
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology, Relation, Trigger

_LONGEST_POST = 10
_LONGEST_NOUN_PHRASE = 6
_POST_PREPOSITIONS = {"of", "at", "for", "with", "in"}
_GLUE = {"and", "&", "of", "for", "-", "the", "a", "an", "its", "'s", "’s", "/"}
_NOUNISH = {"NOUN", "PROPN", "ADJ", "NUM", "X"}


def post_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """Posts by word order: `Y's CTO Li Chen`, `Li Chen, Y's CTO`, `Li Chen, CTO of Y`, `the CTO of Y, Li Chen`."""
    roles = relation.role_words
    people = view.names(Kind.PERSON)
    for person in people:
        yield from _before(view, person, roles, relation.name)
        yield from _after(view, person, roles, relation.name)


def _before(view: View, person: Argument, roles: frozenset[str], relation: str) -> Iterator[Candidate]:
    """`Y's Shanghai-based CTO Li Chen`, `Y chief executive, Li Chen`, `the CTO of Y, Li Chen`."""
    doc, role = view.doc, None
    i = person.start - 1
    if i >= 0 and doc[i].text == ",":
        i -= 1
    last = i
    while i >= 0 and last - i < _LONGEST_POST:
        token, argument = doc[i], view.at(doc[i])
        if argument is not None and argument.kind is Kind.ORGANISATION:
            if role is not None:
                former = is_former(view, max(0, argument.start - 2), person.start)
                yield Candidate(relation, person, argument, role.i, "post:before", former=former)
                return
            if (
                argument.start > 0
                and doc[argument.start - 1].lower_ in _POST_PREPOSITIONS | {"the"}
                and last + 1 < person.start
            ):
                yield from _post_then_name(view, argument, person, roles, relation)
            return
        if argument is None and not (in_post(token) or token.lower_ in roles):
            return
        if token.lower_ in roles and role is None:
            role = token
        i = argument.start - 1 if argument is not None else i - 1


def _post_then_name(view: View, whole: Argument, person: Argument, roles: frozenset[str], relation: str) -> Iterator[Candidate]:
    i = whole.start - 1
    if view.doc[i].lower_ == "the":
        i -= 1
    if i < 1 or view.doc[i].lower_ not in _POST_PREPOSITIONS:
        return
    for role in reversed(view.doc[max(0, i - _LONGEST_POST) : i]):
        if role.lower_ in roles:
            former = is_former(view, max(0, role.i - 3), person.start)
            yield Candidate(relation, person, whole, role.i, "post:of, name", former=former)
            return
        if not in_post(role):
            return


def _after(view: View, person: Argument, roles: frozenset[str], relation: str) -> Iterator[Candidate]:
    """`Li Chen, Y's CTO`, `Li Chen, CTO of Y`, `Li Chen (CTO, Y)`."""
    doc, role, whole = view.doc, None, None
    i = person.end
    if i >= len(doc) or doc[i].text not in {",", "(", "–", "-"}:
        return
    i += 1
    end = min(len(doc), i + _LONGEST_POST)
    while i < end:
        token, argument = doc[i], view.at(doc[i])
        if argument is not None and argument.kind is Kind.ORGANISATION:
            if role is not None and is_field(view, argument):
                i = argument.end
                continue
            whole = whole or argument
            if role is not None and (doc[argument.start - 1].lower_ in _POST_PREPOSITIONS | {",", "the", "@"}):
                former = is_former(view, person.end, argument.end + 1)
                yield Candidate(relation, person, argument, role.i, "post:after", former=former)
                return
            if role is not None:
                return
        elif token.lower_ in roles:
            role = head_of_post(view, token, roles)
            i = role.i
            if whole is not None and not (_has_post(doc, whole) and doc[role.i + 1 : role.i + 2].text in _POST_PREPOSITIONS):
                former = is_former(view, person.end, role.i + 2)
                yield Candidate(relation, person, whole, role.i, "post:after", former=former)
                return
        elif not _goes_on(token, argument, has_role=role is not None):
            return
        i = argument.end if argument is not None else i + 1


def _has_post(doc: Doc, whole: Argument) -> bool:
    """Whether the post before it is at it: `chief executive of Y and co-founder of Z`."""
    return doc[whole.start - 1].lower_ in _POST_PREPOSITIONS


def _goes_on(token: Token, argument: Argument | None, *, has_role: bool) -> bool:
    """Whether the words behind a person may still tell of their post."""
    if argument is not None:
        return argument.kind is not Kind.PERSON
    return in_post(token) or (has_role and token.lower_ in {"at", "with", "in", ",", "@"})


def is_former(view: View, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` say that the post is held no more: `former`, `ex-`, `until`."""
    cues = view.ontology.cues[Cue.PAST]
    beside = {"amod", "advmod", "nmod", "compound"}
    return any(
        token.lower_ in cues and (token.dep_ in beside or token.lower_ in {"until", "ex"}) for token in view.doc[start:end]
    )


def head_of_post(view: View, token: Token, roles: frozenset[str]) -> Token:
    """The last role noun of a post: `officer` of `chief operating officer`."""
    best = token
    for following in view.doc[token.i + 1 : token.i + 4]:
        if not following.is_alpha or following.lower_ in _GLUE | _POST_PREPOSITIONS or view.at(following) is not None:
            break
        if following.lower_ in roles:
            best = following
    return best


def in_post(token: Token) -> bool:
    """Whether the word can stand within a post."""
    return token.pos_ in _NOUNISH or token.lower_ in _GLUE or token.lower_ in {"based", "former", "ex", "then"}


def suffix_candidates(view: View, suffix: Token, relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """`Shanghai-based CTO Li Chen`, `Visa-backed Marlow`: the name before the hyphen and what the word modifies."""
    if suffix.i < 2 or suffix.nbor(-1).text not in {"-", "‑", "–"}:
        return
    first = view.at(suffix.nbor(-2))
    domain, range_ = (relation.range, relation.domain) if trigger.inverse else (relation.domain, relation.range)
    if first is None or first.kind not in range_:
        return
    for one in _modified(view, suffix, domain):
        subject, object_ = (first, one) if trigger.inverse else (one, first)
        if subject != object_:
            yield Candidate(relation.name, subject, object_, suffix.i, f"suffix:{trigger.words[0]}")


def _modified(view: View, suffix: Token, kinds: frozenset[Kind]) -> list[Argument]:
    """What the hyphenated word modifies: a name a few nouns on, or what the noun phrase is said of."""
    for token in view.doc[suffix.i + 1 : suffix.i + 1 + _LONGEST_NOUN_PHRASE]:
        argument = view.at(token)
        if argument is not None and argument.kind in kinds and argument.refers_to is None:
            return [argument]
        if argument is None and token.pos_ not in _NOUNISH and token.lower_ not in _GLUE - {"of", "for"}:
            break
    head = suffix.head if suffix.head.i > suffix.i else suffix
    if head.dep_ == "appos":
        return phrase_arguments(view, head.head, kinds)
    if head.dep_ == "attr":
        return [one for child in head.head.children if child.dep_ == "nsubj" for one in phrase_arguments(view, child, kinds)]
    beside = [one for child in head.children if child.dep_ == "appos" for one in phrase_arguments(view, child, kinds)]
    described = view.at(head)  # `the Singapore-based lender`
    return beside or ([described] if described is not None and described.kind in kinds else [])


def nested_place_candidates(view: View, relation: Relation, ontology: Ontology) -> Iterator[Candidate]:
    """`Hamburg, Germany`: two places, the second a country or region that can hold the first, and no list around them."""
    places = view.names(Kind.PLACE)
    for first, second in itertools.pairwise(places):
        between = view.doc[first.end : second.start].text
        if between == "," and _nests(first, second, ontology) and not _listed(view, second):
            yield Candidate(relation.name, first, second, first.end, "places:nested")


def _nests(inner: Argument, outer: Argument, ontology: Ontology) -> bool:
    small, large = ontology.concepts.get(inner.concept or ""), ontology.concepts.get(outer.concept or "")
    if large is None or not {"Country", "Region"} & set(large.types):
        return False
    if small is None:
        return True
    if "Country" in small.types or (set(small.types) == {"Region"} and "Country" not in large.types):
        return False
    return small.country is None or large.country is None or small.country == large.country


def _listed(view: View, place: Argument) -> bool:
    rest = view.doc[place.end : place.end + 3]
    if len(rest) == 0 or rest[0].lower_ not in {"and", "or", "&"}:
        return False
    return any((one := view.at(token)) is not None and one.kind is Kind.PLACE for token in rest[1:])
