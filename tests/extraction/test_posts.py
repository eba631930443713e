"""Posts: who holds which, in the words of the text, at whomever."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import stated

pytestmark = pytest.mark.model

HELD = [
    ("Chief executive Anna Holt spoke.", {("Anna Holt", "Chief executive", "asserted")}),
    ("Mr Deese served as chairman.", {("Deese", "chairman", "past")}),
    (
        "Anna Holt, 44, is president and chief operating officer of Marlow Bank.",
        {("Anna Holt", "president", "asserted"), ("Anna Holt", "chief operating officer", "asserted")},
    ),
    ("The chairman spoke of Anna Holt.", set()),
]


@pytest.mark.parametrize(("text", "held"), HELD)
def test_posts_are_kept_in_words(extract: Callable[[str], Extraction], text: str, held: set[tuple[str, str, str]]) -> None:
    extraction = extract(text)
    found = {
        (text[slice(*one.subject_span)], text[slice(*one.object_span)], one.status.value)
        for one in extraction.open_statements
        if one.predicate == "hasRole"
    }
    assert found == held


def test_a_post_is_no_fact(extract: Callable[[str], Extraction]) -> None:
    assert extract("Chief executive Anna Holt spoke.").statements == ()


@pytest.mark.parametrize(
    ("text", "founded"),
    [
        ("Anna Holt, chief executive of Marlow Bank and co-founder of Kite Pay, spoke.", {"Kite Pay"}),
        ("Anna Holt, chief executive of Marlow Bank and founder, spoke.", {"Marlow Bank"}),
    ],
)
def test_each_post_is_at_the_firm_behind_it(extract: Callable[[str], Extraction], text: str, founded: set[str]) -> None:
    assert {whole for _, _, whole in stated(extract(text), "founded")} == founded
    assert stated(extract(text), "worksFor") == {("Anna Holt", "worksFor", "Marlow Bank")}
