"""The frames of what befell somebody: events that a text takes up, `The round was led by X`, or only names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from fintech_kg.extraction.anaphora import EVENT, PARTY, event_word
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import clause, is_sentence
from fintech_kg.extraction.topics import topic_at
from fintech_kg.extraction.verbs import verb_candidates
from fintech_kg.ontology import Relation, Trigger, TriggerForm

_LINKING = frozenset({"include", "comprise", "be"})


def befalling_candidates(view: View, verb: Token, triggers: Iterable[tuple[Relation, Trigger]]) -> Iterator[Candidate]:
    """What the verb says of an event noun, in the place of whom the event befell."""
    triggers = list(triggers)
    events = {i: one for i, one in view.events.items() if one.concept != PARTY} if triggers else {}
    named = dict(_in_fragments(view)) if triggers and view.topic is not None else {}
    if not events and not named:
        return
    filled, said = replace(view, arguments={**view.arguments, **events, **named}), clause(verb)
    befallen = set(named.values())
    for relation, trigger in triggers:
        for one in verb_candidates(filled, said, relation, trigger):
            if (one.object.refers_to == EVENT or one.object in befallen) and one.subject.refers_to != EVENT:
                yield replace(one, frame=f"{TriggerForm.EVENT}:{' '.join(trigger.words)}")


def _in_fragments(view: View) -> Iterator[tuple[int, Argument]]:
    """The event nouns of sentences without a finite verb, each as the topic that it befell: `2022: Series B led by X`."""
    for token in view.doc:
        if token.i in view.arguments or event_word(token) not in view.ontology.events or token.pos_ == "VERB":
            continue
        topic = None if is_sentence(token.sent) else topic_at(view, token)
        if topic is not None:
            yield token.i, topic


def party_of(view: View, noun: Token, relation: Relation) -> Argument | None:
    """Whom the event befell of which the noun names those who take part: `Angels include X`, `Existing investors X joined`."""
    party = view.events.get(noun.i)
    if party is None or party.concept != PARTY or party.kind not in relation.range:
        return None
    first = noun.head if noun.dep_ in {"compound", "nmod"} else noun
    verb = first.head if first.dep_ in {"nsubj", "attr"} else None
    taking_part = {one.words[0] for one in relation.triggers if one.form is TriggerForm.EVENT}
    told = verb is not None and verb.lemma_.lower() in _LINKING | taking_part
    return party if told else None
