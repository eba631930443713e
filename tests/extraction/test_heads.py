"""The firm that an item of a list begins with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Kind

pytestmark = pytest.mark.model

FIRMS = [
    ("Teranga Pay – Dakar", "Teranga Pay"),
    ("Stackle (Lagos, Nigeria)", "Stackle"),
    ("Zuri Ledger, Nairobi", "Zuri Ledger"),
    ("Tamweel+ | Cairo", "Tamweel+"),
    ("Fingerprint Cards AB (Gothenburg, Sweden)", "Fingerprint Cards AB"),
    ("Midas: commission-free trading app, backed by Spark Capital", "Midas"),
    pytest.param(
        "Kwacha Kash – Lusaka, Zambia",
        "Kwacha Kash",
        marks=pytest.mark.xfail(strict=True, reason="the network takes it for a person's name"),
    ),
    ("Cora – small bank for shops, backed by Ribbit Capital", "Cora"),
]
NO_FIRMS = [
    "Ann Holt – London",
    "Ann Holt (London)",
    "Update: commission-free trading is here",
    "Paris, France",
    "Monday – London",
    "CEO – London",
]


@pytest.mark.parametrize(("text", "name"), FIRMS)
def test_item_begins_with_its_firm(extract: Callable[[str], Extraction], text: str, name: str) -> None:
    firms = [text[one.start : one.end] for one in extract(text).mentions if one.kind is Kind.ORGANISATION]
    assert firms[:1] == [name]


@pytest.mark.parametrize("text", NO_FIRMS)
def test_what_is_no_firm_stays_none(extract: Callable[[str], Extraction], text: str) -> None:
    assert Kind.ORGANISATION not in {one.kind for one in extract(text).mentions}
