"""Facts whose names have broken one format or another, and their dataset."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rdflib import Dataset

from fintech_kg.assembly import assemble
from fintech_kg.graph import dataset_of
from fintech_kg.model import Facts, Status
from fintech_kg.ontology import Ontology

from ..handmade import HOSTILE, Claim, extraction
from .naughty import NAUGHTY


@pytest.fixture(scope="session")
def facts() -> Facts:
    claims = [Claim(one, "uses", other, qualifiers=(("role", one),)) for one, other in pairwise((*HOSTILE, *NAUGHTY))]
    claims += [
        Claim("Kite", "acquired", "Plaid"),
        Claim("Kite", "acquired", "Plaid", Status.DENIED),
        Claim("Kite", "uses", "Plaid"),
    ]
    names = {"Kite": ("Kestrel", "Ki|te", "Ki\\te")}
    one = extraction("one.txt", claims, figures=(*HOSTILE, *NAUGHTY), words=HOSTILE, names=names)
    two = extraction("two.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Plaid", "uses", "Visa", Status.RUMOURED)])
    return assemble([one, two])


@pytest.fixture(scope="session")
def dataset(facts: Facts, known: Ontology) -> Dataset:
    return dataset_of(facts, known)
