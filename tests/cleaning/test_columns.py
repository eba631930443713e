"""Tables set in columns become rows with marked cells, and nothing else does."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import CELL_MARK, clean, source_text
from fintech_kg.model import BlockKind, Source

TABLE = "Company  City  Loans\nCorvane  Leeds  610\nDovemoor\tYork\t1,420\nKestrel Pay    Bath   95\n"


def _rows(text: str) -> list[str]:
    document = clean(Source("page", text, "text/plain"))
    return [document.text[one.start : one.end] for one in document.blocks if one.kind is BlockKind.ROW]


def test_lines_with_wide_gaps_at_as_many_places_are_rows() -> None:
    assert [row.split(CELL_MARK) for row in _rows(TABLE)] == [
        ["Company", "City", "Loans"],
        ["Corvane", "Leeds", "610"],
        ["Dovemoor", "York", "1,420"],
        ["Kestrel Pay", "Bath", "95"],
    ]


def test_rows_have_the_first_as_their_context() -> None:
    document = clean(Source("page", TABLE, "text/plain"))
    assert [one.context for one in document.blocks] == [None, 0, 0, 0]


def test_the_source_can_be_put_back() -> None:
    assert source_text(clean(Source("page", TABLE, "text/plain"))) == TABLE


@pytest.mark.parametrize(
    "text",
    [
        "Home  News  About\nLogin  Help  Search\nPress  Jobs  Shop\n",
        "It grew by 5.  It hired 9.  It left.\nIt fell by 3.  It fired 2.  It stayed.\nIt paid 4.  It owed 7.  It lost.\n",
        "Corvane  Leeds  610\nDovemoor  York  1,420\n",
        "Menu ▾  Products 2  Company\n\nCorvane grew by 5% last year in Leeds.\n",
    ],
)
def test_what_only_has_gaps_is_no_table(text: str) -> None:
    assert _rows(text) == []
