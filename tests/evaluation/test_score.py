"""Scores: what is right, missed and false, and what counts as neither."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from fintech_kg.errors import RunError
from fintech_kg.evaluation import Gold, Score, read_gold, score
from fintech_kg.evaluation.gold import GoldEntity, GoldFact, GoldObservation
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
    return one.right, len(one.missed), len(one.false)


def test_entities_match_by_kind_and_any_name_in_any_case() -> None:
    assert right_missed_false(score(FOUND, GOLD).entities) == (2, 1, 0)


def test_entity_that_gold_does_not_know_is_false() -> None:
    gold = replace(GOLD, entities=GOLD.entities[:2])
    assert score(FOUND, gold).entities.false == ("Organisation Visa",)


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
    assert score(FOUND, gold).observations.right == right


def test_currency_matches_currency() -> None:
    value = replace(FOUND.observations[0], value=Value(Decimal(7), "USD", "$7"))
    gold = replace(GOLD, observations=(replace(GOLD.observations[0], unit="USD"),))
    assert score(replace(FOUND, observations=(value,)), gold).observations.right == 1


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
    one = Score(3, ("a",), ("b", "c", "d"))
    assert (one.precision, one.recall, one.f1) == (0.5, 0.75, 0.6)


def test_gold_is_read(tmp_path: Path) -> None:
    file = tmp_path / "expected.json"
    file.write_text(
        json.dumps(
            {
                "document": "x.txt",
                "entities": [{"name": "Kite", "aliases": ["K"], "type": "Organisation"}],
                "facts": [{"s": "Kite", "p": "uses", "o": "AI", "core": False}],
                "observations": [{"about": None, "value": 1.5, "unit": "%"}],
                "quotations": [{"text": "Yes."}],
            }
        )
    )
    assert read_gold(file) == Gold(
        "x.txt",
        (entity("Kite", "K"),),
        (fact("Kite", "uses", "AI", core=False),),
        (GoldObservation(None, Decimal("1.5"), "%", "", True),),
        ((None, "Yes."),),
        (),
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "nonsense",
        '{"entities": []}',
        '{"document": ""}',
        '{"document": 5}',
        '{"document": "x", "entities": ["Kite"]}',
        '{"document": "x", "entities": [{"name": "K", "type": "Ship"}]}',
        '{"document": "x", "entities": [{"name": "K", "type": "Person", "aliases": "A"}]}',
        '{"document": "x", "facts": [{"s": "K"}]}',
        '{"document": "x", "facts": [{"s": "K", "p": "uses", "o": "L", "status": "sure"}]}',
        '{"document": "x", "observations": [{"value": "many"}]}',
        '{"document": "x", "quotations": 5}',
    ],
)
def test_what_is_no_gold_is_refused_by_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "expected.json"
    file.write_text(content)
    with pytest.raises(RunError, match=r"expected\.json is no gold annotation"):
        read_gold(file)


def test_missing_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="No such file"):
        read_gold(tmp_path / "expected.json")
