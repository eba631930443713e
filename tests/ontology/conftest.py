"""The folder of the ontology, and a small graph that keeps every promise, fresh for each test."""

from pathlib import Path

import pytest
from rdflib import Graph

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def ontology_folder() -> Path:
    return HERE.parents[1] / "ontology"


@pytest.fixture(scope="session")
def ontology(ontology_folder: Path) -> Graph:
    return Graph().parse(ontology_folder / "fintech.ttl")


@pytest.fixture
def good() -> Graph:
    return Graph().parse(HERE / "good.ttl")
