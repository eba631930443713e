"""Answers of interviews: whose they are by name, surname or initials, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]
_TITLE = "Five minutes with Anna Holt, founder of Marlow Bank\n\n"


def _said(text: str, extract: Extract) -> list[tuple[str | None, str]]:
    extraction = extract(text)
    assert all(text[one.start : one.end] == one.text for one in extraction.quotations)
    names: dict[str | None, str] = {one.id: one.name for one in extraction.entities}
    return [(names.get(one.speaker), one.text) for one in extraction.quotations]


@pytest.mark.parametrize("label", ["ANNA HOLT", "Anna Holt", "Holt", "A.H.", "AH"])
def test_answers_belong_to_whom_their_label_means(label: str, extract: Extract) -> None:
    talk = (
        f"PAYDAY: Why bills?\n\n{label}: Because money gets lost.\n\nPAYDAY: And cards?\n\n{label}: Nobody asks us for cards.\n"
    )
    assert _said(_TITLE + talk, extract) == [
        ("Anna Holt", "Because money gets lost."),
        ("Anna Holt", "Nobody asks us for cards."),
    ]


def test_a_title_in_marks_is_said_by_whom_the_talk_is_with(extract: Extract) -> None:
    assert _said(f"“Nobody wakes up wanting a wallet”\n{_TITLE}", extract) == [
        ("Anna Holt", "Nobody wakes up wanting a wallet")
    ]


def test_answers_are_of_the_one_person_who_is_named_before(extract: Extract) -> None:
    talk = "Q: Why bills?\n\nA: Because money gets lost.\n\nQ: And cards?\n\nA: Nobody asks us for cards.\n"
    assert _said(_TITLE + talk, extract) == [
        ("Anna Holt", "Because money gets lost."),
        ("Anna Holt", "Nobody asks us for cards."),
    ]


def test_labels_of_fields_are_no_interview(extract: Extract) -> None:
    fields = "Founder: Anna Holt\n\nCity: Leeds\n\nHolt: a surname\n\nStage: seed\n\nLender: Marlow Bank\n"
    assert _said(_TITLE + fields, extract) == []


def test_one_answer_is_no_interview(extract: Extract) -> None:
    assert _said(f"{_TITLE}PAYDAY: Why bills?\n\nA.H.: Because money gets lost.\n", extract) == []
