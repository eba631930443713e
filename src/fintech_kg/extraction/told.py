"""Told: from lines about a firm that they do not name, and the network, to what they say of it.

On Korvelo's page, `2017 – Seed round from Everdale Capital` is read as `Korvelo – Our story: 2017 – Seed round from Everdale
Capital` where it stands under `Our story`: so were the lines that it learnt this from (training/examples.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Span

from fintech_kg.extraction.anaphora import EVENT
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.fates import is_unsure
from fintech_kg.extraction.judged import judged
from fintech_kg.extraction.pages import OwnPage, with_fragments
from fintech_kg.extraction.reading import Place, Reading, headings_over
from fintech_kg.extraction.references import quoted
from fintech_kg.extraction.related import admits, end_of, precision_of, trigger_between
from fintech_kg.extraction.statements import statement_across
from fintech_kg.extraction.topics import TOPIC, topic_at
from fintech_kg.model import BlockKind, Kind, Statement, Status
from fintech_kg.ontology import Ontology
from fintech_kg.recognition import End, Network

LEAST_TOLD = Decimal("0.6")
"""How precise the network must have been with a relation for what it reads so to be a fact."""
_LEAST, _LEAST_OF_TITLED = 0.7, 0.85
"""The probability below which its word counts for nothing, on a page that says whose it is and on one with a firm's title."""
_LATER = re.compile(r" (?:soon|coming|yet|later|next|tomorrow|(?:from|by|in) (?:spring|summer|autumn|fall|winter|20\d\d)) ")
"""What puts off what a line says, beside the cues of the ontology."""
_CHECKBOX = re.compile(r"\W*(?:\[ ?\]|[☐□])")
_ACTORS = frozenset({Kind.ORGANISATION, Kind.PERSON})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LONGEST_HEADING = 80
"""Characters of a heading that is still read with the lines under it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece with whom it is about, where that is named, and the piece of the heading over it, if that is read with it."""

    number: int
    whose: Place
    entity: str
    heading: int | None


def told_statements(
    reading: Reading,
    page: OwnPage | None,
    network: Network,
    joined: Set[tuple[Kind, Kind]],
    made: Iterable[Statement],
    ontology: Ontology,
) -> Iterator[Statement]:
    """What the network reads of the firms that lines are about, where `made` says nothing yet of the firm and the other thing.

    That is the firm of the heading over a line, or whose page it is; `joined` are the kinds that relations join.
    """
    reading = with_fragments(reading, page)
    least = _LEAST if page is None or page.speaks else _LEAST_OF_TITLED
    made = list(made)
    known = {frozenset((one.subject, one.object)) for one in made}
    placed = {span for one in made for span in (one.subject_span, one.object_span)}
    for line in _lines(reading):
        view = reading.views[line.number]
        if line.heading is not None and not _is_plain(reading.pieces[line.heading].doc[:], ontology):
            continue
        read = _read(reading, line, network, joined, placed, ontology, least)
        for one in judged(view, read, ontology, _is_enough):
            entities = {reading.entity_of(line.number, end) for end in (one.subject, one.object)}
            if one.doubtful or entities in known or one.status is not Status.ASSERTED:
                continue
            for statement in _statement(reading, line, one, ontology):
                known.add(frozenset((statement.subject, statement.object)))
                yield statement


def _lines(reading: Reading) -> Iterator[_Line]:
    """The pieces that are about a firm and name others, but not the firm: no rows, which `columns` reads, and no headings, but
    for lines that only look like one."""
    headings = headings_over(reading.document, reading.pieces)
    over_others = set(headings)
    for number, view in enumerate(reading.views):
        topic, is_row = view.topic, reading.pieces[number].block.kind is BlockKind.ROW
        if topic is None or topic.refers_to != TOPIC or is_row or number in over_others:
            continue
        whose = reading.topics[number]
        entity = reading.entity_of(*whose)
        named = {reading.entity_of(number, one) for one in view.names()}
        if entity is None or not named or entity in named:
            continue
        over = headings[number]
        if over is not None and (over == whose[0] or len(reading.pieces[over].doc.text) > _LONGEST_HEADING):
            over = None
        yield _Line(number, whose, entity, over)


def _is_plain(tokens: Span, ontology: Ontology) -> bool:
    """Whether no word speaks of another time, of doubt or of the contrary; how far that goes is not clear in fragments."""
    turned = any(token.tag_ == "MD" or token.dep_ == "neg" for token in tokens) or is_unsure(tokens, ontology)
    return not turned and _LATER.search(" ".join(["", *(token.lower_ for token in tokens), ""])) is None


