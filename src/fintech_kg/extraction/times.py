"""When a figure holds: from a value in a Doc to the date of its sentence that belongs to it."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from fintech_kg.extraction.mentions import DATES

_DATE = re.compile(
    r"\d|January|February|March|April|May|June|July|August|September|October|November|December|year|quarter|month|half"
)
_RATE = re.compile(
    r"^(?:an?|each|every|per) \w+$|^(?:annual|dai|week|month|quarter|year)ly$|^(?:year|quarter|month)$|^\d+ \w+s$",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"^ ((?:annual|dai|week|month|quarter|year)ly|(?:an?|each|every|per) (?:day|week|month|quarter|year|annum))\b"
    r"(?! (?:earlier|ago|later|before|after))",
    re.IGNORECASE,
)
_COMPARISON = re.compile(r"^(?:more|less|higher|lower|fewer) than ", re.IGNORECASE)


def time_of(doc: Doc, value: Span, limit: int) -> str | None:
    """The date right behind the value, up to the next value (`limit`) and the next comma; else the nearest one before it,
    else the first one behind. Rates (`a month`) and terms of comparison (`than a year earlier`) are no dates of the value."""
    dates = [span for span in doc.spans.get(DATES, ()) if span.sent == value.sent and _is_time(span)]
    after = [span for span in dates if span.start >= value.end]
    own = [span for span in after if span.start_char < limit and "," not in doc[value.end : span.start].text]
    before = [span for span in dates if span.end <= value.start]
    free = [span for span in after if not re.search(", |\\bfrom ", doc[value.end : span.start].text_with_ws)]
    chosen = own[:1] or before[-1:] or free[:1]
    return chosen[0].text if chosen else None


def rate_of(value: Span) -> str | None:
    """`a month`, `annually`: the period right behind the value that it is the amount of."""
    found = _PERIOD.match(value.doc.text[value.end_char : value.sent.end_char])
    return None if found is None else found[1]


def _is_time(span: Span) -> bool:
    text, before = span.text, span.doc[span.start - 1].lower_ if span.start > 0 else ""
    return bool(_DATE.search(text)) and not _RATE.search(text) and not _COMPARISON.search(text) and before != "than"
