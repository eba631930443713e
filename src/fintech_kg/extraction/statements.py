"""From the candidates of a document as read to its statements, and to those that are left open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fintech_kg.extraction.candidates import Candidate
from fintech_kg.extraction.choices import READERS
from fintech_kg.extraction.claims import Claims
from fintech_kg.extraction.posts import posts
from fintech_kg.extraction.qualifiers import qualifiers
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.related import precision_of
from fintech_kg.model import Evidence, OpenStatement, Statement
from fintech_kg.ontology import Ontology

HAS_ROLE = "hasRole"
"""What an open statement says of a person and the words of a post."""


def statements(
    reading: Reading, found: Sequence[tuple[int, Candidate]], ontology: Ontology, claims: Claims
) -> Iterator[Statement]:
    """The candidates whose ends are both known, in text order, each identifier once."""
    sure = [(number, one) for number, one in found if not one.doubtful]
    pairs = Counter((number, one.relation, one.trigger) for number, one in sure)
    made = []
    for number, candidate in sure:
        alone = pairs[number, candidate.relation, candidate.trigger] == 1
        statement = _statement(reading, number, candidate, ontology, alone=alone)
        if statement is not None:
            made.append(replace(statement, claimed_by=claims.of(number, candidate.trigger)))
    seen: set[str] = set()
    for one in sorted(_without_echoes(list(_with_echoes(made))), key=_place):
        if one.id not in seen:
            seen.add(one.id)
            yield one


def _with_echoes(made: Sequence[Statement]) -> Iterator[Statement]:
    """Without what the network reads again of what a frame states, which takes over its qualifiers."""
    framed = {(one.evidence, one.key, one.status) for one in made if not _is_read(one)}
    said: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
    for one in made:
        if _is_read(one) and (one.evidence, one.key, one.status) in framed:
            said[one.evidence, one.key, one.status].update(one.qualifiers)
    for one in made:
        more = said.get((one.evidence, one.key, one.status))
        if more is None:
            yield one
        elif not _is_read(one):
            yield replace(one, qualifiers=tuple(sorted({**more, **dict(one.qualifiers)}.items())))


def _place(one: Statement) -> tuple[object, ...]:
    return one.evidence.start, one.trigger_span, one.key, one.status, one.qualifiers


def _without_echoes(made: Sequence[Statement]) -> Iterator[Statement]:
    """With one status for what a sentence says of two things: a frame's word, or else that of which the network is surest.

    What the network reads of a second mention of the same two is kept where it agrees; what it reads of two things between
    which a frame reads another relation is not.
    """
    same: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    linked = {(one.evidence, frozenset((one.subject, one.object))): one.predicate for one in made if not _is_read(one)}
    for one in made:
        stated = linked.get((one.evidence, frozenset((one.subject, one.object))), one.predicate)
        if not _is_read(one) or stated == one.predicate:
            same[one.evidence, one.key].append(one)
    for found in same.values():
        framed = [one for one in found if not _is_read(one)]
        surest = max(found, key=lambda one: (one.confidence, one.subject_span, one.object_span))
        statuses = {one.status for one in framed or [surest]}
        yield from framed
        yield from (one for one in found if _is_read(one) and one.status in statuses)


def _is_read(one: Statement) -> bool:
    """Whether a network alone read it."""
    return one.rule.partition(":")[0] in READERS


def _statement(reading: Reading, number: int, candidate: Candidate, ontology: Ontology, *, alone: bool) -> Statement | None:
    first, second = candidate.subject, candidate.object
    subject, object_ = reading.entity_of(number, first), reading.entity_of(number, second)
    evidence = _evidence(reading, number, candidate)
    if subject is None or object_ is None or subject == object_ or evidence is None:
        return None
    relation = ontology.relations[candidate.relation]
    if relation.symmetric and subject > object_:
        subject, object_, first, second = object_, subject, second, first
    return Statement(
        subject=subject,
        predicate=candidate.relation,
        object=object_,
        status=candidate.status,
        qualifiers=qualifiers(reading.views[number], candidate, relation, alone=alone),
        evidence=evidence,
        rule=candidate.rule,
        confidence=precision_of(candidate, ontology),
        subject_span=reading.span_of(number, first),
        object_span=reading.span_of(number, second),
        trigger_span=reading.offsets(number, candidate.trigger, candidate.trigger + 1),
    )


def statement_across(
    reading: Reading,
    ends: tuple[Place, Place],
    trigger: tuple[int, int],
    said: Candidate,
    ontology: Ontology,
    *,
    beside: Sequence[Evidence] = (),
    qualified: tuple[tuple[str, str], ...] = (),
) -> Iterator[Statement]:
    """What lines of a page say of two things that stand in pieces of their own, each given with its piece.

    `trigger` has the offsets in the document of the words that say it, `said` the relation, the frame and the status. The
    evidence is all from the first to the last of the three, and of what stands `beside`; there is no statement where that is
    too much for a quote, or an end is not clear.
    """
    subject, object_ = (reading.entity_of(*end) for end in ends)
    if subject is None or object_ is None or subject == object_:
        return
    spans = [reading.span_of(*end) for end in ends]
    places = (reading.place_of(*end) for end in ends)
    told = [*(reading.evidence(number, [named.start, named.end - 1]) for number, named in places), *beside]
    evidence = reading.between(min(trigger[0], *(one.start for one in told)), max(trigger[1], *(one.end for one in told)))
    if evidence is None:
        return
    if ontology.relations[said.relation].symmetric and subject > object_:
        subject, object_ = object_, subject
        spans.reverse()
    yield Statement(
        subject=subject,
        predicate=said.relation,
        object=object_,
        status=said.status,
        qualifiers=qualified,
        evidence=evidence,
        rule=said.rule,
        confidence=precision_of(said, ontology),
        subject_span=spans[0],
        object_span=spans[1],
        trigger_span=trigger,
    )


def _evidence(reading: Reading, number: int, candidate: Candidate) -> Evidence | None:
    """The sentences of the ends and the trigger; from its heading on where an end is named there, if anybody reads that far."""
    told = reading.evidence(number, _tokens(candidate))
    for end in (candidate.subject, candidate.object):
        place, named = reading.place_of(number, end)
        if place != number:
            over = reading.evidence(place, [named.start, named.end - 1])
            return reading.between(min(over.start, told.start), max(over.end, told.end))
    return told


def _tokens(candidate: Candidate) -> list[int]:
    ends = (candidate.subject, candidate.object)
    return [candidate.trigger, *(one.start for one in ends), *(one.end - 1 for one in ends)]


def open_statements(reading: Reading, found: Iterable[tuple[int, Candidate]], ontology: Ontology) -> Iterator[OpenStatement]:
    """What becomes no fact, and is not lost: an end whose antecedent is not clear, or a reading that is not sure enough."""
    for number, candidate in found:
        first, second = candidate.subject, candidate.object
        subject, object_ = reading.entity_of(number, first), reading.entity_of(number, second)
        is_open = subject is None or object_ is None
        evidence = _evidence(reading, number, candidate)
        if evidence is not None and (is_open or (candidate.doubtful and subject != object_)):
            yield OpenStatement(
                subject=subject,
                predicate=candidate.relation,
                object=object_,
                status=candidate.status,
                evidence=evidence,
                rule=candidate.rule,
                subject_span=reading.span_of(number, first),
                object_span=reading.span_of(number, second),
                qualifiers=qualifiers(reading.views[number], candidate, ontology.relations[candidate.relation], alone=False),
                doubtful=candidate.doubtful,
            )


def held_posts(reading: Reading, ontology: Ontology) -> Iterator[OpenStatement]:
    """The posts that people hold, in words, also where a sentence does not say at whom."""
    for relation in (one for one in ontology.relations.values() if one.roles):
        for number, view in enumerate(reading.views):
            for post in posts(view, relation):
                span = reading.offsets(number, post.start, post.end)
                yield OpenStatement(
                    subject=reading.entity_of(number, post.person),
                    predicate=HAS_ROLE,
                    object=None,
                    status=post.status,
                    evidence=reading.evidence(number, (post.person.start, post.person.end - 1, post.start, post.end - 1)),
                    rule="post",
                    subject_span=reading.offsets(number, post.person.start, post.person.end),
                    object_span=span,
                    qualifiers=(("role", view.doc[post.start : post.end].text),),
                )
