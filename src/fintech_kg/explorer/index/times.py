"""From words for a time (`30 June 2025`, `in 2025`) to a day, month or year, and to the days between which it lies."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "sept|" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_PATTERNS = (
    re.compile(rf"\b{_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"\b(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+(?P<word>{_MONTH})\.?,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b(?P<word>{_MONTH})\.?\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}-(?P<month>0[1-9]|1[0-2])\b"),
    re.compile(rf"\b(?P<word>{_MONTH})\.?\s+(?:of\s+)?{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"(?<![\d.,$€£¥]){_YEAR}(?![\d.,]\d|\d)"),
)


@dataclass(frozen=True, slots=True)
class Time:
    """`day` in ISO 8601 as precise as the words are (`2025-06-30`, `2025-06`, `2025`), `low` and `high` whole days."""

    day: str
    low: str
    high: str


def time_of(words: str | None) -> Time | None:
    """The time that the words name; None where they name none by itself (`last year`). Of several it is the first."""
    found = next(_times((words or "")[:200]), None)
    if found is None:
        return None
    year, month, day = found
    if month is None:
        return Time(f"{year:04}", f"{year:04}-01-01", f"{year:04}-12-31")
    last = monthrange(year, month)[1]
    if day is None or day > last:
        return Time(f"{year:04}-{month:02}", f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}")
    whole = f"{year:04}-{month:02}-{day:02}"
    return Time(whole, whole, whole)


def _times(words: str) -> Iterator[tuple[int, int | None, int | None]]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(words):
            parts = found.groupdict()
            month = _month(parts.get("word")) if parts.get("word") else int(parts["month"]) if parts.get("month") else None
            yield int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None


def _month(word: str | None) -> int | None:
    start = (word or "")[:3].lower()
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(start)), None)
