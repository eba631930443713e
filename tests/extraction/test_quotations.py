"""Quoted words and who says them: split by the attribution, over paragraphs, by pronoun, surname or signature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]
HOLT = "Anna Holt"

TABLE: list[tuple[str, list[tuple[str | None, str]]]] = [
    ("“We grew last year again,” said Anna Holt.", [(HOLT, "We grew last year again,")]),
    ('"We grew last year again," said Anna Holt.', [(HOLT, "We grew last year again,")]),
    ("Anna Holt said: “We grew last year again.”", [(HOLT, "We grew last year again.")]),
    ("“We grew,” Anna Holt said, “and we hired.”", [(HOLT, "We grew,"), (HOLT, "and we hired.")]),
    (
        "“We built it in a garage,” said Anna Holt, “and we answer the phone ourselves.”",
        [(HOLT, "We built it in a garage,"), (HOLT, "and we answer the phone ourselves.")],
    ),
    (
        "Anna Holt runs Marlow Bank. Asked about it, Holt replied: “No comment at this time.”",
        [(HOLT, "No comment at this time.")],
    ),
    (
        "“We grew last year again,” said Anna Holt.\n\n“We will open in Hamburg,” she added. “It will be small but ours.”",
        [(HOLT, "We grew last year again,"), (HOLT, "We will open in Hamburg,"), (HOLT, "It will be small but ours.")],
    ),
    (
        "“We grew faster than the market last year.\n\n“We will open in Hamburg,” said Anna Holt.",
        [(HOLT, "We grew faster than the market last year."), (HOLT, "We will open in Hamburg,")],
    ),
    (
        "Anna Holt said: “We grew faster than the market.\n\n“We will open an office in Hamburg.”",
        [(HOLT, "We grew faster than the market."), (HOLT, "We will open an office in Hamburg.")],
    ),
    ("“Merchants no longer ask us.”\n\nAnna Holt, analyst at Marlow Bank", [(HOLT, "Merchants no longer ask us.")]),
    ("Anna Holt said that the “old Marlow” was gone.", [(HOLT, "old Marlow")]),
    ("A sign in the lobby of Marlow Bank reads “please knock”.", []),
    ("Anna Holt said that Marlow Bank would open an office.", []),
    ('Anna Holt said: " We grew last year again. "', [(HOLT, "We grew last year again.")]),
    ("“Merchants no longer ask us.” – Anna Holt", [(HOLT, "Merchants no longer ask us.")]),
    ('"Best reviews yet" – Anna Holt, engineer since 2021', [(HOLT, "Best reviews yet")]),
    ("As economist Anna Holt puts it: “Pix is a road.”", [(HOLT, "Pix is a road.")]),
    ("Anna Holt runs Marlow Bank. “Two offices, one very tired CFO,” she jokes.", [(HOLT, "Two offices, one very tired CFO,")]),
    ("“They don't forget how to talk,â€ said Anna Holt.", [(HOLT, "They don't forget how to talk,")]),
    ("“Merchants no longer ask us.” Anna Holt, analyst at Marlow Bank", [(HOLT, "Merchants no longer ask us.")]),
    ("Anna Holt, analyst: “Merchants no longer ask us.”", [(HOLT, "Merchants no longer ask us.")]),
    ('"Nobody asks us for cards": Anna Holt on ten years of selling them', [(HOLT, "Nobody asks us for cards")]),
    ("'We aren't for sale this year,' says Anna Holt.", [(HOLT, "We aren't for sale this year,")]),
    ("According to Anna Holt, “half of them will be gone soon”.", [(HOLT, "half of them will be gone soon")]),
    ("Anna Holt runs Marlow Bank. “People talk,” she said. “We build.”", [(HOLT, "People talk,"), (HOLT, "We build.")]),
    ("“We have no plan to sell,” a spokeswoman for Marlow Bank said.", [("Marlow Bank", "We have no plan to sell,")]),
    ("The lobby called the plan “a gift to the banks”.", []),
    ("“We have taken no action,” a spokeswoman said.", [(None, "We have taken no action,")]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_words_and_speakers(text: str, expected: list[tuple[str | None, str]], extract: Extract) -> None:
    extraction = extract(text)
    names: dict[str | None, str] = {one.id: one.name for one in extraction.entities}
    assert [(names.get(one.speaker), one.text) for one in extraction.quotations] == expected
    assert all(text[one.start : one.end] == one.text for one in extraction.quotations)
