"""What figures without a subject are about: pages in small, each with the number and the entity of all its figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]

PAGES: list[tuple[str, list[tuple[str, str | None]]]] = [
    (
        "Corvane Bank in numbers\n\n€740m\nlent since launch\n\n11,000+\nmerchants\n",
        [("€740m", "Corvane Bank"), ("11,000+", "Corvane Bank")],
    ),
    (
        "Corvane Bank – Leeds. 12 million customers in Britain.\nDovemoor Finance – lender; sold Kestrel Pay for £30m.\n",
        [("12 million", "Corvane Bank"), ("£30m", "Kestrel Pay")],
    ),
    (
        "Corvane Bank\n\nTVL $412,880,117 · 24h volume $31.6M · Holders 58,204\n",
        [("$412,880,117", "Corvane Bank"), ("$31.6M", "Corvane Bank"), ("58,204", "Corvane Bank")],
    ),
    (
        "Corvane Bank, again — the purchase of Dovemoor Finance has cleared another hurdle. Price tag: $24.25bn.\n",
        [("$24.25bn", "Corvane Bank")],
    ),
    (
        "Corvane Bank is a lender. We serve shops in Leeds. Corvane Bank is small.\n\nOur figures:\n\n- 164 colleagues\n",
        [("164", "Corvane Bank")],
    ),
    (
        "Corvane Bank raises money\n\nCorvane Bank is a lender in Leeds. The round takes total funding to €33 million.\n",
        [("€33 million", "Corvane Bank")],
    ),
    (
        "Companies > Lending > Corvane Bank\n\nCorvane Bank\n\nLead investor: Dovemoor Finance\n\nValuation: $96m\n",
        [("$96m", "Corvane Bank")],
    ),
    ("Leeds's turn to fintech: mills and ledgers\n\nAT A GLANCE\n• 96 fintech firms\n", [("96", "Leeds")]),
    ("Unemployment rose to 8%.\n\nCorvane Bank opened an office.\n", [("8%", None)]),
    ("Corvane Bank opens an office in Leeds\n\nUnemployment rose to 8% last year.\n", [("8%", None)]),
]


@pytest.mark.parametrize(("text", "expected"), PAGES, ids=[text[:40] for text, _ in PAGES])
def test_what_stands_over_a_bare_figure_is_what_it_is_about(
    text: str, expected: list[tuple[str, str | None]], extract: Extract
) -> None:
    extraction = extract(text)
    names: dict[str | None, str] = {one.id: one.name for one in extraction.entities}
    assert [(one.value.text, names.get(one.about)) for one in extraction.observations] == expected
