"""Rounds, founders and owners that sentences tell in parts: who took part, who else, and of what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import Told, stated

pytestmark = pytest.mark.model

INVESTED: list[tuple[str, set[tuple[str, str]]]] = [
    (
        "Tallow Pay raised $40 million. Investors include Everdale Capital and Mothwing Ventures.",
        {("Everdale Capital", "Tallow Pay"), ("Mothwing Ventures", "Tallow Pay")},
    ),
    (
        "Tallow Pay raised $40 million. Existing investors Everdale Capital and Mothwing Ventures also participated.",
        {("Everdale Capital", "Tallow Pay"), ("Mothwing Ventures", "Tallow Pay")},
    ),
    ("Tallow Pay raised $40 million. Investors such as Everdale Capital said that markets are weak.", set()),
    ("Kite Bank is old. Investors include Everdale Capital.", set()),
    (  # the round of whom the whole text is about
        "Tallow Pay bags $9m\n\nTallow Pay, which moves money, is new. Tallow Pay grows.\n\n"
        "Everdale Capital wrote the first cheque. The Series A was led by Mothwing Ventures.",
        {("Everdale Capital", "Tallow Pay"), ("Mothwing Ventures", "Tallow Pay")},
    ),
    ("Visa owns 22% of Kite Bank and Mastercard 14%.", {("Visa", "Kite Bank"), ("Mastercard", "Kite Bank")}),
    ("Visa and Mastercard are the owners of Kite Bank.", {("Visa", "Kite Bank"), ("Mastercard", "Kite Bank")}),
    ("Visa acquired all outstanding shares of Kite Bank.", set()),
    (
        "About Kestrel Pay\n\nWe love shops. Kestrel Pay moves money.\n\n2017 – Seed round from Everdale Capital\n",
        {("Everdale Capital", "Kestrel Pay")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), INVESTED, ids=[text[-60:] for text, _ in INVESTED])
def test_who_invested(text: str, expected: set[tuple[str, str]], extract: Callable[[str], Extraction]) -> None:
    assert {(one, other) for one, _, other in stated(extract(text), "investedIn")} == expected


OTHERS: list[tuple[str, Told]] = [
    ("Visa acquired all outstanding shares of Kite Bank.", {("Visa", "acquired", "Kite Bank")}),
    (
        "Kite Bank took over Tallow Pay in 2016, Corrib Wallet in 2020.",
        {("Kite Bank", "acquired", one) for one in ("Tallow Pay", "Corrib Wallet")},
    ),
    (
        "Ann Lee founded Kite Bank in 2019 together with Tom Berg.",
        {("Ann Lee", "founded", "Kite Bank"), ("Tom Berg", "founded", "Kite Bank")},
    ),
    ("Ann Lee founded Kite Bank with money from Visa.", {("Ann Lee", "founded", "Kite Bank")}),
    ("Hana Sato left Kite Bank to build it.", set()),
    ("Kite Bank is new, says Hana Sato, who built Kite Bank.", {("Hana Sato", "founded", "Kite Bank")}),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_who_bought_and_founded(text: str, expected: Told, extract: Callable[[str], Extraction]) -> None:
    assert stated(extract(text), "acquired", "founded") == expected
