"""Where names end: legal forms, the places of firms, abbreviated states, and words that are no names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

NAMED = [
    ("It rained in Carterville, Ill., and in San Jose, CA, all day.", {"Carterville", "Ill.", "San Jose", "CA"}),
    ("Apple, Inc. sells phones.", {"Apple, Inc."}),
    ("Marlow Pay Inc. of Houston closed.", {"Marlow Pay Inc.", "Houston"}),
    ("When I retired I slept.", set()),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_names_end_where_they_end(extract: Callable[[str], Extraction], text: str, names: set[str]) -> None:
    assert {text[one.start : one.end] for one in extract(text).mentions} == names


def test_an_abbreviation_is_its_state(extract: Callable[[str], Extraction]) -> None:
    assert "place/illinois" in {one.entity for one in extract("It rained in Carterville, Ill., all day.").mentions}


def test_a_code_without_a_place_before_it_is_no_state(extract: Callable[[str], Extraction]) -> None:
    assert extract("Come in, OR stay out.").mentions == ()
