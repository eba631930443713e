"""The frame of two firms that do one thing together: `Kestrel Pay and Visa launch a card`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import clause
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Relation

FRAME = "jointly"
_ORGANISATIONS = frozenset({Kind.ORGANISATION})
_TWO = 2


def joint_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """The two of `X and Y launch a card`, where the verb is one of joint deeds and what is done is one thing."""
    for verb in view.doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in view.ontology.cues[Cue.JOINT]:
            continue
        found = clause(verb)
        firms = [one for head in found.subjects for one in phrase_arguments(view, head, _ORGANISATIONS)]
        named = [one for one in firms if one.refers_to is None]
        if len(firms) == len(named) == _TWO and not found.passive and _is_one_thing(found.objects) and _are_joined(view, named):
            yield Candidate(relation.name, named[0], named[1], verb.i, f"{FRAME}:{verb.lemma_.lower()}")


def _is_one_thing(objects: tuple[Token, ...]) -> bool:
    return len(objects) == 1 and objects[0].tag_ in {"NN", "NNP"} and not objects[0].conjuncts


def _are_joined(view: View, firms: list[Argument]) -> bool:
    """Whether nothing but `and` stands between the two."""
    first, second = sorted(firms)
    return view.doc[first.end : second.start].text.lower() in {"and", "&"}
