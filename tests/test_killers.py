"""A document that kills the process which reads it is set aside and named, and costs no other document."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy

from fintech_kg.cleaning import clean
from fintech_kg.corpus.runners import processes
from fintech_kg.errors import ExtractionFailed
from fintech_kg.extraction.choices import PARSER
from fintech_kg.model import Document, Extraction, Source
from fintech_kg.ontology import load_ontology

pytestmark = pytest.mark.model
DEADLY = "Basilisk"
STEP = f"""
import os, signal
from spacy.language import Language

@Language.component("basilisk")
def basilisk(doc):
    if "{DEADLY}" in doc.text:
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


def document(name: str, text: str) -> Document:
    return clean(Source(name, text, "text/plain"), cues=load_ontology().cues)


def test_deadly_document_is_named_and_the_others_are_read(pipeline: str) -> None:
    given = [document(f"{number}.txt", f"Kite Bank acquired Plaid in 20{number:02}.") for number in range(2)]
    given.insert(1, document("deadly.txt", f"{DEADLY} Pay acquired Plaid."))
    done = {one.document: one.result for one in processes(given, None, pipeline, 2)}
    assert sorted(done) == sorted(one.id for one in given)
    failed = {name: one for name, one in done.items() if isinstance(one, ExtractionFailed)}
    assert list(failed) == [given[1].id]
    assert "deadly.txt" in str(failed[given[1].id])
    assert all(isinstance(one, Extraction) for name, one in done.items() if name not in failed)
