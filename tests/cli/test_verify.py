"""`verify` and `diff` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.model
TEXT = "Kite Bank acquired Plaid in 2021. Li Chen founded Kite Bank."


@pytest.fixture
def output(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(TEXT)
    assert run("build", tmp_path / "texts", "--output", tmp_path / "output").code == 0
    return tmp_path / "output"


def test_whole_output_is_one_line_and_code_0(run: Run, output: Path) -> None:
    done = run("verify", output, "--sources", output.parent / "texts")
    assert done.code == 0 and done.out.count("\n") == 1 and done.out.endswith("all proved\n")


def test_broken_output_is_a_list_and_code_1(run: Run, output: Path) -> None:
    path = output / "documents.jsonl"
    path.write_text(path.read_text().replace("founded", "forsook"))
    done = run("verify", output)
    assert done.code == 1 and "documents.jsonl: hash: " in done.out and "graph.trig: quote: " in done.out
    told = json.loads(run("verify", output, "--json").out)
    assert told["holds"] is False and {one["check"] for one in told["findings"]} >= {"hash", "quote"}


def test_no_output_is_code_2(run: Run, tmp_path: Path) -> None:
    assert run("verify", tmp_path).code == 2
    assert run("diff", tmp_path / "a", tmp_path / "b").code == 2


def test_output_is_the_same_as_its_documents(run: Run, output: Path) -> None:
    done = run("diff", output, output.parent / "texts")
    assert (done.code, done.out) == (0, "the same\n")


def test_changed_document_is_told(run: Run, output: Path) -> None:
    (output.parent / "texts" / "one.txt").write_text(TEXT.replace("acquired", "will acquire"))
    done = run("diff", output, output.parent / "texts")
    assert done.code == 1
    assert "~ fact Kite Bank acquired Plaid: " in done.out and "status asserted → planned" in done.out
    assert json.loads(run("diff", output, output.parent / "texts", "--json").out)["summary"]["facts"]["changed"] == 1


def test_moment_of_the_build_is_told_only_when_asked(run: Run, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "dcterms:created" not in (output / "graph.ttl").read_text()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1741964966")
    stamped = output.parent / "stamped"
    assert run("build", output.parent / "texts", "--output", stamped, "--licence", "CC0-1.0", "--title", "Ours").code == 0
    assert '"2025-03-14T15:09:26+00:00"^^xsd:dateTime' in (stamped / "graph.ttl").read_text()
    assert run("verify", stamped).code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert "SOURCE_DATE_EPOCH must be" in run("build", output.parent / "texts", "--output", stamped).err
