"""Numbers with what they measure, of what, and when: from one Doc's values to observations over its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.figures import PERIODS, Measure, beside, verb_over
from fintech_kg.extraction.measures import measure_of
from fintech_kg.extraction.numbers import FoundValue, find_values
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.extraction.status import status_of_verb
from fintech_kg.extraction.times import rate_of, time_of
from fintech_kg.extraction.verbs import clause, subject_heads
from fintech_kg.model import Kind, Status, Value
from fintech_kg.ontology import Cue

_KINDS = frozenset(Kind)
_LARGE = 1000
# How many observations of a sentence a later one can take up.
_REMEMBERED = 6
_WORD = re.compile(r"\b[^\W\d_]")


@dataclass(frozen=True, slots=True)
class FoundObservation:
    """A value in a Doc with its measure, what it is about (an argument, or None) and when.

    `loose`: the sentence names nothing that it could be about, so that it is about what the text is about there.
    """

    start: int
    end: int
    value: Value
    measure: str
    about: Argument | None
    time: str | None
    status: Status
    loose: bool = False


def find_observations(view: View) -> Iterator[FoundObservation]:
    """The observations of a Doc in order; a value in another's measure (`startups valued over $1 billion`) is part of it."""
    covered, sentence, text = 0, -1, view.doc.text
    values = list(find_values(text))
    near: list[tuple[Measure, FoundObservation]] = []
    for number, found in enumerate(values):
        span = view.doc.char_span(found.start, found.end, alignment_mode="expand")
        if found.start < covered or span is None or any(view.at(token) for token in span):
            continue
        near, sentence = near[-_REMEMBERED:] if span.sent.start == sentence else [], span.sent.start
        measure = measure_of(view, span, found.value, tuple((one, made.value) for one, made in near))
        if measure is None or not _says_something(measure, found.value):
            continue
        covered = max(covered, view.doc[measure.end - 1].idx + 1 if measure.end > span.end else 0)
        limit = values[number + 1].start if number + 1 < len(values) else len(text)
        one = _observation(view, found, span, measure, near[-1][1] if near else None, limit)
        near.append((measure, one))
        if one.measure:  # a share of which nothing is said but when: `6% this year`
            yield one


def _says_something(measure: Measure, amount: Value) -> bool:
    """A bare number needs a counted noun: an age behind a name (`Holt, 44,`) measures nothing that we know."""
    if measure.words and not _WORD.search(measure.words):
        return False
    if amount.unit is not None or measure.borrowed:
        return bool(measure.words) or measure.change or amount.unit == "%"
    head = measure.head
    is_noun = head is not None and (head.pos_ == "NOUN" or head.tag_ == "NNPS")
    return bool(measure.words) and (is_noun or amount.number >= _LARGE)


def _observation(
    view: View, found: FoundValue, span: Span, measure: Measure, near: FoundObservation | None, limit: int
) -> FoundObservation:
    about = near.about if near is not None and measure.borrowed else _about(view, span, measure)
    if about is None and near is not None:
        about = near.about
    verb = measure.verb or verb_over(span.root)
    return FoundObservation(
        start=found.start,
        end=found.end,
        value=_signed(_with_noun(found.value, span, measure), measure.sign),
        measure=" ".join(part for part in (measure.text, rate_of(span)) if part),
        about=about,
        time=time_of(view.doc, span, limit)
        or (near.time if near is not None and measure.borrowed and measure.change else None),
        status=_status(view, verb, measure),
        loose=about is None and _is_said_of_nothing(view, span, verb, measure),
    )


def _status(view: View, verb: Token | None, measure: Measure) -> Status:
    status = Status.ASSERTED if verb is None else status_of_verb(verb, view.ontology)
    if not measure.former:
        return status
    # What a plan would change is so today; what was changed is so no longer.
    return Status.PAST if status is Status.ASSERTED else Status.ASSERTED


def _signed(value: Value, sign: int) -> Value:
    if sign > 0 or value.number < 0:
        return value
    return replace(value, number=-value.number, upper=None if value.upper is None else -value.upper)


def _with_noun(value: Value, span: Span, measure: Measure) -> Value:
    """A bare count takes the counted noun for its unit: `63 million users`, `3.4 million active users`."""
    head, after = measure.head, beside(span, 0)
    if value.unit is None and after is not None and after.lemma_.lower() in PERIODS:
        return replace(value, unit=after.lower_)
    if value.unit is None and head is not None and head.tag_ == "NNS" and head.i >= span.end and not measure.change:
        return replace(value, unit=head.lower_)
    return value


def _about(view: View, value: Span, measure: Measure) -> Argument | None:
    """The owner of the measured thing, what a sum was paid for, the clause's subject, or what is named before in the clause."""
    verb = measure.verb or verb_over(value.root)
    for head in _owners(view, value, measure, verb):
        found = phrase_arguments(view, head, _KINDS)
        if found:
            return _characterising(view, head) or found[0]
    return _named_near(view, value, verb)


def _owners(view: View, value: Span, measure: Measure, verb: Token | None) -> Iterator[Token]:
    tokens = [token for token in (measure.head, value.root) if token is not None]
    within = [one for token in tokens for one in (token, *token.ancestors) if verb is None or one == token or one.i > verb.i]
    yield from (child for token in within for child in token.children if child.dep_ == "poss")
    if measure.head is not None:
        yield from _of_whom(view, measure.head)
    if verb is None:
        return
    lemma = verb.lemma_.lower()
    if {lemma, f"{lemma}e"} & view.ontology.cues[Cue.DEAL]:
        # `fined Amberline 400,000`, `was bought for 18 million`: the sum is of what it was paid for.
        objects = [head for head in clause(verb).objects if head not in value]
        yield from (head for head in objects if measure.head is None or head != measure.head)
    yield from subject_heads(verb)


def _of_whom(view: View, head: Token) -> Iterator[Token]:
    """`revenue at Octavo Pay`, `the assets of Meridale Bank`."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "at", "for", "by"}:
            yield from (one for one in child.children if _is_owner(view.at(one)))


def _is_owner(argument: Argument | None) -> bool:
    return argument is not None and argument.kind is not Kind.TECHNOLOGY


def _named_near(view: View, value: Span, verb: Token | None) -> Argument | None:
    """The first thing named before the value in its sentence, a place last; behind it only a place of the same clause."""
    in_sentence = sorted({one for token in value.sent if (one := view.at(token)) is not None and one.refers_to is None})
    before = [one for one in in_sentence if one.end <= value.start]
    after = [one for one in in_sentence if one.start >= value.end and verb_over(view.doc[one.end - 1]) in {verb, None}]
    if before:
        return next((one for one in before if one.kind is not Kind.PLACE), before[0])
    return next((one for one in reversed(after) if one.kind is Kind.PLACE), None)


def _is_said_of_nothing(view: View, value: Span, verb: Token | None, measure: Measure) -> bool:
    """Whether the clause's subject is what is measured, as in `Volume grew 5%`, so that nobody else can be meant."""
    if measure.head is None or verb is None:
        return False
    subjects = list(subject_heads(verb))
    return measure.head in subjects and not any(
        one.refers_to is None for token in value.sent if token.i < value.start and (one := view.at(token))
    )


def _characterising(view: View, head: Token) -> Argument | None:
    """`blockchain-based trade finance platform`: the technology that the phrase begins with and is based on."""
    first = view.at(head.left_edge)
    if first is None or first.kind is not Kind.TECHNOLOGY or first.end + 1 >= len(view.doc):
        return None
    joined = view.doc[first.end].text == "-" and view.doc[first.end + 1].tag_ == "VBN"
    return first if joined and first.end < head.i else None
