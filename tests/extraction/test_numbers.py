"""The values of a text: what is found, how it is normalised, and what is no value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fintech_kg.extraction.numbers import find_values

SINGLE = [
    ("$15.8 billion VC investment", "$15.8 billion", "15800000000", "USD"),
    ("processing $4T annually", "$4T", "4000000000000", "USD"),
    ("handled HK$412.5 billion", "HK$412.5 billion", "412500000000", "HKD"),
    ("worth ₹8,450 crore", "₹8,450 crore", "84500000000", "INR"),
    ("a book of ₹1.2 lakh crore", "₹1.2 lakh crore", "1200000000000", "INR"),
    ("revenue of £42m", "£42m", "42000000", "GBP"),
    ("USD 4.2m in fees", "USD 4.2m", "4200000", "USD"),
    ("5 million euros", "5 million euros", "5000000", "EUR"),
    ("20 million Singapore dollars", "20 million Singapore dollars", "20000000", "SGD"),
    ("43% of applications", "43%", "43", "%"),
    ("rose 4.5 per cent", "4.5 per cent", "4.5", "%"),
    ("up 3 percentage points", "3 percentage points", "3", "percentage points"),
    ("a fee of 12 basis points", "12 basis points", "12", "bp"),
    ("a change of -1.8%", "-1.8%", "-1.8", "%"),
    ("63 million users", "63 million", "63000000", None),
    ("1,940 customers", "1,940", "1940", None),
    ("11,000+ merchants", "11,000+", "11000", None),
    ("$15 Billion Raised", "$15 Billion", "15000000000", "USD"),
    ("4.7/5 on Trustpilot", "4.7/5", "4.7", "out of 5"),
    ("from €499/month", "€499", "499", "EUR"),
    ("transactions (+52%)", "+52%", "52", "%"),
    ("received 56 comments on it", "56", "56", None),
    ("grew in 2024 to 15.6 million", "15.6 million", "15600000", None),
    ("2020 – 17.1 million", "17.1 million", "17100000", None),
    ("fell to 84p", "84p", "0.84", "GBP"),
    ("drained 1,240 ETH", "1,240 ETH", "1240", "ETH"),
    ("RM 12 million saved", "RM 12 million", "12000000", "MYR"),
    ("paid 40 million zloty", "40 million zloty", "40000000", "PLN"),
    ("₫240.000 a month", "₫240.000", "240000", "VND"),
    ("Rp 2.500.000 a year", "Rp 2.500.000", "2500000", "IDR"),
]
RANGES = [
    ("between ₹19,000 crore and ₹21,000 crore", "190000000000", "210000000000", "INR"),
    ("£20m to £25m", "20000000", "25000000", "GBP"),
    ("3 to 5 basis points", "3", "5", "bp"),
    ("15–20%", "15", "20", "%"),
    ("2 to 3 million", "2000000", "3000000", None),
]
NO_VALUE = [
    "in 2024", "on 12 September", "September 12", "3 June 2025", "2017-2019", "the 3rd quarter", "in Q3", "Section 4 applies",
    "open 24/7", "call +44 20 7946 0958", "a 2,800-word report", "version 3", "Series 7",
    "PART 1 — PIX", "TUESDAY 21 APRIL", "4.1 The decision", "LIP‑28", "3 min read · 18 claps", "Comments (14)", "at 1 a.m.",
    "sold.[4] It was", "Bridge Street, 3011 Bern", "Portland, OR 97204", "($1 = 0.86 euros)", "BTC $97,412 ▲1.2%",
    "by 1510 GMT", "2 hours ago", "PDF (4.1 MB)", "Reading time 5 minutes", "week 47", "Episode 12", "Routing # 291999999",
    "19 times earnings", "Rank 3", "in the top 10", "Job ID 77120", "30% off with code LEDGER30", "Call 1-800-555-0199",
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "number", "unit"), SINGLE)
def test_a_value_is_normalised(text: str, written: str, number: str, unit: str | None) -> None:
    (found,) = find_values(text)
    assert (found.value.text, found.value.number, found.value.unit) == (written, Decimal(number), unit)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_range_is_one_value(text: str, low: str, high: str, unit: str | None) -> None:
    (found,) = find_values(text)
    assert (found.value.number, found.value.upper, found.value.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize("text", NO_VALUE)
def test_dates_ordinals_and_labels_are_no_values(text: str) -> None:
    assert list(find_values(text)) == []


def test_a_change_from_one_level_to_another_is_two_values() -> None:
    values = [found.value for found in find_values("The share rose from 4.1 % to 5.3 %.")]
    assert [(value.number, value.unit, value.upper) for value in values] == [
        (Decimal("4.1"), "%", None),
        (Decimal("5.3"), "%", None),
    ]


def test_a_growth_to_a_level_is_two_values() -> None:
    values = [found.value for found in find_values("Revenue rose 12% to $5m.")]
    assert [(value.number, value.unit) for value in values] == [(Decimal(12), "%"), (Decimal(5000000), "USD")]
