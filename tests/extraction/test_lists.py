"""What a heading says of the items under it, and of which it says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Status

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]
Told = set[tuple[str, str, str]]

TABLE: list[tuple[str, Told]] = [
    (
        "Members of the Fjordline Payments Alliance:\n- Stavkirke Bank\n- Bergholt Pay (Norway)",
        {
            ("Stavkirke Bank", "memberOf", "Fjordline Payments Alliance"),
            ("Bergholt Pay", "memberOf", "Fjordline Payments Alliance"),
            ("Bergholt Pay", "basedIn", "Norway"),
        },
    ),
    (
        "Technologies that Kite Bank uses:\n- blockchain\n- machine learning",
        {("Kite Bank", "uses", "blockchain"), ("Kite Bank", "uses", "machine learning")},
    ),
    ("Companies acquired by Visa:\n1. Tink\n2. Kite Bank", {("Visa", "acquired", "Tink"), ("Visa", "acquired", "Kite Bank")}),
    ("Octavo Pay's competitors include:\n- Klarna", {("Klarna", "competesWith", "Octavo Pay")}),
    # what an item says of itself is not for the heading to say
    ("Members of the Fjordline Payments Alliance:\n- Stavkirke Bank left in 2021", set()),
    ("Members of the Fjordline Payments Alliance:\n- Stavkirke Bank, until 2021", set()),
    ("Will these join the Fjordline Payments Alliance?\n- Stavkirke Bank", set()),
    ("Not members of the Fjordline Payments Alliance:\n- Stavkirke Bank", set()),
    ("Kite Bank\n- Visa\n- Tink", set()),
    ("Technologies that Kite Bank uses:\n- London", set()),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_heading_gives_its_items_their_relation(text: str, expected: Told, extract: Extract) -> None:
    extraction = extract(text)
    names = {one.id: one.name for one in extraction.entities}
    stated = {one for one in extraction.statements if one.status is Status.ASSERTED}
    assert {(names[one.subject], one.predicate, names[one.object]) for one in stated} == expected


def test_quote_goes_from_the_heading_to_the_item(extract: Extract) -> None:
    text = "Members of the Fjordline Payments Alliance:\n- Stavkirke Bank\n- Bergholt Pay\n\nThe end."
    first, second = extract(text).statements
    assert text[first.evidence.start : first.evidence.end] == text[: text.index("\n- Bergholt")]
    assert second.evidence.quote == text[: text.index("\n\nThe")]
    assert text[slice(*second.subject_span)] == "Bergholt Pay"
    assert text[slice(*second.trigger_span)] == "Members"


def test_heading_of_the_past_makes_no_fact(extract: Extract) -> None:
    (one,) = extract("Former subsidiaries of Corvane Ltd:\n- Kite Bank").statements
    assert (one.predicate, one.status) == ("subsidiaryOf", Status.PAST)


def test_item_far_below_its_heading_is_no_quote(extract: Extract) -> None:
    filler = "".join(f"- Bank number {number} of this long list of banks\n" for number in range(60))
    text = f"Members of the Fjordline Payments Alliance:\n{filler}- Stavkirke Bank"
    assert "organisation/stavkirke-bank" not in {one.subject for one in extract(text).statements}
