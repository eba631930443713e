"""Marks in sentences."""

from __future__ import annotations

import pytest

from fintech_kg.explorer.sentences import Mark, marks

from .graphs import evidence


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(104, 107, "end"), (100, 103, "trigger")], [(0, 3, "trigger"), (4, 7, "end")]),
        ([(90, 103, "end")], []),
        ([(104, 200, "end")], []),
        ([(104, 104, "end")], []),
        ([(107, 104, "end")], []),
        ([(100, 105, "end"), (104, 107, "trigger")], [(0, 5, "end")]),
        ([(100, 103, "end"), (103, 104, "trigger")], [(0, 3, "end"), (3, 4, "trigger")]),
    ],
)
def test_only_spans_inside_that_do_not_overlap_are_marked(spans: list[Mark], expected: list[Mark]) -> None:
    assert marks(evidence("abc def.", start=100), spans) == expected


def test_offsets_count_utf_16_units() -> None:
    assert marks(evidence("😀😀 ab", start=100), [(103, 105, "end")]) == [(5, 7, "end")]
