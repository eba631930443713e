"""What becomes of what a network read: from its candidates to those that nothing speaks against, each with its status."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from fintech_kg.extraction.candidates import Candidate, View
from fintech_kg.extraction.clauses import PRESENT, subject_heads
from fintech_kg.extraction.frames import with_status
from fintech_kg.extraction.gate import refusal
from fintech_kg.extraction.related import is_enough, is_trigger
from fintech_kg.extraction.topics import TOPIC
from fintech_kg.model import Kind, Status
from fintech_kg.ontology import Cue, Ontology

_MARKS = frozenset({"amod", "advmod", "nmod", "compound"})


class Enough(Protocol):
    """Whether a network was precise enough; `stated`: one of the relation's own words stands between the ends."""

    def __call__(self, one: Candidate, ontology: Ontology, *, stated: bool) -> bool: ...


def judged(view: View, read: Iterable[Candidate], ontology: Ontology, enough: Enough = is_enough) -> Iterator[Candidate]:
    """The candidates that state something, with the status that their sentence gives them; doubtful where that, or how precise
    the network was, is not enough for a fact."""
    for one in read:
        relation = ontology.relations[one.relation]
        if refusal(view, one, relation) is None:
            stated = is_trigger(view.doc[one.trigger], relation)
            made = with_status(view, one, ontology, tensed=stated)
            if relation.lasting and made.status is Status.ASSERTED and _is_former(view, one, ontology):
                made = replace(made, status=Status.PAST)
            # Of what is denied or planned the network's pairs say too little for a fact.
            unsaid = not stated and made.status in {Status.DENIED, Status.PLANNED}
            beside = _are_listed(view, one) or _is_only_owner(view, one) or (stated and _acts_another(view, one))
            yield replace(made, doubtful=unsaid or beside or not enough(one, ontology, stated=stated))


def _is_former(view: View, one: Candidate, ontology: Ontology) -> bool:
    """Whether a word between the ends, or right before them, says that what holds between them has ended: `former CEO`; not one
    before a verb of the present: `was a banker until 2020 and is now`."""
    first, last = sorted((one.subject, one.object))
    beside = list(view.doc[max(0, first.start - 2) : last.start])
    beside = list(itertools.takewhile(lambda token: token.tag_ not in PRESENT, reversed(beside)))
    cues = ontology.cues[Cue.PAST]
    return any(token.lower_ in cues and (token.dep_ in _MARKS or token.lower_ == "until") for token in beside)


def _acts_another(view: View, one: Candidate) -> bool:
    """Whether the relation's own verb has somebody else for its subject, or its post is somebody else's: `Ann Lee denied that
    the bank uses Kafka`, `Tom Berg met CTO Ann Lee of Visa`."""
    verb = view.doc[one.trigger]
    holder = view.name_at(one.trigger + 1, Kind.PERSON) if verb.pos_ in {"NOUN", "PROPN"} else None
    if holder is not None and holder not in (one.subject, one.object):
        return True
    acting = {view.at(head) for head in subject_heads(verb)} - {None} if verb.pos_ == "VERB" else set()
    return bool(acting) and acting.isdisjoint((one.subject, one.object))


def _are_listed(view: View, one: Candidate) -> bool:
    """Whether the two stand in one list: what is said of both says little of the one and the other.

    What only stands for whom a line is about is of no list in it.
    """
    if TOPIC in {one.subject.refers_to, one.object.refers_to}:
        return False
    first, second = (view.doc[end.start : end.end].root for end in (one.subject, one.object))
    return second in first.conjuncts


def _is_only_owner(view: View, one: Candidate) -> bool:
    """Whether something is done to a part of one end and not to it: `bought Mintrow's card business`."""
    happens = not view.ontology.relations[one.relation].lasting and not view.ontology.relations[one.relation].symmetric
    places = {"dobj", "nsubjpass", "pobj"} if happens else {"dobj", "nsubjpass"}
    parts = view.ontology.cues[Cue.PART] | view.ontology.cues[Cue.PRODUCT]
    for end in (one.subject, one.object):
        root = view.doc[end.start : end.end].root
        owned = root.head
        if root.dep_ == "poss" and owned.lemma_.lower() in parts and owned.dep_ in places:
            return True
    return False
