"""Departures: whether somebody of whom a post is said leaves it in the same breath, `Ann Lee, CFO of Kite Bank, quits`."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from fintech_kg.ontology import Cue, Ontology, Relation, TriggerForm

_PRESENT_OR_PAST = frozenset({"VBD", "VBZ", "VBP"})
_HAVING = frozenset({"has", "have", "had", "'s", "’s"})
_POSTS = frozenset({"post", "role", "job", "position", "helm"})


def has_left(trigger: Token, ends: Iterable[Token], relation: Relation, ontology: Ontology) -> bool:
    """Whether the trigger is the noun of a post, and the verb of its holder one of the relation's own for leaving."""
    if trigger.lower_ not in relation.role_words:
        return False
    return any(end.dep_ == "nsubj" and _leaves(end.head, relation, ontology) for end in ends)


def _leaves(verb: Token, relation: Relation, ontology: Ontology) -> bool:
    if not _is_done(verb):
        return False
    particles = " ".join(child.lower_ for child in verb.children if child.dep_ in {"prt", "advmod"} and child.i == verb.i + 1)
    forms = {verb.lemma_.lower(), f"{verb.lemma_.lower()} {particles}".strip()}
    own = {one.words[0] for one in relation.triggers if one.form is TriggerForm.VERB}
    leaving = {one for one in ontology.cues[Cue.PAST] if one.partition(" ")[0] in own}
    return not forms.isdisjoint(leaving) and all(_is_post(one, ontology) for one in _left(verb))


def _is_done(verb: Token) -> bool:
    """Whether it is no plan: `quits`, `has quit`, but not `is quitting`, `will quit`, `did not quit`."""
    beside = {child.lower_ for child in verb.children if child.dep_ in {"aux", "neg"}}
    if verb.tag_ == "VBN":
        return bool(beside) and beside <= _HAVING
    return verb.tag_ in _PRESENT_OR_PAST and not beside


def _left(verb: Token) -> Iterable[Token]:
    """What is left: the object, or what stands behind `from`."""
    for child in verb.children:
        if child.dep_ == "dobj":
            yield child
        elif child.lower_ == "from":
            yield from (one for one in child.children if one.dep_ == "pobj")


def _is_post(noun: Token, ontology: Ontology) -> bool:
    """`left the company`, `resigned from her post`."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in _POSTS | ontology.nouns.keys()
