"""The people under a heading that says whose they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import stated

pytestmark = pytest.mark.model

PAGE = """About Kestrel Pay Ltd

Kestrel Pay Ltd moves money.

OUR LEADERSHIP

Hana Sato – Chief Executive Officer
Tom Berg, former Chief Risk Officer
Ann Lee, partner at Visa Ventures

MARIA KELLER
Chief Technology Officer
Maria Keller likes cats.

Contact
Beat Huber, Press Officer
"""


def test_people_work_for_whose_heading_it_is(extract: Callable[[str], Extraction]) -> None:
    extraction = extract(PAGE)
    employed = {(person, firm) for person, _, firm in stated(extraction, "worksFor")}
    assert {person for person, firm in employed if firm == "Kestrel Pay"} == {"Hana Sato", "Maria Keller", "Beat Huber"}
    roles = {one.subject: dict(one.qualifiers)["role"] for one in extraction.statements if one.rule == "post:team"}
    assert roles == {"person/hana-sato": "Chief Executive Officer", "person/maria-keller": "Chief Technology Officer"}


def test_quote_holds_the_heading_and_the_post(extract: Callable[[str], Extraction]) -> None:
    text = "Leadership team of Nordlicht Bank\n\n- Hana Sato, Chief Executive\n- Dr Tom Berg, Head of Risk\n"
    first, second = (one for one in extract(text).statements if one.rule == "post:team")
    assert first.evidence.quote == text[: text.index("\n- Dr")]
    assert text[slice(*second.trigger_span)] == "Head of Risk"


def test_heading_without_an_employer_gives_none(extract: Callable[[str], Extraction]) -> None:
    assert stated(extract("Leadership team\n\n- Hana Sato, Chief Executive\n"), "worksFor") == set()
