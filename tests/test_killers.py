"""A document that kills the processes which read it is set aside and named, and costs no other document; once is forgiven."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fintech_kg.corpus import RUNNERS, Runner
from fintech_kg.errors import ExtractionFailed
from fintech_kg.model import Extraction, Source

from .deadly import DEADLY, ONCE, deadly_pipeline

pytestmark = pytest.mark.model


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package that is a spaCy pipeline with a step that kills its process on a word."""
    name = deadly_pipeline(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    return name


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
