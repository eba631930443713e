"""Whom a pronoun or a description takes up: by the fact that it makes, or by that it makes none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]

TABLE: list[tuple[str, set[tuple[str, str, str]]]] = [
    (
        "Kite Bank is based in London. It acquired Plaid in 2021.",
        {("Kite Bank", "basedIn", "London"), ("Kite Bank", "acquired", "Plaid")},
    ),
    (  # an `it` at the head of a paragraph may take up the one before
        "Kite Bank is based in London.\n\nIt acquired Plaid in 2021.",
        {("Kite Bank", "basedIn", "London"), ("Kite Bank", "acquired", "Plaid")},
    ),
    (  # behind another sentence of its own paragraph it does not
        "Kite Bank is based in London.\n\nThe start-up raised money last year. In 2021 it acquired Plaid.",
        {("Kite Bank", "basedIn", "London")},
    ),
    (  # Monzo is no bank by its class, and is called one; nothing says that Corvane is
        "Corvane Ltd hired Ann Lee in 2019. Monzo opened a branch. John Holt founded the bank in 2015.",
        {("Ann Lee", "worksFor", "Corvane"), ("John Holt", "founded", "Monzo")},
    ),
    (  # several sorts of firm
        "Corvane Ltd hired Ann Lee in 2019. Klarna opened an office. John Holt founded the lender in 2005.",
        {("Ann Lee", "worksFor", "Corvane"), ("John Holt", "founded", "Klarna")},
    ),
    (  # a description that holds a place
        "Merlion Trust acquired Kite Ledger. The Singapore-based lender owns Sampan Cards. Its chief executive is Grace Teo.",
        {
            ("Merlion Trust", "acquired", "Kite Ledger"),
            ("Merlion Trust", "basedIn", "Singapore"),
            ("Sampan Cards", "subsidiaryOf", "Merlion Trust"),
            ("Grace Teo", "worksFor", "Merlion Trust"),
        },
    ),
    (  # a page in the first person is that of whom it names most
        "Kite Pay is new. Kite Pay grows. Kite Pay thanks its clients. We use machine learning.",
        {("Kite Pay", "uses", "machine learning")},
    ),
    ("Kite Pay is new. Kite Pay grows. Klarna grows, too. Klarna is old. We use machine learning.", set()),
    ("Kite Pay is new. Kite Pay grows. Kite Pay is ours. “We use machine learning every day,” a rival said.", set()),
    ("Klarna opened an office. The regulator is based in Stockholm.", set()),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_what_is_taken_up(text: str, expected: set[tuple[str, str, str]], extract: Extract) -> None:
    extraction = extract(text)
    names = {one.id: one.name for one in extraction.entities}
    assert {(names[one.subject], one.predicate, names[one.object]) for one in extraction.statements} == expected
