"""The gate: what a sentence asks, supposes, or says of a wrong kind is no fact; what stands beside that is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]


@pytest.mark.parametrize(
    "text",
    [
        "Will Corvane Bank acquire Dovemoor Finance?",
        "Did Corvane Bank buy Dovemoor Finance?",
        "“Did Corvane Bank acquire Dovemoor Finance?” asked the paper.",
        "If Corvane Bank acquires Dovemoor Finance, prices will rise.",
        "Prices will rise if Corvane Bank acquires Dovemoor Finance.",
        "Unless Corvane Bank buys Dovemoor Finance, it will close.",
        "Analysts asked whether Corvane Bank had acquired Dovemoor Finance.",
        "It is unclear whether Marlow Bank uses facial recognition.",
    ],
)
def test_what_is_asked_or_supposed_is_no_fact(extract: Extract, text: str) -> None:
    assert extract(text).statements == ()


@pytest.mark.parametrize(
    ("text", "predicate", "status"),
    [
        ("Why did Corvane Bank acquire Dovemoor Finance?", "acquired", "asserted"),
        ("Has Anna Holt, chief executive of Marlow Bank, resigned?", "worksFor", "asserted"),
        ("Corvane Bank, which acquired Dovemoor Finance in 2020, wonders if it will last.", "acquired", "asserted"),
        ("If regulators agree, Corvane Bank will acquire Dovemoor Finance.", "acquired", "planned"),
        ("Corvane Bank would acquire Dovemoor Finance if regulators agreed.", "acquired", "planned"),
    ],
)
def test_what_stands_beside_a_question_or_a_condition_is_read(extract: Extract, text: str, predicate: str, status: str) -> None:
    assert [(one.predicate, one.status) for one in extract(text).statements] == [(predicate, status)]
