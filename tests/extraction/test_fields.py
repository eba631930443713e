"""What columns, labels and headings say of the values that stand under and behind them, and of whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]
Told = set[tuple[str, str, str]]

TABLE = (
    "Rank   Company          City     Founded  Main product\n"
    "1      Corvane Bank     Leeds    2011     open banking\n"
    "2      Dovemoor Bank    Bristol  2016     digital wallet\n"
    "3      Kestrel Bank     Dublin   2019     n/a\n"
)
BARS = (
    "No. | Company | Product | Test partner\n\n"
    "1 | Corvane Bank | digital wallet | Klarna\n\n"
    "2 | Dovemoor Bank | digital wallet | Mastercard\n"
)
NOTICE = "FINAL NOTICE\n\nTo: Corvane Payments Limited\n\nReference: 0042\n\nAddress: 14 Bell Terrace, Edinburgh\n\n"
PAGE = (
    "About Corvane Pay\n\nWe move money for shops, says Corvane Pay.\n\n"
    "Headquarters: Leeds | Investors: Sequoia Capital, Accel | Employees: 40\n\n"
    "TRUSTED BY\n\nKlarna · Mastercard · and 60 more\n\nCorvane Pay is here for you. We answer. Corvane Pay cares.\n"
)


def told(extraction: Extraction) -> Told:
    names = {one.id: one.name for one in extraction.entities}
    return {(names[one.subject], one.predicate, names[one.object]) for one in extraction.statements}


def test_columns_of_a_table(extract: Extract) -> None:
    assert told(extract(TABLE)) == {
        ("Corvane Bank", "basedIn", "Leeds"),
        ("Corvane Bank", "develops", "open banking"),
        ("Dovemoor Bank", "basedIn", "Bristol"),
        ("Dovemoor Bank", "develops", "digital wallet"),
        ("Kestrel Bank", "basedIn", "Dublin"),
    }


def test_quote_goes_from_the_head_to_the_row(extract: Extract) -> None:
    extraction = extract(TABLE)
    one = next(one for one in extraction.statements if one.predicate == "develops")
    text = extraction.document.text
    assert text[slice(*one.trigger_span)] == "Main product"
    assert one.evidence.start <= one.trigger_span[0] and one.evidence.end >= one.object_span[1]


def test_columns_that_bars_part(extract: Extract) -> None:
    found = {frozenset((one, other)) for one, predicate, other in told(extract(BARS)) if predicate == "partneredWith"}
    assert found == {frozenset(("Corvane Bank", "Klarna")), frozenset(("Dovemoor Bank", "Mastercard"))}


def test_address_is_of_whom_a_line_before_names(extract: Extract) -> None:
    assert ("Corvane Payments", "basedIn", "Edinburgh") in told(extract(NOTICE))


def test_labels_and_lists_of_ones_own_page(extract: Extract) -> None:
    found = told(extract(PAGE))
    assert {
        ("Corvane Pay", "basedIn", "Leeds"),
        ("Sequoia Capital", "investedIn", "Corvane Pay"),
        ("Accel", "investedIn", "Corvane Pay"),
        ("Corvane Pay", "suppliesTo", "Klarna"),
        ("Corvane Pay", "suppliesTo", "Mastercard"),
    } <= found


@pytest.mark.parametrize(
    "text",
    [
        "Headquarters: Leeds\n\nInvestors: Sequoia Capital",  # of whom, nothing says
        "To: Corvane Payments Limited\n\nAddress: formerly 14 Bell Terrace, Edinburgh",
        "Headquarters  City  Notes\nLeeds  York  Corvane Bank\nBath  Hull  Dovemoor Bank\n",  # rows of places
    ],
)
def test_labels_that_say_nothing(text: str, extract: Extract) -> None:
    assert told(extract(text)) == set()
