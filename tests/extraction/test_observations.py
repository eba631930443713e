"""What a figure measures, of what, when, and with which sign: short sentences, each with all its observations."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.extraction import Extractor
from fintech_kg.model import Source

pytestmark = pytest.mark.model

Row = tuple[str, str | None, str, str | None, str | None, str]

# In the sentences C stands for Corvane Bank and D for Dovemoor Finance; a row is (number, unit, measure, about, time, status).
TABLE: list[tuple[str, list[Row]]] = [
    (
        "C reported revenue of $4 billion in 2024, up 23%.",
        [("4000000000", "USD", "revenue", "C", "2024", "asserted"), ("23", "%", "change in revenue", "C", "2024", "asserted")],
    ),
    (
        "C's revenue rose 23% to $4bn in 2024.",
        [("23", "%", "change in revenue", "C", "2024", "asserted"), ("4000000000", "USD", "revenue", "C", "2024", "asserted")],
    ),
    (
        "C's revenue was up 23% to $4bn.",
        [("23", "%", "change in revenue", "C", None, "asserted"), ("4000000000", "USD", "revenue", "C", None, "asserted")],
    ),
    (
        "C's revenue fell 5% to £42m.",
        [("-5", "%", "change in revenue", "C", None, "asserted"), ("42000000", "GBP", "revenue", "C", None, "asserted")],
    ),
    (
        "C's market share rose from 4.1% to 5.3%.",
        [("4.1", "%", "market share", "C", None, "past"), ("5.3", "%", "market share", "C", None, "asserted")],
    ),
    (
        "C cut its merchant fee from 14 basis points to 9.",
        [("14", "bp", "merchant fee", "C", None, "past"), ("9", "bp", "merchant fee", "C", None, "asserted")],
    ),
    ("C cut its fees by 12 basis points.", [("-12", "bp", "change in fees", "C", None, "asserted")]),
    (
        "C lost €18 million last year on revenue of €74 million.",
        [
            ("-18000000", "EUR", "profit or loss", "C", "last year", "asserted"),
            ("74000000", "EUR", "revenue", "C", "last year", "asserted"),
        ],
    ),
    ("C made a loss of £7.8m in 2023.", [("-7800000", "GBP", "profit or loss", "C", "2023", "asserted")]),
    ("C posted a net loss of £3m.", [("-3000000", "GBP", "net profit or loss", "C", None, "asserted")]),
    ("C made a profit of $2 million.", [("2000000", "USD", "profit", "C", None, "asserted")]),
    ("C had credit losses of £4m.", [("4000000", "GBP", "credit losses", "C", None, "asserted")]),
    ("C acquired D for $210 million.", [("210000000", "USD", "price", "D", None, "asserted")]),
    ("D was bought by C for €31 million in 2021.", [("31000000", "EUR", "price", "D", "2021", "asserted")]),
    ("The regulator fined C £400,000.", [("400000", "GBP", "fine", "C", None, "asserted")]),
    ("C raised $40 million in a Series B round.", [("40000000", "USD", "funding raised", "C", None, "asserted")]),
    ("C employs 260 people in Glasgow.", [("260", "people", "people employed in Glasgow", "C", None, "asserted")]),
    ("C has 3.4 million active users.", [("3400000", "users", "active users", "C", None, "asserted")]),
    ("C serves 212,000 business customers.", [("212000", "customers", "business customers served", "C", None, "asserted")]),
    (
        "C processed HK$412.5 billion in 2024, 11.2% more than a year earlier.",
        [
            ("412500000000", "HKD", "amount processed", "C", "2024", "asserted"),
            ("11.2", "%", "change in amount processed", "C", "2024", "asserted"),
        ],
    ),
    ("C processed payments worth ₹ 2 crore.", [("20000000", "INR", "payments processed", "C", None, "asserted")]),
    ("C handled S$52 million in payments.", [("52000000", "SGD", "payments handled", "C", None, "asserted")]),
    ("C holds a 12% stake in D.", [("12", "%", "stake in Dovemoor Finance", "C", None, "asserted")]),
    ("C announced a 12% increase in lending.", [("12", "%", "change in lending", "C", None, "asserted")]),
    ("Lending at C grew by 8 per cent in 2023.", [("8", "%", "change in lending", "C", "2023", "asserted")]),
    (
        "Deposits at C stood at €9.3 billion on 30 June 2025.",
        [("9300000000", "EUR", "deposits", "C", "30 June 2025", "asserted")],
    ),
    ("C expects revenue of between £12m and £15m in 2026.", [("12000000..15000000", "GBP", "revenue", "C", "2026", "planned")]),
    (
        "C is valued at $3 billion, up from $1.2 billion two years ago.",
        [
            ("3000000000", "USD", "valuation", "C", None, "asserted"),
            ("1200000000", "USD", "valuation", "C", "two years ago", "past"),
        ],
    ),
    ("C charges a fee of 1.4%.", [("1.4", "%", "fee", "C", None, "asserted")]),
    ("C's user base doubled to 2.1m.", [("2100000", None, "user base", "C", None, "asserted")]),
    ("C accounts for 43% of card payments in Kenya.", [("43", "%", "share of card payments in Kenya", "C", None, "asserted")]),
    ("Some 63% of adults in Kenya use C.", [("63", "%", "share of adults in Kenya", "Kenya", None, "asserted")]),
    ("C did not make a profit of £5m.", [("5000000", "GBP", "profit", "C", None, "denied")]),
    ("C reportedly raised $50 million.", [("50000000", "USD", "funding raised", "C", None, "rumoured")]),
    ("C processes $4T annually.", [("4000000000000", "USD", "amount processed annually", "C", None, "asserted")]),
    ("C's costs declined 3 percentage points.", [("-3", "percentage points", "change in costs", "C", None, "asserted")]),
    (
        "C had total assets of S$18.6 billion on 30 June 2025.",
        [("18600000000", "SGD", "total assets", "C", "30 June 2025", "asserted")],
    ),
    (
        "C is based in Hamburg. Volume grew 3–5% a month. Its fee fell by 25 basis points to 1.4%.",
        [
            ("3..5", "%", "change in volume a month", "C", None, "asserted"),
            ("-25", "bp", "change in fee", "C", None, "asserted"),
            ("1.4", "%", "fee", "C", None, "asserted"),
        ],
    ),
    ("C sees revenue growth of 12% in 2026.", [("12", "%", "change in revenue", "C", "2026", "asserted")]),
    (
        "C's headcount fell by 200 to 1,450.",
        [("-200", None, "change in headcount", "C", None, "asserted"), ("1450", None, "headcount", "C", None, "asserted")],
    ),
    ("Shares in C fell 4.5% on Monday.", [("-4.5", "%", "change in shares in Corvane Bank", "C", None, "asserted")]),
    ("C will invest $100 million in Kenya.", [("100000000", "USD", "amount invested", "C", None, "planned")]),
    (
        "C said that revenue had climbed 9% to 3.2 billion yen.",
        [("9", "%", "change in revenue", "C", None, "asserted"), ("3200000000", "JPY", "revenue", "C", None, "asserted")],
    ),
    ("C spent £30m on marketing.", [("30000000", "GBP", "spending", "C", None, "asserted")]),
    ("C received a fine of $5 million.", [("5000000", "USD", "fine", "C", None, "asserted")]),
    (
        "C arranged loans worth £2.9 billion, a rise of 17%, and made a profit of £6.2 million.",
        [
            ("2900000000", "GBP", "loans", "C", None, "asserted"),
            ("17", "%", "change in loans", "C", None, "asserted"),
            ("6200000", "GBP", "profit", "C", None, "asserted"),
        ],
    ),
    ("C opened 14 branches in Ghana last year.", [("14", "branches", "branches opened", "C", "last year", "asserted")]),
    (
        "The value of payments rose 41% year on year to 18.3 million.",
        [
            ("41", "%", "change in value of payments", None, None, "asserted"),
            ("18300000", None, "value of payments", None, None, "asserted"),
        ],
    ),
    (
        "C's profit jumped 12% to £3m in 2024, from £2.7m in 2023.",
        [
            ("12", "%", "change in profit", "C", "2024", "asserted"),
            ("3000000", "GBP", "profit", "C", "2024", "asserted"),
            ("2700000", "GBP", "profit", "C", "2023", "past"),
        ],
    ),
    (
        "C's net interest margin narrowed to 2.1% from 2.4%.",
        [("2.1", "%", "net interest margin", "C", None, "asserted"), ("2.4", "%", "net interest margin", "C", None, "past")],
    ),
    (
        "C's mobile app has 5 million downloads and a rating of 4.8.",
        [("5000000", "downloads", "downloads", "C", None, "asserted"), ("4.8", None, "rating", "C", None, "asserted")],
    ),
    (
        "C's fee fell from 64 basis points to 57.",
        [("64", "bp", "fee", "C", None, "past"), ("57", "bp", "fee", "C", None, "asserted")],
    ),
    ("C's net losses were $12.6 million.", [("-12600000", "USD", "net profit or loss", "C", None, "asserted")]),
    (
        "C had net losses of $12 million and $20 million.",
        [
            ("-12000000", "USD", "net profit or loss", "C", None, "asserted"),
            ("-20000000", "USD", "net profit or loss", "C", None, "asserted"),
        ],
    ),
    ("C is paying $1.2 billion for D.", [("1200000000", "USD", "price", "D", None, "asserted")]),
    ("The regulator ordered C to pay €650,000.", [("650000", "EUR", "amount paid", "C", None, "planned")]),
    ("Hackers took $41 million from D.", [("41000000", "USD", "amount", "D", None, "asserted")]),
    (
        "According to a survey by C, 62% of consumers in Germany prefer cash.",
        [("62", "%", "share of consumers in Germany", "Germany", None, "asserted")],
    ),
    (
        "Leeds, 4 March 2025 – C, the British lender, has closed a €100 million debt facility.",
        [("100000000", "EUR", "debt facility", "C", "March 2025", "asserted")],
    ),
    ("C has 18 of the 50 largest shops.", [("18", "shops", "50 largest shops", "C", None, "asserted")]),
    (
        "C handled 18 million payments worth ₹24 crore.",
        [
            ("18000000", "payments", "payments handled", "C", None, "asserted"),
            ("240000000", "INR", "payments handled", "C", None, "asserted"),
        ],
    ),
    (
        "C made a loss of 38 million euros on revenue of 412 million.",
        [
            ("-38000000", "EUR", "profit or loss", "C", None, "asserted"),
            ("412000000", "EUR", "revenue", "C", None, "asserted"),
        ],
    ),
    (
        "C scans 160 million payments.",
        [("160000000", "payments", "payments scanned", "C", None, "asserted")],
    ),
    ("C's default rate is below 2%.", [("2", "%", "default rate", "C", None, "asserted")]),
    ("C paid $12 million to settle the case.", [("12000000", "USD", "amount paid", "C", None, "asserted")]),
    ("C cut 300 jobs.", [("-300", None, "change in jobs", "C", None, "asserted")]),
    (
        "28 unicorn startups valued over $1 billion",
        [("28", "startups", "unicorn startups valued over $1 billion", None, None, "asserted")],
    ),
    (
        "C's payments grew by 41% year on year, to 18.3 million transactions.",
        [
            ("41", "%", "change in payments", "C", None, "asserted"),
            ("18300000", "transactions", "transactions", "C", None, "asserted"),
        ],
    ),
    ("C was fined €2m for late reports.", [("2000000", "EUR", "fine", "C", None, "asserted")]),
    (
        "C reported a net profit of $3.1 billion, up 12% from $2.8 billion a year earlier.",
        [
            ("3100000000", "USD", "net profit", "C", None, "asserted"),
            ("12", "%", "change in net profit", "C", None, "asserted"),
            ("2800000000", "USD", "net profit", "C", "a year earlier", "past"),
        ],
    ),
    (
        "Assets under management were $12 trillion.",
        [("12000000000000", "USD", "assets under management", None, None, "asserted")],
    ),
    ("C's shares have fallen by more than 30% since January.", [("-30", "%", "change in shares", "C", "January", "asserted")]),
    (
        "C's sales were $80m, down 3%.",
        [("80000000", "USD", "sales", "C", None, "asserted"), ("-3", "%", "change in sales", "C", None, "asserted")],
    ),
    ("C's loan book shrank by 4% last year.", [("-4", "%", "change in loan book", "C", "last year", "asserted")]),
    ("C's fee ranges from 1% to 3%.", [("1..3", "%", "fee", "C", None, "asserted")]),
    (
        "C plans to raise its stake from 10% to 15%.",
        [("10", "%", "stake", "C", None, "asserted"), ("15", "%", "stake", "C", None, "planned")],
    ),
    ("C may pay $5 million.", [("5000000", "USD", "amount paid", "C", None, "rumoured")]),
    ("C holds deposits of HK$9 billion.", [("9000000000", "HKD", "deposits", "C", None, "asserted")]),
    ("C invested £42m in D in 2023.", [("42000000", "GBP", "amount invested", "C", "2023", "asserted")]),
    (
        "C's rate was lifted by 25 basis points to 4.5%.",
        [("25", "bp", "change in rate", "C", None, "asserted"), ("4.5", "%", "rate", "C", None, "asserted")],
    ),
    (
        "C processed 1.2 billion transactions in 2024.",
        [("1200000000", "transactions", "transactions processed", "C", "2024", "asserted")],
    ),
    (
        "D owns 22% of Kestrel Pay and C 14%.",
        [
            ("22", "%", "share of Kestrel Pay", "D", None, "asserted"),
            ("14", "%", "share of Kestrel Pay", "C", None, "asserted"),
        ],
    ),
    (
        "C processed $61 billion in 2024, compared with $54 billion in 2023.",
        [
            ("61000000000", "USD", "amount processed", "C", "2024", "asserted"),
            ("54000000000", "USD", "amount processed", "C", "2023", "asserted"),
        ],
    ),
    (
        "D acquired all outstanding shares of C for $38.5 million in cash.",
        [("38500000", "USD", "price", "C", None, "asserted")],
    ),
    (
        "The Financial Conduct Authority has slapped a €9.2m penalty on C for late reports.",
        [("9200000", "EUR", "penalty", "C", None, "asserted")],
    ),
    (
        "The Financial Conduct Authority imposed on C a financial penalty of £1,875,400.",
        [("1875400", "GBP", "financial penalty", "C", None, "asserted")],
    ),
    ("C paid a penalty of $200,000.", [("200000", "USD", "penalty", "C", None, "asserted")]),
    ("Some 380 firms use C.", [("380", "firms", "firms", "C", None, "asserted")]),
    ("C incurred net losses of $112 million.", [("-112000000", "USD", "net profit or loss", "C", None, "asserted")]),
    ("Chargebacks down 38% at C.", [("-38", "%", "change in chargebacks", "C", None, "asserted")]),
    (
        "C is an institution which serves 61 managers.",
        [("61", "managers", "managers served", "C", None, "asserted")],
    ),
    (
        "C handled 63 billion transactions in 2024 (+52%).",
        [
            ("63000000000", "transactions", "transactions handled", "C", "2024", "asserted"),
            ("52", "%", "change in transactions handled", "C", "2024", "asserted"),
        ],
    ),
]
UNREAD = [
    ("The stake cost C £12m.", "price of stake", "the sentence does not say that a cost is a price"),
    ("C has offices in 14 countries.", "countries with offices", "what is in the countries is not taken along"),
]
_SHORT = {"Corvane Bank": "C", "Dovemoor Finance": "D", None: None}


def _observed(text: str, extract: Extractor) -> list[Row]:
    full = re.sub(r"\bC\b", "Corvane Bank", re.sub(r"\bD\b", "Dovemoor Finance", text))
    found = extract(clean(Source("sentence", full, "text/plain")))
    names: dict[str | None, str | None] = {one.id: one.name for one in found.entities}
    rows: list[Row] = []
    for one in found.observations:
        upper = "" if one.value.upper is None else f"..{one.value.upper}"
        about = names.get(one.about)
        row = (f"{one.value.number}{upper}", one.value.unit, one.measure, _SHORT.get(about, about), one.time, one.status.value)
        rows.append(row)
    return rows


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_a_sentence_gives_exactly_these_observations(text: str, expected: list[Row], extractor: Extractor) -> None:
    assert _observed(text, extractor) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PART 1 — CORVANE BANK",
        "DAY ONE – TUESDAY 21 APRIL",
        "4.1 The decision was made by Corvane Bank.",
        "3 min read · 18 claps · Tags: payments",
        "Corvane Bank\n\nCOMMENTS (3)",
        "Corvane Bank's users kept calling at 1 a.m.",
        "Job ID 77120 at Corvane Bank",
        "Try Corvane Bank. 30% off with code LEDGER30.",
        "LIP‑28 was passed by Corvane Bank.",
    ],
)
def test_numbers_that_measure_nothing_are_left_alone(text: str, extractor: Extractor) -> None:
    assert _observed(text, extractor) == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [pytest.param(text, measure, marks=pytest.mark.xfail(strict=True, reason=why)) for text, measure, why in UNREAD],
)
def test_measures_that_are_still_rough(text: str, measure: str, extractor: Extractor) -> None:
    assert measure in [row[2] for row in _observed(text, extractor)]


def test_values_keep_their_text(extractor: Extractor) -> None:
    (found,) = extractor(clean(Source("sentence", "Corvane Bank lost €18 million.", "text/plain"))).observations
    assert (found.value.text, found.value.number) == ("€18 million", Decimal(-18000000))
