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
    (  # none of a list is taken up alone
        "Corvane Ltd grew. Visa, Monzo and Klarna shrank. The Leiden-based company was founded by Ann Lee.",
        {("Corvane", "basedIn", "Leiden"), ("Ann Lee", "founded", "Corvane")},
    ),
    (  # whoever helps is another
        "Corvane Ltd is old. With the help of Klarna, the company hired Ann Lee in 2019.",
        {("Ann Lee", "worksFor", "Corvane")},
    ),
    (  # what a sentence names by the way is not what it is about
        "Corvane Ltd grew. Corvane Ltd hired nobody. Talks with Klarna failed, says Ann Lee, whom the company hired in 2020.",
        {("Ann Lee", "worksFor", "Corvane")},
    ),
    (  # nouns of two words
        "Kestrel Credit Union opened a branch. Visa grew. The credit union was founded by Ann Lee.",
        {("Ann Lee", "founded", "Kestrel Credit Union")},
    ),
    ("Visa moved to Lagos. Ann Lee founded the central bank.", set()),
    ("Visa is old. Ann Lee founded the first bank. Ann Lee founded the new company.", set()),
    (  # what the heading is about is taken up rather than what was named by the way
        "## Tamweel+ | Cairo\nLoans for school fees. Ann Lee met people at Klarna Ltd. John Holt founded the firm in 2015.",
        {("Tamweel", "basedIn", "Cairo"), ("John Holt", "founded", "Tamweel")},
    ),
    ("Klarna opened an office. The regulator is based in Stockholm.", set()),
    (  # what a name is said to be takes up no other
        "Corvane Bank grew. Ann Lee works for Lindqvist & Rowe, the audit firm, in London.",
        {("Ann Lee", "worksFor", "Lindqvist & Rowe")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_what_is_taken_up(text: str, expected: set[tuple[str, str, str]], extract: Extract) -> None:
    extraction = extract(text)
    names = {one.id: one.name for one in extraction.entities}
    assert {(names[one.subject], one.predicate, names[one.object]) for one in extraction.statements} == expected
