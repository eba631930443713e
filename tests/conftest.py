"""What many tests share: the sample graph, built once, and the extractor, loaded once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from fintech_kg import KnowledgeGraph, build
from fintech_kg.cleaning import clean
from fintech_kg.extraction import Extractor, load_extractor
from fintech_kg.model import Extraction, Source
from fintech_kg.ontology import Ontology, load_ontology

HERE = Path(__file__).parent
FORKING = ("faults", "cli/test_privacy.py", "store/test_lock.py")
"""What test_forks.py runs, each in a process of its own; FINTECH_KG_FORKING=1 lets pytest collect them."""
collect_ignore = [] if os.environ.get("FINTECH_KG_FORKING") else list(FORKING)


# The examples are the same in every run, so that a change alone can break a test; HYPOTHESIS_PROFILE=long looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("long", print_blob=True)
settings.load_profile("long" if os.environ.get("HYPOTHESIS_PROFILE") == "long" else "same")


def pytest_configure(config: pytest.Config) -> None:
    for name in ("Dataset", "ConjunctiveGraph"):  # rdflib's own code calls what rdflib deprecates
        config.addinivalue_line("filterwarnings", f"ignore:{name}:DeprecationWarning")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the sample texts."""
    return HERE.parent / "data"


@pytest.fixture(scope="session")
def sample(data: Path) -> KnowledgeGraph:
    """The graph of the sample texts. Nobody may change it."""
    return build([data])


@pytest.fixture(scope="session")
def sample_files(sample: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the sample graph was written into. Nobody may change it."""
    folder = tmp_path_factory.mktemp("sample")
    sample.write(folder)
    return folder


@pytest.fixture(scope="session")
def known() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="session")
def extractor(known: Ontology) -> Extractor:
    return load_extractor(known)


@pytest.fixture(scope="session")
def extract(extractor: Extractor, known: Ontology) -> Callable[[str], Extraction]:
    """From a text to its extraction, cleaning and all."""

    def extract(text: str) -> Extraction:
        return extractor(clean(Source("test.txt", text, "text/plain"), cues=known.cues))

    return extract
