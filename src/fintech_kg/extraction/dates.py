"""Dates by rule, for pipelines whose recogniser knows none: from a text to the spans of its dates and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.| (?=\d)))"
)
_DAY_OF_WEEK = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_COUNT = (
    r"(?i:an?|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|few|many"
    r"|couple of)"
)
_PERIOD = r"(?:day|week|weekend|month|quarter|half|year|decade|spring|summer|autumn|fall|winter|century)"
_ORDINAL = r"(?:first|second|third|fourth|last|final)"
_OF_YEAR = (
    rf"(?: (?:of|in) (?:(?:the )?(?:fiscal |financial )?(?:year )?{_YEAR}|(?:the|this|last|next) (?:fiscal )?year)| {_YEAR})"
)
_ON_DATE = rf"(?:{_DAY} )?{_MONTH}(?: ?{_DAY}\b)?(?: to {_MONTH})?(?:,? {_YEAR})?"
# A lone number is a year only where its neighbours do not make it a count: `in 2019`, `2019.`, never `2000 shops`.
_LONE_YEAR = (
    rf"(?:(?<=\b[Ii]n )|(?<=\b[Oo]f )|(?<=\b[Bb]y )|(?<=[Ss]ince )|(?<=[Ff]rom )|(?<=[Uu]ntil )|(?<=[Tt]he )|(?<=\b[Tt]o )"
    rf"|(?<=\bFY )|(?<=[Dd]uring )){_YEAR}\b|\b{_YEAR}\b(?! [a-z]+s\b)(?! ?(?:%|per cent|million|billion|people))"
)
# With what a date may begin asked first, most words are passed over at once.
_DATE = re.compile(
    r"\b(?=[\dA-Zabceflmnopsty])(?:"
    rf"(?:the )?(?:(?:early|late|mid|end|start|beginning|middle)(?: of |-| ))?(?:the )?{_ON_DATE}(?![a-z])"
    rf"|\b{_YEAR}-\d\d-\d\d\b"
    rf"|\b(?:[Bb]etween {_YEAR} and|{_YEAR} ?[-–]) ?{_YEAR}\b"
    rf"|\b(?:fiscal|financial)(?: year)? {_YEAR}\b|\bFY ?(?:{_YEAR}|\d\d)\b|\b[QH][1-4](?: (?:FY)?{_YEAR})?\b"
    rf"|\b(?:the )?{_ORDINAL} (?:quarter|half|decade)\b{_OF_YEAR}?"
    rf"|\bthe (?:end|start|beginning|middle) of (?:the (?:year|month|quarter|decade)|{_YEAR})\b"
    rf"|\b(?:the )?(?:last|next|past|previous|following|coming) {_COUNT} {_PERIOD}s\b"
    rf"|\b(?:the )?(?:last|this|next|past|previous|following|same) (?:{_PERIOD}|{_MONTH}(?![a-z])|{_DAY_OF_WEEK})\b"
    rf"|\b(?:over |about |nearly |almost )?{_COUNT} {_PERIOD}s? (?:ago|earlier|later|before)\b"
    rf"|\b(?:about |nearly |almost |more than )?{_COUNT} {_PERIOD}s\b|\b(?:a|the) (?:year|month|week|day|quarter|weekend)\b"
    rf"|\b(?:the )?(?:(?:early|late|mid)[- ])?{_YEAR}s\b|\b{_DAY_OF_WEEK}s?\b|\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow)\b"
    rf"|{_LONE_YEAR})",
)
_MAY = re.compile(r"^May$")
_MONEY = re.compile(r"[$£€¥₹#.,/-]$")


def find_dates(text: str) -> Iterator[tuple[int, int]]:
    """The half-open code-point offsets of the dates, periods and weekdays in a text, in order; none overlaps another."""
    for match in _DATE.finditer(text):
        start, end = match.span()
        if not _MONEY.search(text[max(0, start - 1) : start]) and not (_MAY.match(match[0]) and not _is_month(text, start)):
            yield start, end


def _is_month(text: str, start: int) -> bool:
    """`in May`, but neither `May` that opens a question nor one in a name."""
    return bool(
        re.search(r"\b(?:in|of|since|by|from|until|last|next|this|to|early|late|and|mid) $", text[max(0, start - 8) : start])
    )
