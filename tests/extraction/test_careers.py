"""Careers: where people came from, who is appointed, who leaves, and whom they follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Status
from tests.extraction.stated import told

pytestmark = pytest.mark.model

TABLE: list[tuple[str, set[tuple[str, str, str]]]] = [
    (
        "Tallow Pay was started by two former PayPal engineers, Ann Lee and Tom Berg.",
        {("Ann Lee", "PayPal", "past"), ("Tom Berg", "PayPal", "past")},
    ),
    (
        "Mastercard executives Ann Lee and Tom Berg spoke.",
        {("Ann Lee", "Mastercard", "asserted"), ("Tom Berg", "Mastercard", "asserted")},
    ),
    ("Beside Ann Lee stood Tom Berg, head of risk, ex-PayPal.", {("Tom Berg", "PayPal", "past")}),
    ("It was built by Ann Lee, an ex-PayPal product manager.", {("Ann Lee", "PayPal", "past")}),
    ("Hana Sato, a veteran of Barclays, spoke.", {("Hana Sato", "Barclays", "past")}),
    ("Kite Bank names Tom Berg chief risk officer.", {("Tom Berg", "Kite Bank", "asserted")}),
    (
        "Kestrel Pay named Mastercard veteran Ann Lee chief executive.",
        {("Ann Lee", "Mastercard", "past"), ("Ann Lee", "Kestrel Pay", "asserted")},
    ),
    (
        "The Bank of Ghana appointed Dr. Kofi Owusu-Addo head of its new office.",
        {("Kofi Owusu-Addo", "Bank of Ghana", "asserted")},
    ),
    (
        "Promoted at Kite Bank: Hana Sato, from head of risk to chief operating officer.",
        {("Hana Sato", "Kite Bank", "asserted")},
    ),
    ("After 31 years with Barclays, Hana Kolodziej retires.", {("Hana Kolodziej", "Barclays", "past")}),
    ("Hana Sato, the CFO of Kite Bank, quits after eight months.", {("Hana Sato", "Kite Bank", "past")}),
    ("Ann Lee, head of lending at Kite Bank, left the company in May.", {("Ann Lee", "Kite Bank", "past")}),
    ("Hana Sato, the CFO of Kite Bank, is leaving.", {("Hana Sato", "Kite Bank", "asserted")}),
    (
        "Tom Berg, a director of Kite Bank, left Barclays in 2019.",
        {("Tom Berg", "Kite Bank", "asserted"), ("Tom Berg", "Barclays", "past")},
    ),
    ("Tom Berg becomes chief product officer of Kite Bank, effective October 1.", {("Tom Berg", "Kite Bank", "planned")}),
    (
        "Kite Bank appointed Tom Berg as chief executive in May. He succeeded Hana Sato.",
        {("Tom Berg", "Kite Bank", "asserted"), ("Hana Sato", "Kite Bank", "past")},
    ),
    (
        "Tom Berg takes over as chief executive of Kite Bank from Hana Sato, who is leaving.",
        {("Tom Berg", "Kite Bank", "asserted"), ("Hana Sato", "Kite Bank", "asserted")},
    ),
    (
        "Tom Berg will become chief executive of Kite Bank. He will succeed Hana Sato.",
        {("Tom Berg", "Kite Bank", "planned"), ("Hana Sato", "Kite Bank", "asserted")},
    ),
    ("Tom Berg, Head of Card Crime, Visa, spoke.", {("Tom Berg", "Visa", "asserted")}),
    ("Kite Bank sued Ann Lee, the chief executive of Visa.", {("Ann Lee", "Visa", "asserted")}),
    ("Tom Berg joined Kite Bank. Nobody replaced Hana Sato.", {("Tom Berg", "Kite Bank", "asserted")}),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_where_people_work_and_worked(
    text: str, expected: set[tuple[str, str, str]], extract: Callable[[str], Extraction]
) -> None:
    found = {(one, other, status) for one, relation, other, status in told(extract(text)) if relation == "worksFor"}
    assert found == expected


def test_who_is_followed_had_the_post(extract: Callable[[str], Extraction]) -> None:
    text = "Kite Bank appointed Tom Berg as chief executive in May. He succeeded Hana Sato."
    (one,) = (one for one in extract(text).statements if one.status is Status.PAST)
    assert dict(one.qualifiers) == {"role": "chief executive"}
    assert one.evidence.quote == text
    assert text[slice(*one.trigger_span)] == "succeeded"


def test_new_post_is_the_role_of_who_is_promoted(extract: Callable[[str], Extraction]) -> None:
    text = "Promoted at Kite Bank: Hana Sato, from head of risk to chief operating officer."
    (one,) = (one for one in extract(text).statements if one.predicate == "worksFor")
    assert dict(one.qualifiers) == {"role": "chief operating officer"}


def test_deal_that_clears_a_hurdle_is_not_done(extract: Callable[[str], Extraction]) -> None:
    (one,) = extract("Visa's acquisition of Tink has cleared another hurdle.").statements
    assert (one.predicate, one.status) == ("acquired", Status.PLANNED)
