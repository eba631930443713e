"""The posts of people where a page does not say at whom: at whom the page or the section is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import stated

pytestmark = pytest.mark.model

PAGE = """About Kestrel Pay Ltd

Kestrel Pay Ltd moves money. We love shops.

“We grow,” said Hana Sato, Chief Executive. “Nice,” said Oskar Lind, an analyst.

The chief information officer, Ann Lee, agrees. Ben Roth, former head of sales, left. Tom Berg, Head of Fraud, Visa, nods.

Meet the founders, Maria Keller and Beat Huber.
"""
BOARD = """About Kestrel Pay Ltd

Kestrel Pay Ltd moves money. We love shops.

BOARD OF DIRECTORS
Chair: Hana Sato
Members: Ann Lee; Tom Berg – Visa; Maria Keller – independent

OUR EXECUTIVE TEAM

OSKAR LIND
Chief Technology Officer and Co-Founder

BEN ROTH
Chief Risk Officer (from 1 March)
"""


def test_posts_are_at_whose_page_it_is(extract: Callable[[str], Extraction]) -> None:
    extraction = extract(PAGE)
    at = {person for person, _, firm in stated(extraction, "worksFor") if firm == "Kestrel Pay"}
    assert at == {"Hana Sato", "Ann Lee"}
    assert {person for person, _, _ in stated(extraction, "founded")} == {"Maria Keller", "Beat Huber"}
    roles = {one.subject: dict(one.qualifiers).get("role") for one in extraction.statements if one.rule == "staff"}
    assert roles["person/ann-lee"] == "chief information officer"


def test_nobody_works_where_a_text_is_about_several(extract: Callable[[str], Extraction]) -> None:
    text = "Visa and Mastercard grew. Visa won. Mastercard lost.\n\nChief executive Hana Sato laughed."
    assert stated(extract(text), "worksFor") == set()


def test_board_and_team_of_ones_own_page(extract: Callable[[str], Extraction]) -> None:
    extraction = extract(BOARD)
    members = {person for person, _, firm in stated(extraction, "memberOf") if firm == "Kestrel Pay"}
    assert members == {"Ann Lee", "Tom Berg", "Maria Keller"}
    names = {one.id: one.name for one in extraction.entities}
    team = {
        (names[one.subject].lower(), one.predicate, one.status.value)
        for one in extraction.statements
        if one.rule == "post:team"
    }
    assert team == {
        ("oskar lind", "worksFor", "asserted"),
        ("oskar lind", "founded", "asserted"),
        ("ben roth", "worksFor", "planned"),
    }
    assert ("Hana Sato", "worksFor", "Kestrel Pay") in stated(extraction, "worksFor")
