"""Headlines whose verb the tagger takes for a noun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import told

pytestmark = pytest.mark.model

STATED = [
    ("Kite Bank pilots voice biometrics.", {("Kite Bank", "uses", "voice biometrics")}),
    ("Tallow Pay partners with Stripe.", {("Stripe", "partneredWith", "Tallow Pay")}),
    ("Visa offers and discounts from Kite Bank", set()),
    ("Kite Bank issues and what to do about them", set()),
]


@pytest.mark.parametrize(("text", "stated"), STATED, ids=[text for text, _ in STATED])
def test_a_name_a_verb_and_a_name_are_read_by_their_order(
    text: str, stated: set[tuple[str, str, str]], extract: Callable[[str], Extraction]
) -> None:
    assert {one[:3] for one in told(extract(text))} == stated
