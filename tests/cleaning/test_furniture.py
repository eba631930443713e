"""The furniture of web pages goes; prose that looks a little like it stays. More cases are in cases/pages.txt."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.cleaning.furniture import BYLINE, FURNITURE, NAVIGATION, RIGHTS
from fintech_kg.model import Source
from fintech_kg.ontology import Cue

CUES = {
    Cue.BOILERPLATE: frozenset({"privacy policy", "newsletter", "use cookies"}),
    Cue.PROMPT: frozenset({"accept all", "sign up", "subscribe to"}),
    Cue.MENU: frozenset({"home", "about us", "contact"}),
    Cue.SHARE: frozenset({"facebook", "x", "email", "share"}),
}

GOES = [
    ("Home | News | Jobs | About us", NAVIGATION),
    ("Home | About us", NAVIGATION),
    ("Home › Payments › Asia", NAVIGATION),
    ("Home > Payments > Asia Pacific", NAVIGATION),
    ("We use cookies. Accept all", FURNITURE),
    ("SUBSCRIBE TO OUR NEWSLETTER", FURNITURE),
    ("Sign up now for what matters in payments", FURNITURE),
    ("Share: Facebook  X  Email", FURNITURE),
    ("By Amara Okafor", BYLINE),
    ("Written by Amara Okafor and Li Chen, 3 June 2024", BYLINE),
    ("By Amara Okafor, Senior Reporter | 3 June 2024 | 4 min read", BYLINE),
    ("© 2024 Kite Media", RIGHTS),
]
STAYS = [
    "Kite Bank said that its customers must accept all of the partner bank's terms before the new service can be used at all.",
    "Customers sign up in a minute.",
    "Kite Bank changed its privacy policy in May.",
    "The newsletter of Kite Bank was first.",
    "| Bank | City |",
    "Revenue | 2023 | 2024 | 2025",
    "The margin was higher > than before.",
    "Kite Bank / Plaid / Visa agreed on a price of 12 million.",
    "By Christmas the deal was done.",
    "Contact",
    "",
]


@pytest.mark.parametrize(("line", "reason"), GOES)
def test_furniture_goes_and_is_reported(line: str, reason: str) -> None:
    document = clean(Source("x", f"Before.\n{line}\nAfter.", "text/plain"), cues=CUES)
    assert document.text.split() == ["Before.", "After."]
    assert [(one.text, one.reason) for one in document.left_out] == [(line, reason)]


@pytest.mark.parametrize("line", STAYS)
def test_prose_stays(line: str) -> None:
    document = clean(Source("x", line, "text/plain"), cues=CUES)
    assert document.text == line
    assert document.left_out == ()


def test_list_of_other_pages_goes_and_the_text_behind_it_stays() -> None:
    text = "Most read:\n1. Five charts on limits\n2. Why your card was declined\nKite Bank grew.\n\n- It hired 40 people."
    document = clean(Source("x", text, "text/plain"), cues={Cue.RELATED: frozenset({"most read"})})
    assert [one.text for one in document.left_out] == text.split("\n")[:3]


def test_menu_of_a_line_an_entry_goes() -> None:
    document = clean(Source("x", "Home\n\nAbout us\nContact\nBefore.", "text/plain"), cues=CUES)
    assert [one.text for one in document.left_out] == ["Home", "About us", "Contact"]
