"""What a question states that yes or no follows, and whom `you` means on a firm's own page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Status

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]

PAGE = "Corvane Pay takes payments\n\nWe at Corvane Pay help shops.\n\nFAQ\n\n{}\n\n© Corvane Pay Ltd\n"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Do you support Apple Pay? Yes, in all shops.", {("uses", "Apple Pay", Status.ASSERTED)}),
        ("Do you support cryptocurrency? Not at this time.", {("uses", "cryptocurrency", Status.DENIED)}),
        ("Did Corvane Pay acquire Plaid? No.", {("acquired", "Plaid", Status.DENIED)}),
        ("Do you support Apple Pay? Ask your shop.", set()),
        ("Why do you support Apple Pay? Yes, why.", set()),
    ],
)
def test_answers(asked: str, expected: set[tuple[str, str, Status]], extract: Extract) -> None:
    extraction = extract(PAGE.format(asked))
    names = {one.id: one.name for one in extraction.entities}
    found = {(one.predicate, names[one.object], one.status) for one in extraction.statements if one.rule.startswith("answer")}
    assert found == expected


def test_quote_holds_the_answer(extract: Extract) -> None:
    (one,) = (one for one in extract(PAGE.format("Do you support Apple Pay? Yes.")).statements if one.rule.startswith("answer"))
    assert "Yes." in one.evidence.quote
