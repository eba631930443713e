"""Gold files: what is read of them, and which sentence says what is wrong with a broken one."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from fintech_kg.errors import RunError
from fintech_kg.evaluation import Gold, read_gold
from fintech_kg.evaluation.gold import GoldEntity, GoldFact, GoldObservation, GoldTrap
from fintech_kg.model import Kind, Status


def test_gold_is_read(tmp_path: Path) -> None:
    file = tmp_path / "expected.json"
    file.write_text(
        json.dumps(
            {
                "document": "x.txt",
                "entities": [{"name": "Kite", "aliases": ["K"], "type": "Organisation"}, {"name": "AI", "type": "Technology"}],
                "facts": [{"s": "Kite", "p": "uses", "o": "AI", "core": False}],
                "not_facts": ["Kite develops AI (in prose)", {"s": "Kite", "p": "develops", "o": "AI", "why": "it uses it"}],
                "not_entities": ["K2"],
                "observations": [{"about": None, "value": 1.5, "unit": "%", "text": "1.5 per cent"}],
                "quotations": [{"text": "Yes."}],
            }
        )
    )
    assert read_gold(file) == Gold(
        document="x.txt",
        entities=(
            GoldEntity("Kite", frozenset({"Kite", "K"}), Kind.ORGANISATION, True),
            GoldEntity("AI", frozenset({"AI"}), Kind.TECHNOLOGY, True),
        ),
        facts=(GoldFact("Kite", "uses", "AI", Status.ASSERTED, False),),
        observations=(GoldObservation(None, Decimal("1.5"), "%", "", True, "1.5 per cent"),),
        quotations=((None, "Yes."),),
        left_out=(),
        traps=(GoldTrap("Kite", "develops", "AI", "it uses it"),),
        not_entities=frozenset({"K2"}),
    )


KITE = '{"document": "x", "entities": [{"name": "K", "type": "Person"}], '


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "Expecting value: line 1 column 1"),
        ("[]", "no JSON object"),
        ("nonsense", "Expecting value: line 1 column 1"),
        ("[" * 100_000, "recursion"),
        ('{"entities": []}', "'document' is missing"),
        ('{"document": ""}', "'' is no text for 'document'"),
        ('{"document": 5}', "5 is no text for 'document'"),
        ('{"document": "x", "entities": ["Kite"]}', "entities, entry 1: 'Kite' is no JSON object"),
        ('{"document": "x", "entities": [{"name": "K", "type": "Ship"}]}', "entities, entry 1: 'Ship' is not a valid Kind"),
        ('{"document": "x", "entities": [{"type": "Person"}]}', "entities, entry 1: 'name' is missing"),
        ('{"document": "x", "entities": [{"name": "K", "type": "Person", "aliases": "A"}]}', "aliases is no list"),
        ('{"document": "x", "facts": [{"s": "K"}]}', "facts, entry 1: 'p' is missing"),
        ('{"document": "x", "facts": [{"s": "K", "p": "uses", "o": "L", "status": "sure"}]}', "'sure' is not a valid Status"),
        (KITE + '"facts": [{"s": "K", "p": "uses", "o": "L"}]}', "facts, entry 1: 'L' is the name of none of its entities"),
        (KITE + '"observations": [{"about": "L", "value": 1}]}', "observations, entry 1: 'L' is the name of none"),
        (KITE + '"quotations": [{"speaker": "L", "text": "a"}]}', "quotations, entry 1: 'L' is the name of none"),
        ('{"document": "x", "observations": [{"unit": "%"}]}', "observations, entry 1: 'value' is missing"),
        ('{"document": "x", "observations": [{"value": "many"}]}', "'many' is no number"),
        ('{"document": "x", "quotations": 5}', "quotations is no list"),
        ('{"document": "x", "not_facts": [{"s": "K"}]}', "not_facts, entry 1: 'p' is missing"),
    ],
)
def test_what_is_no_gold_is_refused_with_the_place_of_the_fault(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "expected.json"
    file.write_text(content)
    with pytest.raises(RunError, match=r"expected\.json is no gold annotation") as refused:
        read_gold(file)
    assert says in str(refused.value)


def test_missing_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="No such file"):
        read_gold(tmp_path / "expected.json")
