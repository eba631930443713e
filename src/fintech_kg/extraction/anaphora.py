"""Pronouns and definite descriptions: where they stand in a Doc, and which named thing each takes up, where that is clear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from fintech_kg.extraction.candidates import Argument
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology

_PRONOUNS = {
    "he": Kind.PERSON, "she": Kind.PERSON, "his": Kind.PERSON, "her": Kind.PERSON, "him": Kind.PERSON,
    "it": Kind.ORGANISATION, "its": Kind.ORGANISATION,
}  # fmt: skip
# Whom these mean no sentence tells: they hold a relation's place and are never resolved.
_UNRESOLVED = {"we": Kind.ORGANISATION, "our": Kind.ORGANISATION, "us": Kind.ORGANISATION, "they": Kind.ORGANISATION,
               "their": Kind.ORGANISATION}  # fmt: skip
NOBODY = "nobody"
"""What a pronoun refers to that is never resolved."""
_DETERMINERS = {"the", "this"}
_LOOK_BACK = 3
_LOOK_BACK_DESCRIBED = 8


def anaphors(doc: Doc, named: Iterable[Argument], ontology: Ontology) -> Iterator[Argument]:
    """The pronouns and the `the lender`s of a Doc; `refers_to` is the class that the antecedent must fit."""
    taken = {i for argument in named for i in range(argument.start, argument.end)}
    for token in doc:
        if token.i in taken:
            continue
        if token.lower_ in _UNRESOLVED:
            yield Argument(token.i, token.i + 1, _UNRESOLVED[token.lower_], refers_to=NOBODY)
            continue
        kind = _PRONOUNS.get(token.lower_)
        if kind is not None and not _is_expletive(token):
            yield Argument(token.i, token.i + 1, kind, refers_to=kind.value)
        elif token.tag_ == "NN" and token.lower_ in ontology.nouns:
            start = _definite_start(token)
            if start is not None and not taken & set(range(start, token.i)) and not _goes_on(token, taken):
                cls = ontology.nouns[token.lower_]
                yield Argument(start, token.i + 1, ontology.classes[cls], refers_to=cls)


def _is_expletive(token: Token) -> bool:
    """`it is rumoured that`, `it rains`."""
    return token.dep_ == "expl" or (
        token.lower_ == "it"
        and any(child.dep_ in {"ccomp", "csubj"} for child in token.head.children)
        and token.dep_ == "nsubjpass"
    )


def _definite_start(noun: Token) -> int | None:
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in _DETERMINERS and child.i < noun.i:
            return child.i
    return None


def _goes_on(noun: Token, taken: set[int]) -> bool:
    """Whether the noun is part of a longer description (`the company's bank`, `the bank of ...`, `the lender DBS`)."""
    if noun.dep_ in {"compound", "nmod"}:
        return True
    if noun.i + 1 < len(noun.doc) and noun.i + 1 in taken and noun.nbor().pos_ == "PROPN":
        return True
    return any(
        (child.dep_ in {"relcl", "acl"} and child.left_edge.i == noun.i + 1) or (child.dep_ == "prep" and child.lower_ == "of")
        for child in noun.children
    )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A naming of an entity in running text: its sentence's number in the document, its place, the verb
    over it, whether it is the subject of a main clause."""

    sentence: int
    position: int
    verb: int | None
    entity: str
    kind: Kind
    types: frozenset[str]
    is_subject: bool


def antecedent(argument: Argument, sentence: int, verb: int | None, before: list[Occurrence], ontology: Ontology) -> str | None:
    """The entity that the anaphor takes up, or None where none or several could be meant.

    Of the namings of a fitting kind in this and the last sentences: the only entity, or else the one that is the subject
    of the nearest sentence that has a fitting one. A verb's object is not taken up from its own subject; give the verb as
    None where that may be (`its`).
    """
    if argument.refers_to == NOBODY:
        return None
    described = argument.end - argument.start > 1
    reach = _LOOK_BACK_DESCRIBED if described else _LOOK_BACK
    fitting = [
        one
        for one in before
        if sentence - reach <= one.sentence
        and one.kind is argument.kind
        and not (one.sentence == sentence and verb is not None and one.verb == verb)
        and _fits(one.types, argument.refers_to, ontology)
    ]
    if described:
        fitting = [one for one in fitting if _is_called(one.types, argument.refers_to, ontology)] or fitting
    if len({one.entity for one in fitting}) == 1:
        return fitting[0].entity
    for number in sorted({one.sentence for one in fitting}, reverse=True):
        near = [one for one in fitting if one.sentence == number]
        subjects = [one for one in near if one.is_subject]
        chosen = {one.entity for one in (subjects or near)}
        if len(chosen) == 1:
            return chosen.pop()
        if subjects:
            return subjects[0].entity
    return None


def _is_called(types: frozenset[str], cls: str | None, ontology: Ontology) -> bool:
    """Whether the thing is known to be of that very class or a narrower one."""
    return any(cls in ontology.broader.get(one, ()) for one in types - {kind.value for kind in Kind})


def _fits(types: frozenset[str], cls: str | None, ontology: Ontology) -> bool:
    """Whether a thing of these classes can be called by a noun of that class: one is the other or lies under it."""
    if cls is None or cls in {kind.value for kind in Kind}:
        return True
    specific = types - {kind.value for kind in Kind}
    if not specific:
        return cls not in {"Regulator", "University", "Exchange", "Association", "GovernmentBody", "City", "Country"}
    return any(cls in ontology.broader.get(one, ()) or one in ontology.broader.get(cls, ()) for one in specific)
