"""People and the organisation that only stands beside them; and founders among their posts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import Told, stated

pytestmark = pytest.mark.model

TABLE: list[tuple[str, Told]] = [
    ("Moderator: Oskar Lindqvist (Kite Bank)", {("Oskar Lindqvist", "worksFor", "Kite Bank")}),
    ("Ann Lee (Visa, London) spoke first.", {("Ann Lee", "worksFor", "Visa")}),
    (
        "Jury: Olivier Sabatier – Kite Bank; Hana Sato – Visa",
        {("Olivier Sabatier", "worksFor", "Kite Bank"), ("Hana Sato", "worksFor", "Visa")},
    ),
    (
        "Thomas Eide – CEO and founder, Kite Bank",
        {("Thomas Eide", "worksFor", "Kite Bank"), ("Thomas Eide", "founded", "Kite Bank")},
    ),
    ("Roads matter, said economist Ann Lee of Kite Bank.", {("Ann Lee", "worksFor", "Kite Bank")}),
    ("Former manager Ann Lee of Kite Bank smiled.", set()),
    ("Ann Lee, Visa and Mastercard met.", set()),
    ("Ann Lee – Visa is her bank – smiled.", set()),
    ("Ann Lee (formerly Visa) met Hana Sato (not Mastercard).", set()),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_name_beside_a_person_is_their_employer(text: str, expected: Told, extract: Callable[[str], Extraction]) -> None:
    assert stated(extract(text), "worksFor", "founded") == expected
