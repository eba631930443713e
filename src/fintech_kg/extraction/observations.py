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
from fintech_kg.extraction.owners import (
    has_own_subject,
    is_penalty,
    named_near,
    of_another,
    owner,
    says_of_nothing,
    subject_of_own,
    subjects_beside,
)
from fintech_kg.extraction.status import status_of_verb
from fintech_kg.extraction.times import rate_of, time_of
from fintech_kg.model import Status, Value

_LARGE, _MILLION = 1000, 1_000_000
_CODE = 3
"""Letters of a currency's code."""
# How many observations of a sentence a later one can take up.
_REMEMBERED = 6
_WORD = re.compile(r"\b[^\W\d_]")


@dataclass(frozen=True, slots=True)
class FoundObservation:
    """A value in a Doc with its measure, what it is about (an argument, or None) and when.

    `loose`: the sentence names nothing that it could be about, so that it is about what the text is about there. `guessed`:
    what it is about is only what is named nearest; `bare`: the sentence has no subject but what is measured, and `fragment`:
    none at all, as in a list.
    """

    start: int
    end: int
    value: Value
    measure: str
    about: Argument | None
    time: str | None
    status: Status
    loose: bool = False
    guessed: bool = False
    bare: bool = False
    fragment: bool = False


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
    verb = measure.verb or verb_over(span.root)
    about, guessed = _about(view, span, measure, near)
    follows = near is not None and measure.borrowed and measure.change
    return FoundObservation(
        start=found.start,
        end=found.end,
        value=_signed(_with_currency(_with_noun(found.value, span, measure), span, measure, near), measure.sign),
        measure=" ".join(part for part in (measure.text, rate_of(span)) if part),
        about=about,
        time=time_of(view.doc, span, limit) or (near.time if near is not None and follows else None),
        status=_status(view, verb, measure),
        loose=about is None and (is_penalty(view, measure) or says_of_nothing(view, span, verb, measure)),
        guessed=guessed,
        bare=not has_own_subject(span, measure),
        fragment=not subjects_beside(span),
    )


def _about(view: View, span: Span, measure: Measure, near: FoundObservation | None) -> tuple[Argument | None, bool]:
    """What a figure is about, and whether that is only what is named nearest."""
    other = of_another(view, span, measure)
    if other is None and near is not None and measure.borrowed:
        other = subject_of_own(view, span, near.about)
    if other is not None or (near is not None and measure.borrowed):
        return (other, False) if other is not None or near is None else (near.about, near.guessed)
    own = owner(view, span, measure)
    if own is not None:
        return own, False
    if is_penalty(view, measure):
        return None, False
    about = named_near(view, span, measure)
    if about is None and near is not None:
        return near.about, near.guessed
    return about, about is not None


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


def _with_currency(value: Value, span: Span, measure: Measure, near: FoundObservation | None) -> Value:
    """`a loss of 38 million euros on revenue of 412 million`: millions of nothing else are of the sentence's money."""
    scaled = value.unit is None and value.number >= _MILLION and not value.text[-1:].isdigit()
    of = beside(span, -1)
    money = near is not None and near.value.unit is not None and len(near.value.unit) == _CODE and near.value.unit.isupper()
    is_sum = measure.head is not None and measure.head.i < span.start and of is not None and of.lower_ == "of"
    return replace(value, unit=near.value.unit) if scaled and money and is_sum and near is not None else value


def _with_noun(value: Value, span: Span, measure: Measure) -> Value:
    """A bare count takes the counted noun for its unit: `63 million users`, `3.4 million active users`."""
    head, after = measure.head, beside(span, 0)
    if value.unit is None and after is not None and after.lemma_.lower() in PERIODS:
        return replace(value, unit=after.lower_)
    if value.unit is None and head is not None and head.tag_ == "NNS" and head.i >= span.end and not measure.change:
        return replace(value, unit=head.lower_)
    return value
