"""A document that kills the processes which read it is set aside and named, and costs no other document; once is forgiven."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy

from fintech_kg.corpus import RUNNERS, Runner
from fintech_kg.errors import ExtractionFailed
from fintech_kg.extraction.choices import PARSER
from fintech_kg.model import Extraction, Source

pytestmark = pytest.mark.model
DEADLY, ONCE = "Basilisk", "Kraken"
STEP = f"""
import os, signal
from pathlib import Path
from spacy.language import Language

@Language.component("basilisk")
def basilisk(doc):
    before = Path(__file__).parent.parent / "met"
    if "{DEADLY}" in doc.text or ("{ONCE}" in doc.text and not before.exists()):
        before.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doc
"""


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package that is a spaCy pipeline with a step that kills its process on a word."""
    package = tmp_path / "deadly_pipeline"
    package.mkdir()
    nlp = spacy.load(PARSER)
    nlp.to_disk(package / "data")
    (package / "__init__.py").write_text(
        f"{STEP}\nfrom pathlib import Path\nimport spacy\n\n"
        "def load(**options):\n"
        "    nlp = spacy.load(Path(__file__).parent / 'data', **options)\n"
        "    nlp.add_pipe('basilisk')\n    return nlp\n"
    )
    (tmp_path / "deadly_pipeline-1.0.dist-info").mkdir()
    (tmp_path / "deadly_pipeline-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: deadly_pipeline\nVersion: 1.0\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    return package.name


@pytest.fixture(params=["processes", pytest.param("ray", marks=pytest.mark.cluster)])
def runner(request: pytest.FixtureRequest) -> Runner:
    if request.param == "ray":
        pytest.importorskip("ray", reason="ray is an extra")
    return RUNNERS[request.param]


def sources(*texts: str) -> list[Source]:
    return [Source(f"{number}.txt", text, "text/plain") for number, text in enumerate(texts)]


def test_deadly_document_is_named_and_the_others_are_read(pipeline: str, runner: Runner) -> None:
    given = sources("Kite Bank acquired Plaid.", f"{DEADLY} Pay acquired Plaid.", "Plaid acquired Kite Bank.")
    done = {one.document: one.result for one in runner(given, None, pipeline, 2)}
    assert sorted(done) == sorted(one.id for one in given)
    failed = {name: one for name, one in done.items() if isinstance(one, ExtractionFailed)}
    assert list(failed) == [given[1].id]
    assert "1.txt: two processes that read it died" in str(failed[given[1].id])
    assert all(isinstance(one, Extraction) for name, one in done.items() if name not in failed)


def test_worker_that_dies_costs_a_retry(pipeline: str, runner: Runner) -> None:
    given = sources("Kite Bank acquired Plaid.", f"{ONCE} Pay acquired Plaid.")
    done = {one.document: one.result for one in runner(given, None, pipeline, 1)}
    assert all(isinstance(done[one.id], Extraction) for one in given)
