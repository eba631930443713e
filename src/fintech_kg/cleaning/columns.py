"""Tables set in columns: from lines of a text with wide gaps at as many places to their rows, and the edits that mark cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fintech_kg.cleaning.edits import Edit
from fintech_kg.cleaning.markdown import CELL_MARK

_LINE = re.compile(r"[^\n]*\n?")
# Not behind a stop: that is how typists part sentences.
_GAP = re.compile(r"(?<=[^\s.!?])(?:[ \u00a0]{2,}|[ \u00a0]*\t[ \t\u00a0]*)(?=\S)")
_WIDE = " " * len(CELL_MARK)
_FEWEST_CELLS = 3
_FEWEST_ROWS = 3
_LONGEST_CELL = 40
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    gaps: tuple[tuple[int, int], ...]
    has_figures: bool


def widening_edits(text: str) -> Iterator[Edit]:
    """The gaps between the cells of tables as wide as a cell's mark."""
    for row in _rows(text):
        yield from (Edit(start, end, _WIDE) for start, end in row.gaps if text[start:end] != _WIDE)


def column_edits(text: str) -> Iterator[Edit]:
    """The gaps between the cells of tables as cells' marks; no offset moves."""
    for row in _rows(text):
        yield from (Edit(start, end, CELL_MARK) for start, end in row.gaps if text[start:end] == _WIDE)


def row_starts(text: str) -> frozenset[int]:
    """Where the lines start that are rows of tables."""
    return frozenset(row.start for row in _rows(text))


def _rows(text: str) -> Iterator[_Row]:
    """The rows of all tables: lines one below the other with as many short cells, most of which have a figure."""
    lines = (_row(match.start(), match[0]) for match in _LINE.finditer(text))
    for cells, group in groupby(lines, key=lambda row: len(row.gaps) + 1):
        rows = list(group)
        figures = sum(row.has_figures for row in rows[1:])
        if cells >= _FEWEST_CELLS and len(rows) >= _FEWEST_ROWS and 2 * figures >= len(rows) - 1:
            yield from rows


def _row(start: int, line: str) -> _Row:
    gaps = tuple(match.span() for match in _GAP.finditer(line.rstrip()))
    ends = [0, *(place for gap in gaps for place in gap), len(line)]
    cells = [line[left:right] for left, right in zip(ends[::2], ends[1::2], strict=True)]
    if "|" in line or any(len(cell.strip()) > _LONGEST_CELL for cell in cells):
        gaps = ()
    at = tuple((start + left, start + right) for left, right in gaps)
    return _Row(start, at, any(_DIGIT.search(cell) for cell in cells[1:]))
