"""`The round` and its like: whose it is, who led it and took part, and where nobody can say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Status

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]

TABLE: list[tuple[str, set[tuple[str, str]]]] = [
    ("Tallow Pay raised $40 million. The round was led by Everdale Capital.", {("Everdale Capital", "Tallow Pay")}),
    ("Tallow Pay raised $40 million. Everdale Capital led the round.", {("Everdale Capital", "Tallow Pay")}),
    ("Klarna's funding round was led by Everdale Capital.", {("Everdale Capital", "Klarna")}),
    (
        "Tallow Pay closed a Series B. The round was led by Everdale Capital, with participation from Mothwing Ventures.",
        {("Everdale Capital", "Tallow Pay"), ("Mothwing Ventures", "Tallow Pay")},
    ),
    ("Tallow Pay raised $40 million. The round included Everdale Capital.", {("Everdale Capital", "Tallow Pay")}),
    # no event was told of, or of two firms
    ("Tallow Pay is based in London. The round was led by Everdale Capital.", set()),
    ("Tallow Pay and Kite Bank raised $40 million each. The round was led by Everdale Capital.", set()),
    ("Tallow Pay raised $40 million. The meeting was led by Everdale Capital.", set()),
    ("Tallow Pay raised $40 million. The round was not led by Everdale Capital.", set()),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_round_takes_up_who_raised_it(text: str, expected: set[tuple[str, str]], extract: Extract) -> None:
    extraction = extract(text)
    names = {one.id: one.name for one in extraction.entities}
    invested = {one for one in extraction.statements if one.predicate == "investedIn" and one.status is Status.ASSERTED}
    assert {(names[one.subject], names[one.object]) for one in invested} == expected
