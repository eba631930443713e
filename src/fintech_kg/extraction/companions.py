"""Who else and what else a verb is said of: companions of the subject, owners of further shares, objects cut off by dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.phrases import has_a_share, phrase_arguments, prepositional
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

_PEOPLE = frozenset({Kind.PERSON})
_BESIDE = {"with", "alongside"}
_CUT_OFF = frozenset({"npadvmod", "conj", "appos", "dep"})


def companions(view: View, word: Token, object_head: Token, relation: Relation) -> Iterator[Argument]:
    """`Ann Lee founded Kite Bank with Tom Berg`, `together with Tom Berg`: people who did it with the subject."""
    if relation.lasting or relation.symmetric or Kind.PERSON not in relation.domain:
        return
    for anchor in (word, object_head, *(child for child in word.children if child.lower_ == "together")):
        for head in prepositional(anchor, _BESIDE):
            yield from phrase_arguments(view, head, _PEOPLE)


def sharers(view: View, object_head: Token, relation: Relation) -> Iterator[Argument]:
    """`Visa owns 22% of Kite and Stripe 14%`: who stands before a further share of the same."""
    for child in object_head.children:
        if child.dep_ == "conj" and has_a_share(view, child):
            yield from phrase_arguments(view, child, relation.domain, alone=True)


def swallowed(view: View, verb: Token, object_heads: Sequence[Token], kinds: Set[Kind]) -> Iterator[Token]:
    """`bought Tink in 2019, Plaid in 2020 and Yapily last year`: names that parsers hang on the verb behind its object."""
    if not object_heads or not any(view.at(head) is not None for head in object_heads):
        return
    last = max(head.i for head in object_heads)
    for child in verb.rights:
        named = view.at(child)
        if child.i < last or child.dep_ not in _CUT_OFF or named is None or named.kind not in kinds or child in object_heads:
            continue
        before = child.left_edge.nbor(-1)
        if before.text == "," or before.lower_ == "and":
            yield child
