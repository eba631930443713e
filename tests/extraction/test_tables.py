"""Figures in the cells of tables: what their column's head says of them, in which unit, and whose row it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]


def test_a_table_in_columns(extract: Extract) -> None:
    table = (
        "Rank   Company          City   Loans 2024  Change\n"
        "1      Corvane Bank     Leeds  1,420       +9%\n"
        "2      Dovemoor Bank    York   610         -4%\n"
        "3      Kestrel Bank     Bath   n/a         12%\n"
    )
    text = f"All figures in EUR m unless stated\n\n{table}"
    extraction = extract(text)
    names: dict[str | None, str] = {one.id: one.name for one in extraction.entities}
    found = [
        (names.get(one.about), one.measure, f"{one.value.number}", one.value.unit, one.time) for one in extraction.observations
    ]
    assert found == [
        ("Corvane Bank", "Loans 2024", "1420000000", "EUR", "2024"),
        ("Corvane Bank", "Change", "9", "%", None),
        ("Dovemoor Bank", "Loans 2024", "610000000", "EUR", "2024"),
        ("Dovemoor Bank", "Change", "-4", "%", None),
        ("Kestrel Bank", "Change", "12", "%", None),
    ]


@pytest.mark.parametrize(
    ("head", "number", "unit"),
    [("Loans (€m)", "610000000", "EUR"), ("Loans, $bn", "610000000000", "USD"), ("Loans", "610", None)],
)
def test_heads_give_units(head: str, number: str, unit: str | None, extract: Extract) -> None:
    table = f"Company  City  {head}\nCorvane Bank  Leeds  610\nDovemoor Bank  York  n/a\nKestrel Bank  Bath  $5\n"
    first = extract(table).observations[0]
    assert (f"{first.value.number}", first.value.unit, first.value.text) == (number, unit, "610")


def test_a_table_without_heads(extract: Extract) -> None:
    rows = (
        "Summary (in millions, except per share)",
        "                       Q3 2025  Q3 2024  Change",
        "Net revenue            $318.7   $287.1   11%",
        "Earnings per share     $1.20    $1.10    9%",
        "Active shops (thousands)  91.5   84.2    8%",
    )
    text = "Corvane Bank reports\n\n" + "\n".join(rows) + "\n\nAbout Corvane Bank\nCorvane Bank is a lender.\n"
    found = [(one.measure, f"{one.value.number}", one.value.unit) for one in extract(text).observations]
    assert found == [
        ("Net revenue", "318700000", "USD"),
        ("Net revenue", "287100000", "USD"),
        ("Net revenue", "11", "%"),
        ("Earnings per share", "1.2", "USD"),
        ("Earnings per share", "1.1", "USD"),
        ("Earnings per share", "9", "%"),
        ("Active shops (thousands)", "91500", None),
        ("Active shops (thousands)", "84200", None),
        ("Active shops (thousands)", "8", "%"),
    ]


def test_sentences_in_cells_are_no_figures(extract: Extract) -> None:
    rows = ("Company  City  Notes", "Corvane Bank  Leeds  bought 3 small firms", "Dovemoor Bank  York  sold 2 of them")
    assert extract("\n".join(rows)).observations == ()
