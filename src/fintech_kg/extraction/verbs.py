"""The frames of verbs: active, passive, relative, participial; with a preposition or a noun that the trigger asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.phrases import phrase_arguments, prepositional
from fintech_kg.ontology import Relation, Trigger

_RELATIVE = {"who", "which", "that", "whom"}
_CONTROLLED = {"xcomp", "advcl", "ccomp", "pcomp"}
_PARTICLES = {"up", "out", "over", "off", "down"}
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
    stated = tuple(subject_heads(verb))
    direct = tuple(
        child
        for child in verb.children
        if child.dep_ in {"dobj", "obj", "dative"} and child.pos_ != "ADP" and child.lower_ not in _RELATIVE
    )
    if passive:
        agents = tuple(prepositional(verb, {"by"}))
        return Clause(verb, agents, stated, passive=True)
    return Clause(verb, stated, direct or tuple(_relative_object(verb)), passive=False)


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
        # `is in talks to buy`: whoever is in talks would buy.
        yield from subject_heads(_governing_verb(verb.head), depth - 1)
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


def verb_candidates(
    view: View, verb: Token, relation: Relation, trigger: Trigger, *, holder: Argument | None = None
) -> Iterator[Candidate]:
    """The candidates that the trigger finds at the verb; its first word (after `be`) must be the verb's lemma.

    `holder`: of whom a verb without a subject says it.
    """
    asks_passive, words = trigger.words[0] == "be", trigger.words[trigger.words[0] == "be" :]
    found = clause(verb)
    if holder is not None:
        view = replace(view, arguments={**view.arguments, verb.i: holder})
        found = replace(found, objects=(verb,)) if found.passive else replace(found, subjects=(verb,))
    if relation.symmetric and words[1:] == ("with",):
        yield from _pairs(view, found, relation, trigger)
    if asks_passive and not (found.passive or verb.tag_ in {"VBN", "VBD"}):
        return
    object_heads = tuple(_object_heads(found, words, asks_passive=asks_passive))
    subject_heads_ = found.objects if found.passive and asks_passive else found.subjects
    if asks_passive and not subject_heads_:
        subject_heads_ = found.subjects
    domain, range_ = relation.domain, relation.range
    if trigger.inverse:
        domain, range_ = range_, domain
    for subject_head in subject_heads_:
        modified = verb.dep_ in {"acl", "relcl", "amod"} and subject_head == verb.head
        for subject in phrase_arguments(view, subject_head, domain, alone=modified):
            for object_head in object_heads:
                for object_ in phrase_arguments(view, object_head, range_):
                    first, second = (object_, subject) if trigger.inverse else (subject, object_)
                    yield Candidate(relation.name, first, second, verb.i, f"verb:{' '.join(trigger.words)}")


def _pairs(view: View, found: Clause, relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """`X and Y merged`: each with each, where the verb names no other."""
    if found.objects or any(child.dep_ == "prep" and child.lower_ == "with" for child in found.verb.children):
        return
    members = [one for head in found.subjects for one in phrase_arguments(view, head, relation.domain)]
    for first, second in combinations(members, 2):
        yield Candidate(relation.name, first, second, found.verb.i, f"verb:{trigger.words[0]} together")


def _object_heads(found: Clause, words: tuple[str, ...], *, asks_passive: bool) -> Iterator[Token]:
    """Where the trigger's last word says that the object stands."""
    if len(words) == 1:
        if not asks_passive:
            yield from found.objects
        return
    anchors = [found.verb]
    for word, following in pairwise(words[1:]):
        anchors = _step(found, anchors, word, following)
        if not anchors:
            return
    last = words[-1]
    if _is_particle(found.verb, last):
        yield from (*found.objects, *prepositional(found.verb, {last}))
    elif _nouns(found, anchors, last):
        yield from found.objects
    else:
        places = (found.verb, *(one for one in anchors if one != found.verb), *(() if found.passive else found.objects))
        yield from (head for anchor in places for head in prepositional(anchor, {last}))


def _step(found: Clause, anchors: list[Token], word: str, following: str) -> list[Token]:
    """Where the trigger's next word leads from the anchors: a particle stays, a noun or a preposition goes on."""
    if _is_particle(found.verb, word):
        return anchors
    return (
        _nouns(found, anchors, word)
        or [head for anchor in anchors for head in prepositional(anchor, {word})]
        or _participles(anchors, word)
        or _elsewhere(found.verb, word, following)
    )


def _is_particle(verb: Token, word: str) -> bool:
    particles = {"prt", "advmod", "prep"}
    return word in _PARTICLES and any(child.lower_ == word and child.dep_ in particles for child in verb.children)


def _nouns(found: Clause, anchors: list[Token], lemma: str) -> list[Token]:
    return [head for head in _nouns_at(found, anchors) if _lemma(head) == lemma]


def _nouns_at(found: Clause, anchors: list[Token]) -> Iterator[Token]:
    for head in (*found.objects, *anchors):
        yield head
        yield from (child for child in head.children if child.dep_ in {"conj", "pobj"})
    if not found.passive:
        yield from prepositional(found.verb, {"in", "as", "on", "into"})


def _elsewhere(verb: Token, preposition: str, noun: str) -> list[Token]:
    """`raised money in a round led by X with participation from Y`: the phrase, wherever in the clause the parser hangs it."""
    return [
        child
        for token in verb.subtree
        if token.lower_ == preposition
        for child in token.children
        if child.dep_ == "pobj" and _lemma(child) == noun
    ]


def _participles(anchors: list[Token], word: str) -> list[Token]:
    """`a round led by`: the participle that the trigger names, at one of the anchors or beside it."""
    return [child for anchor in anchors for child in anchor.subtree if child.pos_ == "VERB" and _lemma(child) == word]


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
