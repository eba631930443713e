"""The frames of verbs: active, passive, relative, participial; with a preposition or a noun that the trigger asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import Clause, subject_heads
from fintech_kg.extraction.companions import companions, sharers, swallowed
from fintech_kg.extraction.phrases import phrase_arguments, prepositional
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Relation, Trigger

_PARTICLES = {"up", "out", "over", "off", "down"}
_DETERMINERS = frozenset({"det", "predet"})
_FIRMS = frozenset({Kind.ORGANISATION})
_NAMED = frozenset({Kind.ORGANISATION, Kind.PERSON})
_CURRENCY = re.compile(
    r"(?:[A-Z]{1,3})?[$€£¥₹₦₩₽][\d.,]*[a-z]{0,2}|[A-Z]{3}|euros?|dollars?|pounds?|yen|yuan|rupees?|crowns?|francs?"
)
ANY = "*"
"""A trigger's first word that stands for any verb."""
MONEY = "$"
"""A trigger's word that stands for an amount of money."""


def verb_candidates(
    view: View, found: Clause, relation: Relation, trigger: Trigger, *, holder: Argument | None = None
) -> Iterator[Candidate]:
    """The candidates that the trigger finds in the clause; its first word (after `be`) must be the verb's lemma.

    `holder`: of whom a verb without a subject says it.
    """
    verb = found.verb
    asks_passive, words = trigger.words[0] == "be", trigger.words[trigger.words[0] == "be" :]
    if holder is not None:
        view = replace(view, arguments={**view.arguments, verb.i: holder})
        found = replace(found, objects=(verb,)) if found.passive else replace(found, subjects=(verb,))
    if relation.symmetric and words[-1] == "with" and words[0] != ANY:
        yield from _pairs(view, found, words, relation, trigger)
    if asks_passive and not (found.objects or verb.tag_ in {"VBN", "VBD"}):
        return
    if _is_loose(verb, happens=asks_passive and not relation.lasting):
        return
    object_heads = tuple(_object_heads(found, words, asks_passive=asks_passive))
    if not asks_passive and not relation.lasting and all(_is_particle(verb, word) for word in words[1:]):
        object_heads += tuple(swallowed(view, verb, object_heads, relation.range))
    # `Kite was bought from ING` or `Visa bought Kite from ING`: what is bought is the object of the clause.
    subject_heads_ = (asks_passive and found.objects) or found.subjects
    if _is_of_objects(view, found, words, relation):
        return
    yield from _joined(view, verb, relation, trigger, (subject_heads_, object_heads))


def _is_loose(verb: Token, *, happens: bool) -> bool:
    """`switching equipment` switches nothing; nor is clear what was bought in `spent much on its ships, bought from Y`."""
    if verb.dep_ == "amod" and verb.tag_ == "VBG" and verb.i < verb.head.i:
        return True
    return happens and verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i > verb.head.i


def _is_of_objects(view: View, found: Clause, words: tuple[str, ...], relation: Relation) -> bool:
    """Whether a firm is the matter itself: `sold Plaid to Visa`, `sold its stake to Visa`, `bought Kite through an app`."""
    named = any((one := view.at(head)) is not None and one.kind in _NAMED for head in found.objects)
    part = any(head.lemma_.lower() in view.ontology.cues[Cue.PART] for head in found.objects)
    traded = words[1:] in (("to",), ("from",)) and relation.domain == relation.range == _FIRMS
    return (named and words[0] == ANY) or ((named or part) and traded)