def _read(
    reading: Reading,
    line: _Line,
    network: Network,
    joined: Set[tuple[Kind, Kind]],
    placed: Set[tuple[int, int]],
    ontology: Ontology,
    least: float,
) -> Iterator[Candidate]:
    """Of each thing that the line names the relation to the firm that the network is surest of; not of people and firms of
    which the line says, in the places that are `placed`, what they are to others: `Ann Lee, partner at Visa Ventures`."""
    view, (place, firm), teller = reading.views[line.number], line.whose, network.teller
    if teller is None:
        return
    name = reading.pieces[place].doc[firm.start : firm.end].text
    before = f"{name}: " if line.heading is None else f"{name} – {' '.join(reading.pieces[line.heading].doc.text.split())}: "
    others = [
        one
        for one in view.in_order()
        if _may_be_told(reading, line, one) and not (one.kind in _ACTORS and reading.span_of(line.number, one) in placed)
    ]
    ends = [End(0, len(name), firm.kind, True), *(_moved(end_of(view.doc, one), len(before)) for one in others)]
    pairs = [
        pair
        for number, one in enumerate(others, 1)
        for pair, kinds in (((0, number), (firm.kind, one.kind)), ((number, 0), (one.kind, firm.kind)))
        if kinds in joined
    ]
    surest: dict[int, Candidate] = {}
    for window in network.recognise(before + view.doc.text) if pairs else ():
        for scored in teller.score(window.window, window.states, ends, pairs, least=least):
            number, relation = max(scored.subject, scored.object), ontology.relations.get(scored.relation)
            known = surest.get(number)
            if relation is None or (known is not None and (known.probability or 0) >= scored.probability):
                continue
            other = others[number - 1]
            first, second = (_stand_in(view, other), other) if scored.subject == 0 else (other, _stand_in(view, other))
            if admits(relation, first, second):
                surest[number] = Candidate(
                    relation.name, first, second, 0, teller.name, probability=scored.probability, reader=teller.name
                )
    for one in surest.values():
        yield replace(one, trigger=trigger_between(view, one.subject, one.object, ontology.relations[one.relation]))


def _may_be_told(reading: Reading, line: _Line, one: Argument) -> bool:
    """Whether it is known what is meant, outside a quotation, in words that tell nobody what to do, and of which no other firm
    and nobody is the subject; of people whole sentences tell more than where they are."""
    view = reading.views[line.number]
    if one.refers_to == EVENT or reading.entity_of(line.number, one) is None or quoted(view.doc)[one.start]:
        return False
    sentence = view.doc[one.start].sent
    if not _is_plain(sentence, view.ontology):
        return False
    finite = is_sentence(sentence)
    subjects = [token for token in sentence if token.dep_ in _SUBJECTS] if finite else []
    if (sentence.root.tag_ == "VB" and not subjects) or _CHECKBOX.match(view.doc.text) or (finite and one.kind is Kind.PERSON):
        return False
    acting = {view.arguments.get(i) for token in subjects for i in range(token.left_edge.i, token.right_edge.i + 1)}
    others = {actor for actor in acting if actor is not None and actor.kind in _ACTORS and actor != one}
    return {reading.entity_of(line.number, actor) for actor in others} <= {None, line.entity}


def _stand_in(view: View, other: Argument) -> Argument:
    """The firm as an argument of the line, at the head of the sentence that names the other."""
    root = view.doc[other.start].sent.root
    found = topic_at(view, root)
    assert found is not None  # a line without a topic is not read
    return found


def _is_enough(one: Candidate, ontology: Ontology, *, stated: bool) -> bool:
    """Whether the network is precise with what it tells so, whether or not the line has words of the relation."""
    return precision_of(one, ontology) >= LEAST_TOLD


def _moved(end: End, by: int) -> End:
    return replace(end, start=end.start + by, end=end.end + by)


def _statement(reading: Reading, line: _Line, one: Candidate, ontology: Ontology) -> Iterator[Statement]:
    places = tuple(line.whose if end.refers_to == TOPIC else (line.number, end) for end in (one.subject, one.object))
    beside = [reading.evidence(line.number, [one.trigger])]
    if line.heading is not None:
        beside.append(reading.evidence(line.heading, [0, len(reading.pieces[line.heading].doc) - 1]))
    trigger = reading.offsets(line.number, one.trigger, one.trigger + 1)
    yield from statement_across(reading, (places[0], places[1]), trigger, one, ontology, beside=beside)
