"""Fates: what a sentence says becomes of an event or a post, `the talks collapsed`, `ended its partnership`, `from 1 March`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from fintech_kg.extraction.clauses import PRESENT
from fintech_kg.model import Status
from fintech_kg.ontology import Cue, Ontology

STATUS_CUES = ((Cue.DENIED, Status.DENIED), (Cue.RUMOURED, Status.RUMOURED), (Cue.PLANNED, Status.PLANNED))
"""The cues that give a status to what stands under them."""
_YEARS = re.compile(
    r"(?:from|between) (?:\w+ )?(?:19|20)\d\d (?:to|until|till|through|and) (?:\w+ )?(?:19|20)\d\d\b", re.IGNORECASE
)
_LONGEST_SPAN = 6
_LATER = frozenset({"effective", "starting", "beginning"})


def is_unsure(tokens: Iterable[Token], ontology: Ontology) -> bool:
    """Whether a word of a line that is no sentence says that something was, may be or will be so."""
    words = {token.lower_ for token in tokens}
    return any(words & ontology.cues[cue] for cue in (Cue.PAST, *(cue for cue, _ in STATUS_CUES)))


def fate(noun: Token, ontology: Ontology) -> set[Status]:
    """`talks collapsed`, `the deal is pending`, `has cleared a hurdle`: what is said of an event whose noun is the subject."""
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return set()
    words = {noun.head.lemma_.lower(), noun.head.lower_}
    for child in noun.head.children:
        if child.dep_ in {"acomp", "attr", "advmod", "prep", "aux", "prt"}:
            words |= {child.lower_, *(f"{child.lower_} {grandchild.lower_}" for grandchild in child.children)}
            words.add(f"{noun.head.lemma_.lower()} {child.lower_}")
        elif child.dep_ == "dobj":
            words.add(f"{noun.head.lemma_.lower()} {child.lemma_.lower()}")
    return {status for cue, status in STATUS_CUES if not words.isdisjoint(ontology.cues[cue])}


def is_given_up(noun: Token, ontology: Ontology) -> bool:
    """`sold its stake in`, `ended its partnership with`."""
    ended = ontology.cues[Cue.PAST] - ontology.cues[Cue.DENIED]
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.pos_ == "VERB" and noun.head.lemma_.lower() in ended


def takes_effect_later(chain: Iterable[Token]) -> bool:
    """`becomes CEO, effective October 1`: a present tense with the day from which it is so."""
    verbs = (node for node in chain if node.tag_ in PRESENT)
    words = (token for verb in verbs for token in verb.rights if token.lower_ in _LATER)
    return any(any(char.isdigit() for one in word.subtree for char in one.text) for word in words)


def is_over(trigger: Token, chain: Sequence[Token]) -> bool:
    """`chief executive of Kite Bank from 2010 to 2012`: two years, on the trigger or what governs it, that nothing puts off."""
    over = [*chain, trigger.head] if trigger.dep_ == "nsubj" else chain
    beside = [child for node in over for child in node.children]
    if trigger.pos_ not in {"NOUN", "PROPN"} or any(child.tag_ == "MD" for child in beside):
        return False
    return any(
        token.dep_ == "prep" and _YEARS.match(token.doc[token.i : token.i + _LONGEST_SPAN].text)
        for token in (*trigger.subtree, *beside)
    )
