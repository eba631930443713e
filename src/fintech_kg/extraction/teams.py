"""Teams: from a heading that is about an organisation's people (`Our leadership`) to a statement for each one under it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from fintech_kg.extraction.anaphora import OWN_VOICE
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import FINITE
from fintech_kg.extraction.flat import head_of_post
from fintech_kg.extraction.posts import posts
from fintech_kg.extraction.qualifiers import post_bounds
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.related import precision_of
from fintech_kg.model import BlockKind, Kind, Statement, Status
from fintech_kg.ontology import Cue, Ontology, Relation

FRAME = "post:team"
_UNSURE = (Cue.PAST, Cue.DENIED, Cue.PLANNED, Cue.RUMOURED)
_LONGEST_POST = 14


def team_statements(reading: Reading, ontology: Ontology) -> Iterator[Statement]:
    """Who works for whom, and as what, by the headings of a document."""
    for relation in (one for one in ontology.relations.values() if one.roles):
        team: tuple[int, Argument] | None = None
        for number, piece in enumerate(reading.pieces):
            view, is_heading = reading.views[number], piece.block.kind is BlockKind.HEADING
            employer = _employer(view, ontology) if is_heading else None
            person = _opening(view)
            if employer is not None:
                team = number, employer
            elif is_heading and person is None and _post(view, relation) is None:
                team = None
            elif team is not None and person is not None:
                yield from _of_person(reading, team, (number, person), relation)


def _employer(view: View, ontology: Ontology) -> Argument | None:
    """Whose people the heading is about; None where it is about something else, or a sentence."""
    words = {token.lower_ for token in view.doc}
    if not words & ontology.cues[Cue.TEAM] or any(token.tag_ in FINITE for token in view.doc):
        return None
    found = [one for one in sorted(set(view.arguments.values())) if one.kind is Kind.ORGANISATION]
    named = [one for one in found if one.refers_to in {None, OWN_VOICE}]
    return named[0] if len(named) == 1 else None


def _opening(view: View) -> Argument | None:
    """The person whom a piece names first."""
    first = next((token for token in view.doc if token.is_alpha and token.lower_.rstrip(".") not in _titles(view)), None)
    one = None if first is None else view.at(first)
    return one if one is not None and one.kind is Kind.PERSON and one.refers_to is None else None


def _titles(view: View) -> frozenset[str]:
    return view.ontology.cues[Cue.TITLE]


def _post(view: View, relation: Relation) -> Span | None:
    """The post of which a short piece consists that names nobody and says of nothing that it was or will be."""
    if len(view.doc) > _LONGEST_POST or any(one.kind in {Kind.PERSON, Kind.ORGANISATION} for one in view.arguments.values()):
        return None
    words = {token.lower_ for token in view.doc}
    if any(words & view.ontology.cues[cue] for cue in _UNSURE) or any(token.like_num for token in view.doc):
        return None
    noun = next((token for token in view.doc if token.lower_ in relation.role_words), None)
    if noun is None:
        return None
    start, end = post_bounds(view, head_of_post(view, noun, relation.role_words))
    return view.doc[start:end]


def _of_person(
    reading: Reading, team: tuple[int, Argument], named: tuple[int, Argument], relation: Relation
) -> Iterator[Statement]:
    """The statement of the person's post in their own line, or in the next one where theirs has none."""
    number, person = named
    view = reading.views[number]
    own = [one for one in posts(view, relation) if one.person == person]
    if own and own[0].status is Status.ASSERTED and not any(one.kind is Kind.ORGANISATION for one in view.arguments.values()):
        yield from _statement(reading, team, named, (number, view.doc[own[0].start : own[0].end]), relation)
    elif not own and number + 1 < len(reading.views) and all(view.at(token) for token in view.doc if token.is_alpha):
        post = _post(reading.views[number + 1], relation)
        if post is not None:
            yield from _statement(reading, team, named, (number + 1, post), relation)


def _statement(
    reading: Reading,
    team: tuple[int, Argument],
    named: tuple[int, Argument],
    held: tuple[int, Span],
    relation: Relation,
) -> Iterator[Statement]:
    (over, employer), (number, person), (place, post) = team, named, held
    subject, object_ = reading.entity_of(number, person), reading.entity_of(over, employer)
    evidence = reading.between(reading.evidence(over, [0]).start, reading.evidence(place, [post.end - 1]).end)
    if subject is not None and object_ is not None and evidence is not None:
        candidate = Candidate(relation.name, person, employer, post.start, FRAME)
        yield Statement(
            subject=subject,
            predicate=relation.name,
            object=object_,
            status=Status.ASSERTED,
            qualifiers=(("role", post.text),),
            evidence=evidence,
            rule=candidate.rule,
            confidence=precision_of(candidate, reading.views[place].ontology),
            subject_span=reading.span_of(number, person),
            object_span=reading.span_of(over, employer),
            trigger_span=reading.offsets(place, post.start, post.end),
        )
