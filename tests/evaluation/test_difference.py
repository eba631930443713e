"""What came, went or changed between two sets of facts."""

from __future__ import annotations

from dataclasses import replace

from fintech_kg.assembly import assemble
from fintech_kg.evaluation.difference import as_data, differences
from fintech_kg.model import Facts, Status

from ..handmade import Claim, extraction


def facts(*claims: Claim) -> Facts:
    return assemble([extraction("one.txt", claims)])


BUYS, SELLS = Claim("Visa", "acquired", "Tink"), Claim("Visa", "divested", "Plaid")


def test_same_facts_have_no_difference() -> None:
    assert as_data(differences(facts(BUYS), facts(BUYS)))["same"] is True


def test_fact_that_came_and_fact_that_went() -> None:
    assert [one.sort for one in differences(facts(BUYS), facts(BUYS, SELLS))["facts"]] == ["came"]
    assert [one.sort for one in differences(facts(BUYS, SELLS), facts(BUYS))["facts"]] == ["went"]


def test_status_that_changed() -> None:
    (change,) = differences(facts(BUYS), facts(replace(BUYS, status=Status.PLANNED)))["facts"]
    assert change.sort == "changed"
    assert ("status", ["asserted"], ["planned"]) in change.changed()


def test_qualifier_that_changed() -> None:
    (change,) = differences(facts(BUYS), facts(replace(BUYS, qualifiers=(("time", "2022"),))))["facts"]
    assert change.changed() == [("qualifiers", [], ["time: 2022"])]


def test_sentence_that_only_moved_is_the_same_evidence() -> None:
    changes = differences(facts(BUYS, SELLS), facts(SELLS, BUYS))
    assert changes["evidence"] == changes["facts"] == []
    assert [one.sort for one in changes["documents"]] == ["changed"]
