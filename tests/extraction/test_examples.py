"""Every relation's example yields that relation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from fintech_kg.ontology import load_ontology

pytestmark = pytest.mark.model

EXAMPLES = [(relation.name, example) for relation in load_ontology().relations.values() for example in relation.examples]

FAILING = {
    "Stripe competes with Adyen.": "the model tags Stripe and competes as nouns",
    "Ripple developed a stablecoin.": "Ripple is no mention",
    "Amara Okafor founded Tallow Pay in 2016.": "the model takes Amara Okafor for a place",
    "Sequoia Capital invested in Tallow Pay.": "the model takes invested for a participle of Sequoia Capital",
}
"""Examples that do not yield their relation yet, with the reason."""


def _case(relation: str, example: str) -> object:
    reason = FAILING.get(example)
    marks = () if reason is None else (pytest.mark.xfail(strict=True, reason=reason),)
    return pytest.param(relation, example, marks=marks, id=f"{relation}: {example}")


@pytest.mark.parametrize(("relation", "example"), [_case(*one) for one in EXAMPLES])
def test_example_yields_its_relation(extract: Callable[[str], Extraction], relation: str, example: str) -> None:
    assert relation in {one.predicate for one in extract(example).statements}


def test_every_relation_has_an_example() -> None:
    assert not [relation.name for relation in load_ontology().relations.values() if not relation.examples]


def test_failing_examples_are_examples() -> None:
    assert FAILING.keys() <= {example for _, example in EXAMPLES}
