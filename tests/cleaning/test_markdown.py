"""Markdown's marks go, its words stay where they are."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.model import Document, Source


def cleaned(text: str) -> Document:
    return clean(Source("x.md", text, "text/markdown"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Kite Bank** bought *Plaid*.", "Kite Bank bought Plaid ."),
        ("__Kite Bank__ and _Plaid_", "Kite Bank and Plaid"),
        ("[Kite Bank](https://kite.example/a_b 'title') grew", "Kite Bank grew"),
        ("![the logo](logo.png) Kite Bank", "the logo Kite Bank"),
        ("`settle_batch` and 2 * 3 and snake_case_name", "settle_batch and 2 * 3 and snake_case_name"),
        ("> Kite Bank said so.", "Kite Bank said so."),
        ("| Bank | City |\n|---|:-:|\n| Kite Bank | Lagos |", "Bank , City Kite Bank , Lagos"),
        ("a [broken link](nowhere", "a [broken link](nowhere"),
        ("a [[nested] link](x) here", "a [[nested] link](x) here"),
        ("one\n\n---\n\ntwo", "one two"),
    ],
)
def test_words_stay(text: str, words: str) -> None:
    assert cleaned(text).text.split() == words.split()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Before\n```\ncode()\n```\nAfter", "code"),
        ("---\ntitle: x\n---\nAfter", "front matter"),
        ("Before <!-- a\ncomment --> After", "comment"),
    ],
)
def test_what_is_no_prose_is_reported(text: str, reason: str) -> None:
    document = cleaned(text)
    assert [one.reason for one in document.left_out] == [reason]
    assert document.text.split()[-1] == "After"


def test_offsets_do_not_move() -> None:
    text = "> **Kite** [Bank](https://kite.example) bought *Plaid*"
    assert cleaned(text).text.index("Plaid") == text.index("Plaid")


@pytest.mark.parametrize(
    "text",
    [
        "-" * 100_000 + "x",
        "[" * 200_000,
        "[](" * 60_000,
        "<!--" * 200_000,
        "```\n~~~\n" * 50_000,
        "|" * 100_000,
        "*_" * 100_000,
    ],
    ids=["rule", "brackets", "links", "comments", "fences", "bars", "emphasis"],
)
def test_hostile_markdown_costs_no_square(text: str) -> None:
    """Each of these took minutes or more under a pattern that goes back over what it has read."""
    assert len(cleaned(text).text) == len(text)
