"""Every relation's example yields that relation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from fintech_kg.ontology import load_ontology

pytestmark = pytest.mark.model

EXAMPLES = [(relation.name, example) for relation in load_ontology().relations.values() for example in relation.examples]


@pytest.mark.parametrize(("relation", "example"), EXAMPLES)
def test_example_yields_its_relation(extract: Callable[[str], Extraction], relation: str, example: str) -> None:
    assert relation in {one.predicate for one in extract(example).statements}


def test_every_relation_has_an_example() -> None:
    assert not [relation.name for relation in load_ontology().relations.values() if not relation.examples]
