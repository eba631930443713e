"""A figure whose unit stands over its table is proved by evidence that holds both, and only as that unit says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from fintech_kg import build
from fintech_kg.extraction.units import in_unit, stated_units
from fintech_kg.model import Value
from fintech_kg.verification import verify

TABLE = (
    "All figures in EUR m unless stated\n\n"
    "Rank  Company  City  Loans 2024\n"
    "1  Corvane Bank  Leeds  1,420\n"
    "2  Dovemoor Bank  York  2.5\n"
    "3  Kestrel Bank  Bath  n/a\n"
)


@pytest.mark.model
def test_a_unit_over_a_table_is_in_the_evidence(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "table.txt").write_text(TABLE, encoding="utf-8")
    build([tmp_path / "texts"]).write(tmp_path / "output")
    turtle = (tmp_path / "output" / "graph.ttl").read_text(encoding="utf-8")
    assert "1420000000" in turtle
    assert "2500000" in turtle
    assert verify(tmp_path / "output").findings == ()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("All figures in EUR m unless stated", [("1000000", "EUR")]),
        ("Loans ($bn)", [("1000000000", "USD")]),
        ("Loans 2024", []),
        ("The figures in the second part", []),
    ],
)
def test_units_that_a_table_states(text: str, stated: list[tuple[str, str]]) -> None:
    assert [(str(one.number), one.unit) for one in stated_units(text)] == stated


def test_only_bare_numbers_take_a_unit() -> None:
    million = Value(Decimal(1000000), "EUR", "EUR 1m")
    assert in_unit(Value(Decimal("2.5"), None, "2.5"), million) == Value(Decimal(2500000), "EUR", "2.5")
    assert in_unit(Value(Decimal(9), "%", "9%"), million) == Value(Decimal(9), "%", "9%")
