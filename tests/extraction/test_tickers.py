"""Tickers in brackets: who is listed on what, and that nothing else is said of the exchange."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

LISTED = [
    ("Shares of PayPal (NASDAQ: PYPL) fell.", {("PayPal", "Nasdaq")}),
    ("Kestrel Pay plc (LSE: KSP), a payments firm, hired Ann Lee.", {("Kestrel Pay", "London Stock Exchange")}),
    ("Worldline (Euronext Paris: WLN) opened an office.", {("Worldline", "Euronext Paris")}),
    (
        "Tamar Holdings (TSX-V: TMR; OTCQB: TMRHF) met clients.",
        {("Tamar Holdings", "TSX Venture Exchange"), ("Tamar Holdings", "OTCQB")},
    ),
    ("If Visa (NYSE:V) buys Plaid, fees may rise.", {("Visa", "New York Stock Exchange")}),
    # numbers of registers, hours and the like
    ("Kestrel Pay (FRN: 900123) and Marlow Pay (LEI: 5493001KJTIIGC8Y1R12) met at noon (GMT: 1200).", set()),
    ("Kestrel Pay (FCA) met clients.", set()),
]


@pytest.mark.parametrize(("text", "listed"), LISTED, ids=[text for text, _ in LISTED])
def test_bracket_lists_the_firm(text: str, listed: set[tuple[str, str]], extract: Callable[[str], Extraction]) -> None:
    extraction = extract(text)
    names = {one.id: one.name for one in extraction.entities}
    assert {(names[one.subject], names[one.object]) for one in extraction.statements if one.predicate == "listedOn"} == listed


def test_exchange_takes_no_part_in_the_sentence(extract: Callable[[str], Extraction]) -> None:
    extraction = extract("Worldline (Euronext Paris: WLN) acquired Ingenico.")
    acquired = [one for one in extraction.statements if one.predicate == "acquired"]
    assert [(one.subject, one.object) for one in acquired] == [("organisation/worldline", "organisation/ingenico")]


def test_exchange_in_brackets_is_no_alias(extract: Callable[[str], Extraction]) -> None:
    extraction = extract("Beacon Roofing Supply, Inc. (NASDAQ: BECN) sells roofs.")
    assert {one.name for one in extraction.entities} == {"Beacon Roofing Supply", "Nasdaq"}
