"""Where names end: legal forms, the places of firms, abbreviated states, and words that are no names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Kind

pytestmark = pytest.mark.model

NAMED = [
    ("It rained in Carterville, Ill., and in San Jose, CA, all day.", {"Carterville", "Ill.", "San Jose", "CA"}),
    ("Apple, Inc. sells phones.", {"Apple, Inc."}),
    ("Marlow Pay Inc. of Houston closed.", {"Marlow Pay Inc.", "Houston"}),
    ("Equity Group Holdings Plc (NSE: EQTY) is the parent of Kite Bank.", {"Equity Group Holdings Plc", "NSE", "Kite Bank"}),
    ("Corvane Ltd hired Ann Lee. Klarna opened an office.", {"Corvane Ltd", "Ann Lee", "Klarna"}),
    ("Dr Grace Wanjiru, Chief Risk Officer, formerly of the Central Bank of Kenya", {"Grace Wanjiru", "Central Bank of Kenya"}),
    ("When I retired I slept.", set()),
    ("Novartis to buy Alcon stake for $39 billion", {"Novartis", "Alcon"}),
    ("Schroders plc met RBC Capital Markets, LLC on Monday.", {"Schroders plc", "RBC Capital Markets, LLC"}),
    ("He met Kim Dae-jung in Seoul.", {"Kim Dae-jung", "Seoul"}),
    ("Shares of Kohlberg Kravis Roberts & Co. L.P. rose.", {"Kohlberg Kravis Roberts & Co. L.P."}),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_names_end_where_they_end(extract: Callable[[str], Extraction], text: str, names: set[str]) -> None:
    assert {text[one.start : one.end] for one in extract(text).mentions} == names


def test_an_abbreviation_is_its_state(extract: Callable[[str], Extraction]) -> None:
    assert "place/illinois" in {one.entity for one in extract("It rained in Carterville, Ill., all day.").mentions}


def test_namesake_of_a_known_place_is_a_person(extract: Callable[[str], Extraction]) -> None:
    (kind,) = {one.kind for one in extract("Pereira's father, a rancher, was convicted.").mentions}
    assert kind is Kind.PERSON


def test_language_is_no_place(extract: Callable[[str], Extraction]) -> None:
    assert extract("The interview was published in Spanish on Monday.").mentions == ()


def test_a_code_without_a_place_before_it_is_no_state(extract: Callable[[str], Extraction]) -> None:
    assert extract("Come in, OR stay out.").mentions == ()
