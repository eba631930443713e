"""Whose claim a statement or a figure is: named where somebody is said to say it, nobody's where the text itself does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]

TABLE = [
    ("Corvane Bank acquired Dovemoor Finance.", None),
    ("Corvane Bank said that it had acquired Dovemoor Finance.", "Corvane Bank"),
    ("Corvane Bank acquired Dovemoor Finance, Anna Holt said.", "Anna Holt"),
    ("Anna Holt confirmed that Corvane Bank had acquired Dovemoor Finance.", "Anna Holt"),
    ("According to Anna Holt, Corvane Bank acquired Dovemoor Finance.", "Anna Holt"),
    ("Corvane Bank acquired Dovemoor Finance, according to Marlow Bank.", "Marlow Bank"),
    ("“Corvane Bank acquired Dovemoor Finance last year,” said Anna Holt.", "Anna Holt"),
    ("Anna Holt denied that Corvane Bank had acquired Dovemoor Finance.", "Anna Holt"),
    ("Corvane Bank announced the acquisition of Dovemoor Finance.", None),
    ("It is said that Corvane Bank acquired Dovemoor Finance.", None),
    ("Sources say that Corvane Bank acquired Dovemoor Finance.", None),
]
FIGURES = [
    ("Corvane Bank has 3 million users.", None),
    ("Marlow Bank estimates that Corvane Bank has 3 million users.", "Marlow Bank"),
    ("According to Marlow Bank, Corvane Bank has 3 million users.", "Marlow Bank"),
    ("“Corvane Bank has 3 million users,” said Anna Holt.", "Anna Holt"),
]


def _name(extraction: Extraction, entity: str | None) -> str | None:
    return next((one.name for one in extraction.entities if one.id == entity), None)


@pytest.mark.parametrize(("text", "claimant"), TABLE)
def test_a_statement_names_its_claimant(text: str, claimant: str | None, extract: Extract) -> None:
    extraction = extract(text)
    claimants = [_name(extraction, one.claimed_by) for one in extraction.statements if one.predicate == "acquired"]
    assert claimants == [claimant]


@pytest.mark.parametrize(("text", "claimant"), FIGURES)
def test_an_observation_names_its_claimant(text: str, claimant: str | None, extract: Extract) -> None:
    extraction = extract(text)
    assert [_name(extraction, one.claimed_by) for one in extraction.observations] == [claimant]


def test_a_named_claim_stays_asserted_and_a_nameless_one_does_not(extract: Extract) -> None:
    named, nameless = (
        extract(f"{who} Corvane Bank acquired Dovemoor Finance.") for who in ("Anna Holt said that", "Sources say that")
    )
    assert [one.status.value for one in (*named.statements, *nameless.statements)] == ["asserted", "rumoured"]
