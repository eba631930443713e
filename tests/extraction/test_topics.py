"""What fragments say of the name that opens their line, or that heads their section."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import Told, stated

pytestmark = pytest.mark.model

SECTION = """## Stackle Ltd (Lagos, Nigeria)
An open banking club for banks. Backed by Accel and Visa. Acquired by Klarna in 2020.

## Zuri Ledger Ltd
Mastercard was founded by Dee Hock. The blockchain boom helped them.
"""
TABLE: list[tuple[str, Told]] = [
    ("Papara Ltd: e-wallet with 20 million users", {("Papara", "develops", "digital wallet")}),
    (
        "- Kite Pay Ltd: payment gateway, bought by PayU in 2019",
        {("Kite Pay", "develops", "payment gateway"), ("PayU", "acquired", "Kite Pay")},
    ),
    ("- Kite Bank – consumer bank, backed by Visa", {("Visa", "investedIn", "Kite Bank")}),
    ("- Kite Pay Ltd – acquirer; acquired Tannery Ltd in 2020.", {("Kite Pay", "acquired", "Tannery")}),
    (
        SECTION,
        {
            ("Visa", "investedIn", "Stackle"),
            ("Accel", "investedIn", "Stackle"),
            ("Klarna", "acquired", "Stackle"),
        },
    ),
    ("Visa: blockchain is dead", set()),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:40] for text, _ in TABLE])
def test_fragments_are_said_of_their_topic(text: str, expected: Told, extract: Callable[[str], Extraction]) -> None:
    assert stated(extract(text), "develops", "acquired", "investedIn") == expected


def test_posts_without_a_firm_are_held_at_the_topic(extract: Callable[[str], Extraction]) -> None:
    text = "## Stackle Ltd (Lagos, Nigeria)\nCEO Hana Sato worked at Visa until 2020. Founder Tom Berg met CTO Ann Lee of Visa."
    assert stated(extract(text), "worksFor", "founded") == {
        ("Hana Sato", "worksFor", "Stackle"),
        ("Tom Berg", "founded", "Stackle"),
        ("Ann Lee", "worksFor", "Visa"),
    }


def test_quote_goes_from_the_heading_to_the_fragment(extract: Callable[[str], Extraction]) -> None:
    extraction = extract(SECTION)
    (one,) = (one for one in extraction.statements if one.subject == "organisation/klarna")
    assert one.evidence.quote == SECTION[SECTION.index("Stackle") : SECTION.index("\n\n## Zuri")]
    assert SECTION[slice(*one.object_span)] == "Stackle Ltd"
