"""Pronouns and definite descriptions: where they stand in a Doc, and what each asks of its antecedent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set

from spacy.tokens import Doc, Token

from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.definitions import OWN_WORDS, is_defined
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology

_PRONOUNS = {
    "he": Kind.PERSON, "she": Kind.PERSON, "his": Kind.PERSON, "her": Kind.PERSON, "him": Kind.PERSON,
    "it": Kind.ORGANISATION, "its": Kind.ORGANISATION,
}  # fmt: skip
# Whom these mean no sentence tells: they hold a relation's place and are never resolved.
_UNRESOLVED = {
    "they": Kind.ORGANISATION, "their": Kind.ORGANISATION, "i": Kind.PERSON, "my": Kind.PERSON, "me": Kind.PERSON,
}  # fmt: skip
OWN_VOICE = "own voice"
"""What `we` refers to: whose page the text is."""
NOBODY = "nobody"
"""What a pronoun refers to that is never resolved."""
DEFINED = "defined"
"""What `the Company` refers to in a text that defines whom it means by that."""
PARTY = "party"
"""The concept of an event's argument that is a noun for those who take part, and no event."""
EVENT = "event"
"""What an event noun refers to: whom that happened to."""
_PICKING = frozenset(
    "first second third new combined merged resulting other next last only former latter average typical most".split()
)
_DETERMINERS = {"the", "this"}


def anaphors(doc: Doc, named: Iterable[Argument], ontology: Ontology, defined: Collection[str] = ()) -> Iterator[Argument]:
    """The pronouns and the `the lender`s of a Doc; `refers_to` is the class that the antecedent must fit.

    A description may hold the name of a place (`the Singapore-based lender`), which stays an argument of its own. `defined`
    are the nouns that the text defines, as it writes them.
    """
    kinds = {i: argument.kind for argument in named for i in range(argument.start, argument.end)}
    taken, others = kinds.keys(), {i for i, kind in kinds.items() if kind is not Kind.PLACE}
    for token in doc:
        if token.i in taken or is_defined(token):
            continue
        if token.lower_ in _UNRESOLVED and token.pos_ == "PRON":
            yield Argument(token.i, token.i + 1, _UNRESOLVED[token.lower_], refers_to=NOBODY)
            continue
        if token.text in defined and token.i > 0 and token.nbor(-1).lower_ == "the":
            meant = ontology.classes[ontology.nouns[token.lower_]]
            yield Argument(token.i - 1, token.i + 1, meant, refers_to=DEFINED)
            continue
        if token.lower_ in OWN_WORDS and token.pos_ == "PRON":
            yield Argument(token.i, token.i + 1, Kind.ORGANISATION, refers_to=OWN_VOICE)
            continue
        kind = _PRONOUNS.get(token.lower_)
        if kind is not None and not _is_expletive(token):
            yield Argument(token.i, token.i + 1, kind, refers_to=kind.value)
        elif token.tag_ == "NN" and (noun := class_noun(token, ontology)) is not None:
            start = _definite_start(token)
            if start is not None and not others & set(range(start, token.i)) and not _goes_on(token, taken):
                cls = ontology.nouns[noun]
                yield Argument(start, token.i + 1, ontology.classes[cls], refers_to=NOBODY if _is_new(token, taken) else cls)


def class_noun(token: Token, ontology: Ontology) -> str | None:
    """The noun of the ontology's classes that the token is, or that it and the word before it are: `credit union`."""
    word = token.lower_
    both = f"{token.nbor(-1).lower_} {word}" if token.i > 0 else word
    return next((noun for noun in (both, word) if noun in ontology.nouns), None)


def events(doc: Doc, ontology: Ontology) -> Iterator[Argument]:
    """The `the round`s, `its round`s and `investors` of a Doc: each stands for whom the event befell."""
    for token in doc:
        if token.lower_ in ontology.parties:
            yield Argument(token.i, token.i + 1, ontology.events[token.lower_][0], refers_to=EVENT, concept=PARTY)
            continue
        word = event_word(token)
        found = ontology.events.get(word) if token.tag_ == "NN" or word != token.lemma_.lower() else None
        if found is not None and (_definite_start(token) is not None or owner_of(token) is not None):
            lettered = word != token.lemma_.lower()
            yield Argument(token.i - lettered, token.i + 1, found[0], refers_to=EVENT)


def event_word(noun: Token) -> str:
    """The lemma by which the ontology knows an event noun: `series` of the letter of `the Series A`."""
    lettered = len(noun.text) == 1 and not noun.is_sent_start and noun.i > 0 and noun.nbor(-1).lower_ == "series"
    return "series" if lettered else str(noun.lemma_.lower())


def owner_of(noun: Token) -> Token | None:
    """Whose it is said to be: `Klarna` of `Klarna's round`."""
    return next((child for child in noun.children if child.dep_ == "poss"), None)


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


def _is_new(noun: Token, taken: Set[int]) -> bool:
    """Whether the description tells what something is rather than taking it up: `is the largest bank`, `the new company`,
    `Kite & Rowe, the audit firm`."""
    picked = (child.lower_ in _PICKING or child.tag_ in {"JJS", "RBS"} for child in noun.children)
    return noun.dep_ == "attr" or (noun.dep_ == "appos" and noun.head.i in taken) or any(picked)


def _goes_on(noun: Token, taken: Set[int]) -> bool:
    """Whether the noun is part of a longer description (`the company's bank`, `the bank of ...`, `the lender DBS`)."""
    if noun.dep_ in {"compound", "nmod"}:
        return True
    if noun.i + 1 < len(noun.doc) and noun.i + 1 in taken and noun.nbor().pos_ == "PROPN":
        return True
    return any(
        (child.dep_ in {"relcl", "acl"} and child.left_edge.i == noun.i + 1) or (child.dep_ == "prep" and child.lower_ == "of")
        for child in noun.children
    )
