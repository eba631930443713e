"""Dates by rule: what is one and where it begins and ends."""

from __future__ import annotations

import itertools

import pytest

from fintech_kg.extraction.dates import find_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It opened on 3 March 2024 in Lagos.", ["3 March 2024"]),
        ("It opened in March.", ["March"]),
        ("Sales rose in the third quarter of 2023.", ["the third quarter of 2023"]),
        ("Founded in 2016, it grew until 2019.", ["2016", "2019"]),
        ("From 2013–2018 he led the desk.", ["2013–2018"]),
        ("Between 2019 and 2023 it lost money.", ["Between 2019 and 2023"]),
        ("Profit fell last year and this quarter.", ["last year", "this quarter"]),
        ("Two years ago it had no users.", ["Two years ago"]),
        ("On Friday it filed; today it closed.", ["Friday", "today"]),
        ("Revenue of FY2025 and Q3 2024.", ["FY2025", "Q3 2024"]),
        ("Filed Sept. 4, 2021.", ["Sept. 4, 2021"]),
    ],
)
def test_dates_are_found_with_their_bounds(text: str, dates: list[str]) -> None:
    assert [text[start:end] for start, end in find_dates(text)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "It has 2000 shops.",
        "They raised $2015 million.",
        "Theresa May spoke.",
        "May the best bank win.",
        "Goh Wei Jun, the CFO",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert list(find_dates(text)) == []


def test_dates_do_not_overlap() -> None:
    found = list(find_dates("In early March 2021, the first quarter, and 2021-03-04 to May 2022."))
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))
