"""What the fragments of a firm's own page, or under its name, say that it offers, uses and does not use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Status

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]
Told = set[tuple[str, str, str, Status]]

PAGE = (
    "Corvane Pay takes payments\n\nWe at Corvane Pay help shops.\n\nFeatures\n\n"
    "• Wallets: Apple Pay, Google Pay\n• PCI DSS Level 1, ISO 27001\n• Fraud engine built on Kafka\n\n"
    "What we don't do\n\n• No blockchain.\n\n"
    "Offices\n\n• A desk with a view of blockchain art\n\n© Corvane Pay Ltd, Leeds · Terms\n"
)
LIST = (
    "## Corvane Pay Ltd (Lagos, Nigeria)\nAgent banking with face recognition. 3,100 agents.\n\n"
    "## Dovemoor Pay Ltd (Nairobi, Kenya)\nPayroll over mobile money. No blockchain.\n"
)


def told(extraction: Extraction) -> Told:
    names = {one.id: one.name for one in extraction.entities}
    return {
        (names[one.subject], one.predicate, names[one.object], one.status)
        for one in extraction.statements
        if one.predicate in {"uses", "develops"}
    }


def test_lists_of_features_on_ones_own_page(extract: Extract) -> None:
    found = {(name, status) for subject, predicate, name, status in told(extract(PAGE)) if predicate == "uses"}
    assert {("Apple Pay", Status.ASSERTED), ("Google Pay", Status.ASSERTED), ("ISO 27001", Status.ASSERTED)} <= found
    assert ("blockchain", Status.DENIED) in found
    assert ("blockchain", Status.ASSERTED) not in found


def test_seat_behind_a_copyright(extract: Extract) -> None:
    extraction = extract(PAGE)
    names = {one.id: one.name for one in extraction.entities}
    assert ("Corvane Pay", "Leeds") in {
        (names[one.subject], names[one.object]) for one in extraction.statements if one.predicate == "basedIn"
    }


def test_fragments_under_a_name(extract: Extract) -> None:
    found = told(extract(LIST))
    assert {
        ("Corvane Pay", "develops", "branchless banking", Status.ASSERTED),
        ("Corvane Pay", "uses", "facial recognition", Status.ASSERTED),
        ("Dovemoor Pay", "uses", "mobile money", Status.ASSERTED),
    } <= found
    assert not any(name == "blockchain" and status is Status.ASSERTED for _, _, name, status in found)


def test_a_page_of_nobody_says_nothing(extract: Extract) -> None:
    assert told(extract("Features\n\n• Wallets: Apple Pay, Google Pay\n• ISO 27001\n")) == set()
