"""Successions: from what is said of who comes to a post to a statement for who goes, `He replaces Ann Lee.`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Candidate, View
from fintech_kg.extraction.clauses import clause
from fintech_kg.extraction.phrases import phrase_arguments, prepositional
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.related import precision_of
from fintech_kg.extraction.status import status_of
from fintech_kg.model import Kind, Statement, Status
from fintech_kg.ontology import Cue, Ontology, Relation

FRAME = "post:succession"
_PEOPLE = frozenset({Kind.PERSON})
_FARTHEST = 400
"""Characters between what is said of the one who comes and of the one who goes."""


def succession_statements(reading: Reading, made: Sequence[Statement], ontology: Ontology) -> Iterator[Statement]:
    """Who worked where somebody else comes to work, as `made` says; who leaves only when that is done is there still."""
    for relation in (one for one in ontology.relations.values() if one.roles):
        coming = [one for one in made if one.predicate == relation.name and one.status in {Status.ASSERTED, Status.PLANNED}]
        known = {one.key for one in made}
        for number, view in enumerate(reading.views if coming else ()):
            first = {one.partition(" ")[0] for one in ontology.cues[Cue.SUCCESSION]}
            for verb in (token for token in view.doc if token.pos_ == "VERB" and token.lemma_.lower() in first):
                for one in _of_verb(reading, (number, verb), coming, relation):
                    if one.key not in known:
                        known.add(one.key)
                        yield one


def _of_verb(
    reading: Reading, place: tuple[int, Token], coming: Sequence[Statement], relation: Relation
) -> Iterator[Statement]:
    number, verb = place
    view = reading.views[number]
    found = clause(verb)
    come = [one for head in found.subjects for one in phrase_arguments(view, head, _PEOPLE)]
    gone = [one for head in _replaced(view, verb) for one in phrase_arguments(view, head, _PEOPLE)]
    if len(come) != 1 or len(gone) != 1:
        return
    successor, person = reading.entity_of(number, come[0]), reading.entity_of(number, gone[0])
    told = reading.evidence(number, (verb.i, gone[0].start, gone[0].end - 1))
    near = [
        one
        for one in coming
        if one.subject == successor and one.evidence.start <= told.end and told.start - one.evidence.end < _FARTHEST
    ]
    if not near or person is None or person == successor or person == near[-1].object:
        return
    source = near[-1]
    evidence = reading.between(min(source.evidence.start, told.start), max(source.evidence.end, told.end))
    status = _status(view, verb, gone[0].start, source.status, relation)
    if evidence is None or status is None:
        return
    candidate = Candidate(relation.name, gone[0], gone[0], verb.i, FRAME)
    yield replace(
        source,
        subject=person,
        status=status,
        qualifiers=tuple(one for one in source.qualifiers if one[0] == "role"),
        evidence=evidence,
        rule=candidate.rule,
        confidence=precision_of(candidate, view.ontology),
        subject_span=reading.span_of(number, gone[0]),
        trigger_span=reading.offsets(number, verb.i, verb.i + 1),
    )


def _replaced(view: View, verb: Token) -> Iterator[Token]:
    """`replaces Ann Lee`; `takes over from Ann Lee`, also where the parser hangs her on the post."""
    cues = view.ontology.cues[Cue.SUCCESSION]
    if verb.lemma_.lower() in cues:
        yield from clause(verb).objects
        return
    particles = {child.lower_ for child in verb.children}
    for cue in (one.split() for one in sorted(cues)):
        if len(cue) > 1 and cue[0] == verb.lemma_.lower() and particles.issuperset(cue[1:-1]):
            last = cue[-1]
            yield from (head for token in verb.subtree if token.sent == verb.sent for head in prepositional(token, {last}))


def _status(view: View, verb: Token, person: int, coming: Status, relation: Relation) -> Status | None:
    """How it is put that the one who goes worked there; None where the succession is denied or only rumoured."""
    put = status_of(verb, (), replace(relation, lasting=False), view.ontology)
    if put not in {Status.ASSERTED, Status.PLANNED}:
        return None
    clauses = (child for token in view.doc[person].sent if token.i >= person for child in token.children)
    leaving = any(child.dep_ == "relcl" and child.tag_ in {"VBG", "VB"} for child in clauses)
    still = leaving or Status.PLANNED in {put, coming}
    return Status.ASSERTED if still else Status.PAST
