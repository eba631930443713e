"""The furniture of web pages goes; prose that looks a little like it stays."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.cleaning.furniture import FURNITURE, NAVIGATION
from fintech_kg.model import Source

PHRASES = frozenset({"accept all cookies", "subscribe to our newsletter", "privacy policy"})

GOES = [
    ("Home | News | Jobs | About us", NAVIGATION),
    ("Home › Payments › Asia", NAVIGATION),
    ("Home > Payments > Asia Pacific", NAVIGATION),
    ("We use cookies. Accept all cookies", FURNITURE),
    ("SUBSCRIBE TO OUR NEWSLETTER", FURNITURE),
]
STAYS = [
    "Kite Bank said that its customers must accept all cookies of the partner bank before the new service can be used at all.",
    "| Bank | City |",
    "Revenue | 2023 | 2024 | 2025",
    "The margin was higher > than before.",
    "Kite Bank / Plaid / Visa agreed on a price of 12 million.",
    "",
]


@pytest.mark.parametrize(("line", "reason"), GOES)
def test_furniture_goes_and_is_reported(line: str, reason: str) -> None:
    document = clean(Source("x", f"Before.\n{line}\nAfter.", "text/plain"), furniture=PHRASES)
    assert document.text.split() == ["Before.", "After."]
    assert [(one.text, one.reason) for one in document.left_out] == [(line, reason)]


@pytest.mark.parametrize("line", STAYS)
def test_prose_stays(line: str) -> None:
    document = clean(Source("x", line, "text/plain"), furniture=PHRASES)
    assert document.text == line
    assert document.left_out == ()
