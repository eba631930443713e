"""Where firms do business, and with whom and of whom: counted customers, joint deeds, makers, cards and customers' stories."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import Told, stated

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]

TABLE: list[tuple[str, Told]] = [
    (
        "Corvane Bank serves 1.2 million people in Ghana and Kenya.",
        {("Corvane Bank", "operatesIn", "Ghana"), ("Corvane Bank", "operatesIn", "Kenya")},
    ),
    ("Corvane Bank surveyed 400 shops in Ghana.", set()),
    ("Corvane Bank opened 400 accounts in two hours.", set()),
    ("Corvane Pay and Dovemoor Bank launched a card.", {("Corvane Pay", "partneredWith", "Dovemoor Bank")}),
    ("Corvane Pay and Dovemoor Bank launched new cards.", set()),
    ("Corvane Bank runs Hyperledger Fabric by IBM.", {("IBM", "develops", "Hyperledger Fabric")}),
    ("Corvane Bank grows. Shops like the Corvane Bank API.", {("Corvane Bank", "develops", "Corvane Bank API")}),
    ("Stay with blockchain by Friday, Corvane Bank.", set()),
    ("It cites the European Union's Payment Services Directive.", set()),
    ("We met Corvane Pay, a payment company in Bergen.", {("Corvane Pay", "basedIn", "Bergen")}),
    ("## Corvane Pay Ltd\n\nParis · Seed 2021\n\nIt began small.\n", {("Corvane Pay", "basedIn", "Paris")}),
    ("Corvane Pay 🇵🇪 Lima\n", {("Corvane Pay", "basedIn", "Lima")}),
    ("Corvane Pay, from Lima.", {("Corvane Pay", "basedIn", "Lima")}),
    (
        "Customer story\n\nHow Corvane Bank halved its costs with Stripe\n\nIt took a week.",
        {("Stripe", "suppliesTo", "Corvane Bank")},
    ),
    ("How Corvane Bank halved its costs with Stripe\n\nIt took a week.", set()),
    ("Corvane Pay AS, Bell Street 7, Tallinn · Supervised by BaFin · Terms", {("Corvane Pay", "basedIn", "Tallinn")}),
    ("Corvane Bank offers embedded lending.", {("Corvane Bank", "develops", "embedded lending")}),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_told(text: str, expected: Told, extract: Extract) -> None:
    found = stated(extract(text), "operatesIn", "partneredWith", "develops", "basedIn", "suppliesTo", "uses")
    found = {one if one[1] != "partneredWith" else (min(one[::2]), one[1], max(one[::2])) for one in found}
    assert expected <= found
    assert expected or not found
