"""The frame of markets: from customers that are counted in a place to whoever serves them: `serves 120 banks in Ghana`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import SUBJECTS, clause, verb_above
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.extraction.topics import topic_at
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Relation

FRAME = "market"
_WITHIN = frozenset({"in", "across", "throughout"})
_FARTHEST = 8
_ORGANISATIONS, _PLACES = frozenset({Kind.ORGANISATION}), frozenset({Kind.PLACE})
_MANY = frozenset({"thousands", "hundreds", "millions", "dozens", "many", "most", "small", "medium"})
_OTHERS = frozenset(
    "ask survey interview poll hit affect study lose find compare kill fine build found start create acquire buy open".split()
)
"""Verbs whose subject does no business with whom it counts."""
_TO_WHOM = frozenset({"to", "for", "of", "serving"})


def market_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """Each place in which a clause counts customers, with whom the clause says it of."""
    places = view.names(Kind.PLACE)
    for place in places:
        noun = _customers(view, place)
        if noun is None:
            continue
        for firm in _firms(view, noun):
            for one in phrase_arguments(view, view.doc[place.start : place.end].root, _PLACES):
                yield Candidate(relation.name, firm, one, noun.i, f"{FRAME}:{noun.lemma_.lower()}")


def _customers(view: View, place: Argument) -> Token | None:
    """The noun for customers before `in` and the place, with a number before it or to whom something is provided."""
    at = place.start - 1 - (view.doc[place.start - 1].lower_ == "the" if place.start else 0)
    if at < 1 or view.doc[at].lower_ not in _WITHIN:
        return None
    noun = None
    for token in reversed(view.doc[max(0, at - _FARTHEST) : at]):
        if noun is not None and (token.like_num or token.lower_ in _MANY):
            return noun
        if token.lemma_.lower() in view.ontology.cues[Cue.CUSTOMER] and view.at(token) is None:
            noun = noun or token
        elif noun is not None and token.lower_ in _TO_WHOM:
            return noun if noun.tag_ == "NNS" else None
        elif token.pos_ in {"VERB", "AUX", "PUNCT"} and token.text not in {",", "-"}:
            return None
    return None


def _firms(view: View, noun: Token) -> list[Argument]:
    """Whom the clause says it of: its subject, or in a fragment whom that is about."""
    verb = verb_above(noun)
    if verb.pos_ in {"VERB", "AUX"}:
        if verb.lemma_.lower() in _OTHERS:
            return []
        heads = clause(verb).subjects
        found = [one for head in heads if head != noun for one in phrase_arguments(view, head, _ORGANISATIONS, acting=True)]
        if found or heads:
            return found
    topic = topic_at(view, noun)
    told = any(token.dep_ in SUBJECTS for token in noun.sent)
    return [] if topic is None or told or topic.kind is not Kind.ORGANISATION else [topic]
