"""Units that a table states once for its bare numbers: from its head or the line over it to what a one in it would be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from fintech_kg.extraction.numbers import find_values, plain
from fintech_kg.model import Value

_UNIT = r"(?P<mark>[A-Z]{3}|[A-Z]{0,2}[$€£¥₹]) ?(?P<times>m|mn|million|bn|billion|k|thousand|crore|lakh)?\b"
# `Loans (EUR m)`, `Revenue, $bn`; over a table, `All figures in EUR m`.
_OF_HEAD = re.compile(rf"[(,] ?(?:in )?{_UNIT}")
_OF_TABLE = re.compile(rf"\b(?i:figures|amounts|sums|values|numbers) (?:are )?in {_UNIT}")
# `(in millions, except per share)` over a table, `Active locations (thousands)` in a row.
_SCALE = re.compile(r"(?i:\((?:in |figures in )?(?:[a-z$€£¥ ]{0,12})?(?P<times>thousands|millions|billions)\b)")
_TIMES = {"thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}
_PER_UNIT = re.compile(r"(?i:\bper\b|\bEPS\b|\bratio\b|\bmargin\b)")


def of_head(head: str) -> Value | None:
    """One in the unit of a column's head."""
    return next(_stated(_OF_HEAD, head), None)


def of_table(above: str) -> Value | None:
    """One in the unit that a line over a table gives all its figures."""
    return next(_stated(_OF_TABLE, above), None)


def of_scale(above: str) -> Value | None:
    """One in the multiple, without a unit, that a line over a table or a label gives its figures."""
    found = _SCALE.search(above)
    return None if found is None else Value(Decimal(_TIMES[found["times"].lower()]), None, found[0])


def is_per_unit(label: str) -> bool:
    """Whether a row holds amounts for each of something, which no line over the table multiplies."""
    return _PER_UNIT.search(label) is not None


def stated_units(text: str) -> Iterator[Value]:
    """One in each unit that a text with a table may state for the figures in it."""
    yield from _stated(_OF_HEAD, text)
    yield from _stated(_OF_TABLE, text)
    yield from (Value(Decimal(_TIMES[one["times"].lower()]), None, one[0]) for one in _SCALE.finditer(text))


def in_unit(value: Value, one: Value) -> Value:
    """A value in a unit that its table gives, where it is written without any."""
    if not value.text[-1:].isdigit() or (value.unit is not None and one.unit is not None):
        return value
    upper = None if value.upper is None else plain(value.upper * one.number)
    return replace(value, number=plain(value.number * one.number), unit=one.unit or value.unit, upper=upper)


def _stated(pattern: re.Pattern[str], text: str) -> Iterator[Value]:
    for unit in pattern.finditer(text):
        yield from (one.value for one in find_values(f"{unit['mark']} 1{unit['times'] or ''}"))
