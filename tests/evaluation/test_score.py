"""Scores: what is right, missed and false, and what counts as neither."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fintech_kg.evaluation import Belief, Finding, Gold, Score, score
from fintech_kg.evaluation.gold import GoldEntity, GoldFact, GoldObservation, GoldTrap
from fintech_kg.model import Extraction, Kind, Status, Value

from ..handmade import Claim, extraction

FOUND = extraction(
    "news.txt",
    [Claim("Kite", "acquired", "Plaid"), Claim("Plaid", "competesWith", "Visa"), Claim("Visa", "uses", "Plaid", Status.DENIED)],
    names={"Kite": ("Kestrel",)},
    figures=["Kite"],
    words=["Visa"],
)


def entity(name: str, *aliases: str, core: bool = True) -> GoldEntity:
    return GoldEntity(name, frozenset({name, *aliases}), Kind.ORGANISATION, core)


def fact(subject: str, predicate: str, object_: str, status: Status = Status.ASSERTED, *, core: bool = True) -> GoldFact:
    return GoldFact(subject, predicate, object_, status, core)


GOLD = Gold(
    document="news.txt",
    entities=(entity("KESTREL  bank", "kestrel"), entity("Plaid"), entity("Visa", core=False), entity("Marlow")),
    facts=(fact("KESTREL  bank", "acquired", "Plaid"), fact("Visa", "competesWith", "Plaid"), fact("Plaid", "uses", "Visa")),
    observations=(GoldObservation("KESTREL  bank", Decimal("7.0"), "merchants", "", True),),
    quotations=(("Visa", "So be it"),),
    left_out=(),
)


def right_missed_false(one: Score) -> tuple[int, int, int]:
    return len(one.right), len(one.missed), len(one.false)


def test_entities_match_by_kind_and_any_name_in_any_case() -> None:
    assert right_missed_false(score(FOUND, GOLD).entities) == (2, 1, 0)


def test_entity_that_gold_does_not_know_is_false() -> None:
    gold = replace(GOLD, entities=GOLD.entities[:2])
    assert [(one.row, one.what) for one in score(FOUND, gold).entities.false] == [("Organisation", "Visa")]


def test_facts_match_with_direction_and_status() -> None:
    assert right_missed_false(score(FOUND, GOLD).facts) == (1, 2, 2)


def test_direction_of_a_symmetric_relation_does_not_matter() -> None:
    assert right_missed_false(score(FOUND, GOLD, symmetric=frozenset({"competesWith"})).facts) == (2, 1, 1)


def test_what_is_not_core_counts_neither_as_missed_nor_as_false() -> None:
    gold = replace(GOLD, facts=tuple(replace(one, core=False) for one in GOLD.facts))
    assert right_missed_false(score(FOUND, gold, symmetric=frozenset({"competesWith"})).facts) == (0, 0, 1)


def test_observation_matches_by_number_and_owner_where_the_unit_is_a_noun() -> None:
    assert right_missed_false(score(FOUND, GOLD).observations) == (1, 0, 0)


@pytest.mark.parametrize(("unit", "right"), [("%", 0), ("USD", 0), ("users", 1), (None, 1)])
def test_share_and_currency_must_match(unit: str | None, right: int) -> None:
    gold = replace(GOLD, observations=(replace(GOLD.observations[0], unit=unit),))
    assert len(score(FOUND, gold).observations.right) == right


def test_currency_matches_currency() -> None:
    value = replace(FOUND.observations[0], value=Value(Decimal(7), "USD", "$7"))
    gold = replace(GOLD, observations=(replace(GOLD.observations[0], unit="USD"),))
    assert score(replace(FOUND, observations=(value,)), gold).observations.right[0].row == "USD"


def test_quotation_matches_with_its_speaker() -> None:
    assert right_missed_false(score(FOUND, GOLD).quotations) == (1, 0, 0)
    gold = replace(GOLD, quotations=(("Kite", "So be it"),))
    assert right_missed_false(score(FOUND, gold).quotations) == (0, 1, 1)


def test_nothing_found_misses_all() -> None:
    scores = score(Extraction(FOUND.document), GOLD)
    assert right_missed_false(scores.facts) == (0, 3, 0)
    assert (scores.facts.precision, scores.facts.recall, scores.facts.f1) == (1.0, 0.0, 0.0)


def test_scores_add_up() -> None:
    once = score(FOUND, GOLD)
    assert right_missed_false((once + once).facts) == (2, 4, 4)


def test_rates() -> None:
    right, missed, *false = (Finding("row", name) for name in "abcde")
    one = Score((right,) * 3, (missed,), tuple(false))
    assert (one.precision, one.recall, one.f1) == (0.5, 0.75, 0.6)


def test_each_kind_and_relation_has_its_row() -> None:
    rows = score(FOUND, GOLD).facts.rows
    assert {name: right_missed_false(one) for name, one in rows.items()} == {
        "acquired": (1, 0, 0),
        "competesWith": (0, 1, 1),
        "uses": (0, 1, 1),
    }


def test_each_fault_has_its_sentence_and_document() -> None:
    scores = score(FOUND, GOLD)
    assert [(one.what, one.sentence, one.document) for one in scores.facts.missed] == [
        ("Visa competesWith Plaid (asserted)", "Plaid asserted competesWith Visa.", "news.txt"),
        ("Plaid uses Visa (asserted)", "Plaid asserted competesWith Visa.", "news.txt"),
    ]
    assert [one.sentence for one in scores.facts.false] == ["Plaid asserted competesWith Visa.", "Visa denied uses Plaid."]
    assert [(one.what, one.sentence) for one in scores.entities.missed] == [("Marlow", "")]


def test_document_is_called_as_the_caller_calls_it() -> None:
    assert {one.document for one in score(FOUND, GOLD, document="case/news.txt").facts.missed} == {"case/news.txt"}


def test_fault_says_what_gold_has_instead() -> None:
    facts = (fact("Plaid", "competesWith", "Visa", Status.PLANNED),)
    traps = (GoldTrap("Visa", "uses", "Plaid", "a denial"),)
    scores = score(
        FOUND, replace(GOLD, facts=facts, traps=traps, not_entities=frozenset({"plaid"}), entities=GOLD.entities[2:])
    )
    assert [one.why for one in scores.facts.false] == ["", "", ""]
    scores = score(FOUND, replace(GOLD, facts=facts, traps=traps))
    assert [one.why for one in scores.facts.false] == ["", "gold says: planned", "gold says: no, a denial"]
    assert [one.why for one in scores.facts.missed] == ["found as asserted"]


def test_entity_that_must_not_be_found_is_marked() -> None:
    gold = replace(GOLD, entities=(replace(GOLD.entities[0], kind=Kind.PERSON),), not_entities=frozenset({"plaid"}), facts=())
    found = {one.what: one.why for one in score(FOUND, gold).entities.false}
    assert found == {"Kite": "gold says: Person", "Plaid": "gold says: no entity", "Visa": ""}


def test_beliefs_pair_each_fact_s_confidence_with_whether_gold_has_it() -> None:
    gold = replace(GOLD, facts=(replace(GOLD.facts[0], core=False),))
    assert sorted(score(FOUND, gold).beliefs) == [Belief(0.9, False), Belief(0.9, False), Belief(0.9, True)]