def adjective_candidates(view: View, adjective: Token, relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """`is active in Kenya`, `is subject to supervision by BaFin`, where the trigger has an adjective behind its `be`."""
    if trigger.words[0] != "be" or adjective.dep_ not in {"acomp", "amod"}:
        return
    subjects = tuple(subject_heads(adjective.head)) if adjective.dep_ == "acomp" else (adjective.head,)
    if adjective.dep_ == "amod" and adjective.i < adjective.head.i:
        return
    found = Clause(adjective, subjects, (), passive=False)
    words = trigger.words[1:]
    # In `is active in Kenya` parsers hang the preposition on the one or the other.
    objects = tuple(_object_heads(found, words, asks_passive=True)) or tuple(prepositional(adjective.head, set(words[1:2])))
    yield from _joined(view, adjective, relation, trigger, (subjects, objects))


def _joined(
    view: View, word: Token, relation: Relation, trigger: Trigger, heads: tuple[tuple[Token, ...], tuple[Token, ...]]
) -> Iterator[Candidate]:
    """Each of what the first heads stand for with each of what the second do, in the trigger's direction."""
    domain, range_ = (relation.range, relation.domain) if trigger.inverse else (relation.domain, relation.range)
    befallen = None if not relation.lasting and not relation.symmetric else False
    acting = trigger.words[0] == "be" and relation.lasting and Kind.TECHNOLOGY in relation.range
    for subject_head in heads[0]:
        modified = word.dep_ in {"acl", "relcl", "amod"} and subject_head == word.head
        for subject in phrase_arguments(view, subject_head, domain, alone=modified, acting=acting):
            for object_head in heads[1]:
                for object_ in phrase_arguments(view, object_head, range_, acting=befallen):
                    first, second = (object_, subject) if trigger.inverse else (subject, object_)
                    frame = f"verb:{' '.join(trigger.words)}"
                    yield Candidate(relation.name, first, second, word.i, frame, former=trigger.past)
    if not trigger.inverse and heads[0] and heads[1]:
        yield from _besides(view, word, relation, trigger, heads[1])


def _besides(
    view: View, word: Token, relation: Relation, trigger: Trigger, object_heads: tuple[Token, ...]
) -> Iterator[Candidate]:
    """Who did it together with the subject, and whose share stands behind that of the subject."""
    frame = f"verb:{' '.join(trigger.words)}"
    for head in object_heads:
        others = [*companions(view, word, head, relation), *sharers(view, head, relation)]
        for object_ in phrase_arguments(view, head, relation.range, alone=True) if others else ():
            yield from (Candidate(relation.name, one, object_, word.i, frame) for one in others)


def _pairs(view: View, found: Clause, words: tuple[str, ...], relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """`X and Y merged`, `X and Y joined forces`: each with each, where the verb names no other."""
    asked = [word for word in words[1:-1] if not _is_particle(found.verb, word)]
    if [_lemma(head) for head in found.objects] != asked:
        return
    if any(
        child.dep_ == "prep" and child.lower_ == "with" for token in (found.verb, *found.objects) for child in token.children
    ):
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
    if words[0] == ANY:
        yield from _adverbial(found.verb, words[1:])
        return
    anchors = [found.verb]
    for word, following in pairwise(words[1:]):
        anchors = _step(found, anchors, word, following)
        if not anchors:
            return
    last = words[-1]
    if _is_particle(found.verb, last):
        yield from (*found.objects, *prepositional(found.verb, {last}))
    elif nouns := _nouns(found, anchors, last):
        yield from (one for one in found.objects if one not in nouns)
    else:
        within = [child for child in found.verb.children if child.lower_ in words[1:-1]]
        places = (
            found.verb,
            *within,
            *(one for one in anchors if one != found.verb),
            *(() if found.passive else found.objects),
        )
        yield from (head for anchor in places for head in prepositional(anchor, {last}))
        if last in {"of", "in"} and len(words) > 2:
            # `led Kite's round` as `led the round of Kite`
            yield from (child for anchor in anchors for child in anchor.children if child.dep_ == "poss")


def _adverbial(verb: Token, words: tuple[str, ...]) -> Iterator[Token]:
    """What stands behind the words, a preposition at the end, that say how the verb's deed is done: `by means of`."""
    for token in verb.subtree:
        if token.lower_ == words[-1] and token.pos_ == "ADP" and _deed(token) == verb:
            before = [one.lower_ for one in token.doc[max(0, token.i - len(words) + 1) : token.i + 1]]
            if tuple(before) == words:
                yield from (child for child in token.children if child.dep_ == "pobj")


def _deed(preposition: Token) -> Token:
    node = preposition.head
    while node.dep_ in {"prep", "pobj", "dobj", "advmod", "pcomp", "npadvmod"} and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    return node


def _step(found: Clause, anchors: list[Token], word: str, following: str) -> list[Token]:
    """Where the trigger's next word leads from the anchors: a particle stays, a noun or a preposition goes on."""
    if _is_particle(found.verb, word):
        return anchors
    return (
        _nouns(found, anchors, word)
        or [head for head in found.objects if any(child.lower_ == word and child.dep_ in _DETERMINERS for child in head.lefts)]
        or [head for anchor in anchors for head in prepositional(anchor, {word})]
        or _participles(anchors, word)
        or _elsewhere(found.verb, word, following)
    )


def _is_particle(verb: Token, word: str) -> bool:
    return any(
        child.lower_ == word and (child.dep_ == "prt" or (word in _PARTICLES and child.dep_ in {"advmod", "prep"}))
        for child in verb.children
    )


def _nouns(found: Clause, anchors: list[Token], lemma: str) -> list[Token]:
    if lemma == MONEY:
        return [head for head in _nouns_at(found, anchors) if _is_money(head)]
    return [head for head in _nouns_at(found, anchors) if _lemma(head) == lemma]


def _nouns_at(found: Clause, anchors: list[Token]) -> Iterator[Token]:
    # In `was granted a licence` the passive keeps an object.
    kept = [child for child in found.verb.children if child.dep_ in {"dobj", "oprd"}] if found.passive else []
    for head in (*found.objects, *kept, *anchors):
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


def _is_money(head: Token) -> bool:
    """`$40 million`, `EUR 5m`, `40 million euros`."""
    return any(token.is_currency or _CURRENCY.fullmatch(token.text) for token in (*head.lefts, head, *_deeper(head)))


def _deeper(head: Token) -> Iterator[Token]:
    return (token for child in head.lefts if child.dep_ in {"nummod", "compound", "quantmod"} for token in child.subtree)


def _lemma(token: Token) -> str:
    """The lemma; of the letter of `Series A`, `series`."""
    named = len(token.text) <= 2 and not token.is_sent_start and token.i > 0 and token.nbor(-1).lower_ == "series"
    return "series" if named else token.lemma_.lower()
