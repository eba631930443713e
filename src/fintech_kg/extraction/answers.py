"""Answers: from questions that `yes` or `no` follows to what they state with that: `Do you support Pix? Not yet.`"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span

from fintech_kg.extraction.candidates import Candidate, View
from fintech_kg.extraction.frames import TriggerIndex, proposals
from fintech_kg.extraction.gate import Refusal, refusal
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.extraction.topics import TOPIC
from fintech_kg.model import Statement, Status
from fintech_kg.ontology import Ontology

FRAME = "answer"
"""The frame of what a question and its answer state; behind it stand the trigger's words."""
_YES = frozenset({"yes", "yep", "absolutely", "certainly", "sure", "indeed", "correct"})
_NO = frozenset({"no", "nope", "not", "never", "unfortunately"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_Place = tuple[int, Span]


def answered_statements(reading: Reading, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What the questions of a document state of which the next sentence says whether it is so."""
    for number, question, (place, answer) in _questions(reading):
        status = _status(answer)
        if status is not None:
            asked = _with_you(reading.views[number], question)
            for one in proposals(asked, index, ontology):
                is_of_it = question.start <= one.trigger < question.end
                if is_of_it and refusal(asked, one, ontology.relations[one.relation]) is Refusal.QUESTION:
                    yield from _statement(reading, number, replace(one, status=status), (place, answer), ontology)


def _statement(reading: Reading, number: int, one: Candidate, answer: _Place, ontology: Ontology) -> Iterator[Statement]:
    said = replace(one, frame=f"{FRAME}:{one.frame.partition(':')[2]}")
    trigger = reading.offsets(number, one.trigger, one.trigger + 1)
    ends = (number, one.subject), (number, one.object)
    told = reading.evidence(answer[0], [answer[1].start, answer[1].end - 1])
    yield from statement_across(reading, ends, trigger, said, ontology, beside=[told])


def _questions(reading: Reading) -> Iterator[tuple[int, Span, _Place]]:
    """Each question with the sentence behind it, which may stand in the next piece."""
    before: _Place | None = None
    for number, piece in enumerate(reading.pieces):
        if before is None and "?" not in piece.doc.text:
            continue
        for sentence in piece.doc.sents:
            if before is not None:
                yield *before, (number, sentence)
            before = (number, sentence) if sentence.text.rstrip().endswith("?") else None


def _status(answer: Span) -> Status | None:
    """What the first word says of what was asked."""
    first = next((token.lower_ for token in answer if token.is_alpha), "")
    return Status.ASSERTED if first in _YES else Status.DENIED if first in _NO else None


def _with_you(view: View, question: Span) -> View:
    """The view in which `you` is whom the page is about."""
    if view.topic is None or view.topic.refers_to != TOPIC:
        return view
    you = {
        token.i: replace(view.topic, start=token.i, end=token.i + 1)
        for token in question
        if token.lower_ == "you" and token.dep_ in _SUBJECTS
    }
    return replace(view, arguments={**view.arguments, **you})
