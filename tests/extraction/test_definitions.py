"""Terms that a text defines in brackets, and who is meant by them from there on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import Told, stated

pytestmark = pytest.mark.model

FILING = (
    'Cascadia Merchant Holdings, Inc. (together with its subsidiaries, "Cascadia," the "Company," "we," "us" or "our") '
    "moves money. We compete with Fiserv. The Company acquired Dinero Ltd. Our subsidiary Redwood Ltd. is in Calgary."
)
TABLE: list[tuple[str, Told]] = [
    (
        FILING,
        {
            ("Cascadia Merchant Holdings", "competesWith", "Fiserv"),
            ("Cascadia Merchant Holdings", "acquired", "Dinero"),
            ("Redwood", "subsidiaryOf", "Cascadia Merchant Holdings"),
        },
    ),
    (
        'The Financial Conduct Authority ("the Authority") met Visa. The Authority fined Kestrel Pay Ltd.',
        {("Financial Conduct Authority", "sanctioned", "Kestrel Pay")},
    ),
    (
        'Norrland Betalning AB ("Snabbis") moves money. In 2020 Snabbis acquired Tannery Ltd.',
        {("Norrland Betalning", "acquired", "Tannery")},
    ),
    # one noun for two firms says of neither what it means
    ('Visa (the "Company") met Kestrel Ltd (the "Company"). The Company acquired Tannery Ltd.', set()),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:40] for text, _ in TABLE])
def test_defined_terms_mean_who_defines_them(text: str, expected: Told, extract: Callable[[str], Extraction]) -> None:
    assert stated(extract(text), "competesWith", "acquired", "subsidiaryOf", "sanctioned") == expected


def test_nouns_are_no_names(extract: Callable[[str], Extraction]) -> None:
    (one,) = (one for one in extract(FILING).entities if one.name == "Cascadia Merchant Holdings")
    assert one.names == ("Cascadia", "Cascadia Merchant Holdings")


def test_page_about_a_firm_speaks_for_it(extract: Callable[[str], Extraction]) -> None:
    text = "About Kestrel Pay Ltd\n\nWe acquired Tannery Ltd and Visa. Visa and Visa met."
    assert ("Kestrel Pay", "acquired", "Tannery") in stated(extract(text))


def test_page_about_two_firms_speaks_for_neither(extract: Callable[[str], Extraction]) -> None:
    text = "About Kestrel Pay Ltd\n\nWe acquired Tannery Ltd.\n\nAbout Visa\n\nVisa is large."
    assert stated(extract(text), "acquired") == set()


@pytest.mark.parametrize(
    "text", ["Kite Bank joined the TPC (Tallow Payments Council).", "Kite Bank joined the Tallow Payments Council (TPC)."]
)
def test_a_name_and_its_acronym_are_one_thing_in_either_order(text: str, extract: Callable[[str], Extraction]) -> None:
    names = {one.names for one in extract(text).entities if one.name != "Kite Bank"}
    assert names == {("TPC", "Tallow Payments Council")}


def test_a_legal_form_alone_is_no_name(extract: Callable[[str], Extraction]) -> None:
    found = extract("Since then Says Sdn Bhd has served Unilever.").entities
    assert "Sdn Bhd" not in {one.name for one in found}
