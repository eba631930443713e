"""Clauses: from a verb in the parser's tree to what does it and what it is done to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from fintech_kg.extraction.phrases import prepositional

FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
PRESENT = frozenset({"VBP", "VBZ"})
"""The tags of verbs that make a sentence of words."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
"""What the parser calls subjects of a verb, of a passive, subjects that are clauses, and `it` or `there` in their place."""
_RELATIVE = {"who", "which", "that", "whom"}
_CONTROLLED = {"xcomp", "advcl", "ccomp", "pcomp"}
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with the heads of its subjects and objects as meant: in the passive, what it is done to is the object."""

    verb: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    passive: bool


def clause(verb: Token) -> Clause:
    """The clause of a verb."""
    passive = is_passive(verb)
    stated = tuple(subject_heads(verb)) or tuple(_behind_colon(verb) if passive else ())
    direct = tuple(
        child
        for child in verb.children
        if child.dep_ in {"dobj", "obj", "dative"} and child.pos_ != "ADP" and child.lower_ not in _RELATIVE
    )
    direct += tuple(_made_to(verb))
    if passive:
        agents = tuple(prepositional(verb, {"by"}))
        return Clause(verb, agents, stated, passive=True)
    return Clause(verb, stated, direct or tuple(_relative_object(verb)), passive=False)


def is_sentence(tokens: Iterable[Token]) -> bool:
    """Whether a finite verb stands among the tokens."""
    return any(token.tag_ in FINITE for token in tokens)


def verb_above(token: Token) -> Token:
    """The verb over the token, through whatever nouns; the sentence's root where there is none."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _behind_colon(verb: Token) -> Iterator[Token]:
    """`Promoted at Kite Bank: Ann Lee`."""
    named = (child for child in verb.rights if child.dep_ == "appos")
    yield from (one for one in named if one.left_edge.nbor(-1).text == ":")


def _made_to(verb: Token) -> Iterator[Token]:
    """`ordered Kite to stop`: the parser makes the object of such a verb the subject of the infinitive."""
    for child in verb.children:
        if (
            child.dep_ == "ccomp"
            and child.tag_ == "VB"
            and any(one.lower_ == "to" and one.dep_ == "aux" for one in child.lefts)
        ):
            yield from (one for one in child.lefts if one.dep_ == "nsubj")


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive: its subject says so, or it is a past participle that modifies a noun."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for child in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "advcl", "ROOT", "conj", "amod", "dep", "appos"}:
        return not any(child.dep_ in {"aux", "nsubj", "dobj"} for child in verb.children)
    return False


def subject_heads(verb: Token, depth: int = _DEEPEST) -> Iterator[Token]:
    """The heads of the grammatical subjects, found through coordination, control and relative clauses."""
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}]
    for child in own:
        yield from _antecedents(verb) if child.lower_ in _RELATIVE and child.tag_ != "DT" else [child]
    if own or depth == 0:
        return
    if verb.dep_ == "acl" and verb.tag_ == "VB":
        # `Visa's attempt to buy`; `is in talks to buy`: whoever is in talks would buy.
        owners = [child for child in verb.head.children if child.dep_ == "poss"] or list(prepositional(verb.head, {"by"}))
        yield from owners or subject_heads(_governing_verb(verb.head), depth - 1)
    elif verb.dep_ in {"acl", "relcl", "amod", "advcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        yield verb.head
    elif verb.dep_ == "conj" or (verb.dep_ in _CONTROLLED and not _own_subject_needed(verb)):
        governor = _governing_verb(verb.head)
        if governor.pos_ in {"VERB", "AUX"}:
            yield from subject_heads(governor, depth - 1)
    elif verb.dep_ == "appos" and verb.head.pos_ in {"NOUN", "PROPN"}:
        yield verb.head


def _governing_verb(token: Token) -> Token:
    """The token, or the nearest verb over it through nouns and prepositions."""
    while token.pos_ not in {"VERB", "AUX"} and token.dep_ in {
        "prep",
        "pobj",
        "dobj",
        "pcomp",
        "conj",
        "attr",
        "acomp",
        "nsubjpass",
        "advmod",
    }:
        token = token.head
    return token


def _own_subject_needed(verb: Token) -> bool:
    return verb.dep_ == "ccomp" and any(child.dep_ == "mark" for child in verb.children)


def _antecedents(verb: Token) -> Iterator[Token]:
    """What the relative pronoun of the clause stands for, also where a second verb shares it."""
    head = verb
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in {"relcl", "acl", "ccomp"} and head.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        yield head.head


def _relative_object(verb: Token) -> Iterator[Token]:
    """`the firm that Visa acquired`: what the clause hangs on is the object."""
    if verb.dep_ == "relcl" and not any(child.dep_ == "nsubj" and child.lower_ in _RELATIVE for child in verb.children):
        yield verb.head
