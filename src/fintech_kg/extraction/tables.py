"""Figures in tables: from a row to the values in its cells, each with what its column's head says, and whose row it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fintech_kg.cleaning import CELL_MARK
from fintech_kg.extraction.numbers import FoundValue, find_values
from fintech_kg.extraction.observations import FoundObservation
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import Status, Value

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNIT = r"(?P<mark>[A-Z]{3}|[A-Z]{0,2}[$€£¥₹]) ?(?P<times>m|mn|million|bn|billion|k|thousand|crore|lakh)?\b"
# `Loans (EUR m)`, `Revenue, $bn`; over a table, `All figures in EUR m`.
_OF_HEAD = re.compile(rf"[(,] ?(?:in )?{_UNIT}")
_OF_TABLE = re.compile(rf"\b(?i:figures|amounts|sums|values|numbers) (?:are )?in {_UNIT}")
_FARTHEST = 2


def figures_of_row(reading: Reading, number: int) -> Iterator[tuple[FoundObservation, str | None]]:
    """The figures that fill cells, and what the row names first; none without a head."""
    block, text, doc = reading.pieces[number].block, reading.document.text, reading.pieces[number].doc
    if block.context is None:
        return
    top = reading.document.blocks[block.context]
    heads = [head.strip() for head in text[top.start : top.end].split(CELL_MARK)]
    above = " ".join(
        text[one.start : one.end] for one in reading.document.blocks[max(0, block.context - _FARTHEST) : block.context]
    )
    named = [entity for (piece, _), entity in sorted(reading.names.of.items()) if piece == number]
    for column, (start, cell) in enumerate(_cells(doc.text)):
        found = next(find_values(cell), None)
        if 0 < column < len(heads) and heads[column] and found is not None and _fills(cell, found):
            yield _figure(start, found, heads[column], above), named[0] if named else None


def _figure(start: int, found: FoundValue, head: str, above: str) -> FoundObservation:
    unit, year = _OF_HEAD.search(head), _YEAR.search(head)
    return FoundObservation(
        start=start + found.start,
        end=start + found.end,
        value=_in_unit(found.value, unit or _OF_TABLE.search(above)),
        measure=head,
        about=None,
        time=None if year is None else year[0],
        status=Status.ASSERTED,
    )


def _in_unit(value: Value, unit: re.Match[str] | None) -> Value:
    """The value in the unit that its head or table gives, where it is written without any: read as one of these would be."""
    one = None if unit is None else next(find_values(f"{unit['mark']} 1{unit['times'] or ''}"), None)
    if one is None or value.unit is not None or not value.text[-1:].isdigit():
        return value
    upper = None if value.upper is None else value.upper * one.value.number
    return replace(value, number=value.number * one.value.number, unit=one.value.unit, upper=upper)


def _cells(row: str) -> Iterator[tuple[int, str]]:
    """The cells of a row with their starts."""
    start = 0
    for cell in row.split(CELL_MARK):
        yield start, cell
        start += len(cell) + len(CELL_MARK)


def _fills(cell: str, found: FoundValue) -> bool:
    """Whether a cell holds nothing else but a word that is counted."""
    return not cell[: found.start].strip(" ~<>≈*") and len(cell[found.end :].split()) <= 1
