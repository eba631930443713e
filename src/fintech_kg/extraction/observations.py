"""Numbers with what they measure, of what, and when: from one Doc's values to observations over its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.measures import measure_of
from fintech_kg.extraction.mentions import DATES
from fintech_kg.extraction.numbers import FoundValue, find_values
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.extraction.status import status_of_verb
from fintech_kg.extraction.verbs import clause, subject_heads
from fintech_kg.model import Kind, Status, Value

_KINDS = frozenset(Kind)
_DEALS = {"acquire", "buy", "purchase", "fine", "sell", "penalise", "penalize", "value"}
_LARGE = 1000
_DATE = re.compile(
    r"\d|January|February|March|April|May|June|July|August|September|October|November|December|year|quarter|month"
)


@dataclass(frozen=True, slots=True)
class FoundObservation:
    """A value in a Doc with its measure, what it is about (an argument, or None) and when."""

    start: int
    end: int
    value: Value
    measure: str
    about: Argument | None
    time: str | None
    status: Status


def find_observations(view: View) -> Iterator[FoundObservation]:
    """The observations of a Doc in order; a value in another's measure (`startups valued over $1 billion`) is part of it."""
    covered = 0
    for found in find_values(view.doc.text):
        span = view.doc.char_span(found.start, found.end, alignment_mode="expand")
        if found.start < covered or span is None or any(view.at(token) for token in span):
            continue
        measure = measure_of(view, span)
        if measure is None or not _says_something(view, measure, span, found.value):
            continue
        if measure.start_char >= found.end:
            covered = measure.end_char
        yield _observation(view, found, span, measure)


def _says_something(view: View, measure: Span, value: Span, amount: Value) -> bool:
    """A bare number needs a counted noun: an age behind a name (`Holt, 44,`) measures nothing that we know."""
    words = [token for token in measure if token not in value and token.is_alpha]
    if amount.unit is None and not any(token.pos_ == "NOUN" or token.tag_ == "NNPS" for token in words):
        return amount.number >= _LARGE and bool(words)
    return bool(words) or amount.unit is not None


def _observation(view: View, found: FoundValue, span: Span, measure: Span) -> FoundObservation:
    verb = _verb_over(span.root)
    return FoundObservation(
        start=found.start,
        end=found.end,
        value=_with_noun(found.value, span, measure),
        measure=_without(measure, span),
        about=_about(view, span, verb),
        time=_time(view.doc, span, found),
        status=Status.ASSERTED if verb is None else status_of_verb(verb, view.ontology),
    )


def _without(measure: Span, value: Span) -> str:
    """The measure's words without the value's own and without its time."""
    end = value.end + (value.end < len(value.doc) and value.doc[value.end].lower_ == "of")
    dated = {token.i for span in value.doc.spans.get(DATES, ()) if span.start >= measure.start for token in _dated(span)}
    words = [token.text_with_ws for token in measure if not value.start <= token.i < end and token.i not in dated]
    return re.sub(r"\s+", " ", "".join(words)).strip(" ,;:()")


def _dated(span: Span) -> Iterator[Token]:
    """A date that holds a digit, with its preposition and `alone`."""
    if not any(char.isdigit() for char in span.text):
        return
    if span.start > 0 and span.doc[span.start - 1].pos_ == "ADP":
        yield span.doc[span.start - 1]
    yield from span
    if span.end < len(span.doc) and span.doc[span.end].lower_ == "alone":
        yield span.doc[span.end]


def _with_noun(value: Value, span: Span, measure: Span) -> Value:
    """A bare count takes the counted noun for its unit where the noun stands alone behind it: `63 million users`."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if value.unit is None and after is not None and after.tag_ == "NNS" and after.i + 1 >= measure.end:
        return Value(value.number, after.lower_, value.text, value.upper)
    return value


def _verb_over(token: Token) -> Token | None:
    while token.dep_ != "ROOT":
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _about(view: View, value: Span, verb: Token | None) -> Argument | None:
    """The possessor of the measured thing, the clause's subject, or the nearest thing named before in the sentence."""
    heads = [child for token in (value.root, *value.root.ancestors) for child in token.children if child.dep_ == "poss"]
    if verb is not None and _DEALS & {verb.lemma_.lower(), f"{verb.lemma_.lower()}e"}:
        # `fined Amberline 400,000`, `was bought for 18 million`: the sum is of what it was paid for.
        heads += [head for head in clause(verb).objects if head not in value]
    if verb is not None:
        heads += list(subject_heads(verb))
    for head in heads:
        found = phrase_arguments(view, head, _KINDS)
        if found:
            return _characterising(view, head) or found[0]
    in_sentence = sorted({one for token in value.sent if (one := view.at(token)) is not None and one.refers_to is None})
    before = [one for one in in_sentence if one.end <= value.start]
    after = [one for one in in_sentence if one.start >= value.end]
    if before:
        return before[0]
    return after[-1] if after and after[-1].kind is Kind.PLACE else None


def _characterising(view: View, head: Token) -> Argument | None:
    """`blockchain-based trade finance platform`: the technology that the phrase begins with and is based on."""
    first = view.at(head.left_edge)
    if first is None or first.kind is not Kind.TECHNOLOGY or first.end + 1 >= len(view.doc):
        return None
    joined = view.doc[first.end].text == "-" and view.doc[first.end + 1].tag_ == "VBN"
    return first if joined and first.end < head.i else None


def _time(doc: Doc, value: Span, found: FoundValue) -> str | None:
    """The nearest date of the sentence that is no part of the value, the one behind it first."""
    dates = [
        span
        for span in doc.spans.get(DATES, ())
        if span.sent == value.sent
        and (span.end_char <= found.start or span.start_char >= found.end)
        and _DATE.search(span.text)
    ]
    after = [span for span in dates if span.start_char >= found.end]
    chosen = after[:1] or dates[-1:]
    return chosen[0].text if chosen else None
