"""`fintech-kg misses`: likely triggers and refusals of documents, in lines or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.model

TEXT = b"Corvane Bank rescued Dovemoor Finance. Corvane Bank acquired London. It bought Marlow Bank.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news.txt").write_bytes(TEXT)
    (tmp_path / "copy.txt").write_bytes(TEXT)
    return tmp_path


def test_lists_triggers_and_refusals_with_their_sentences(run: Run, folder: Path) -> None:
    done = run("misses", folder)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:2] == ["sentences that name two or more things and give no fact: 2", "candidates that were refused: 1"]
    assert [line.split() for line in lines if line.startswith("  rescue")] == [
        ["rescue", "[verb]", "1", "Organisation", "→", "Organisation", "1"]
    ]
    assert "    “Corvane Bank rescued Dovemoor Finance.” — copy.txt" in lines
    assert "refused, object kind, acquired: 1" in lines
    assert not [line for line in run("misses", folder, "--examples", 0).out.splitlines() if "“" in line]


def test_json_has_all_of_it(run: Run) -> None:
    data = json.loads(run("misses", "-", "--json", stdin=TEXT).out)
    assert [one["trigger"] for one in data["triggers"]] == ["rescue", "acquire"]
    assert data["triggers"][1]["stating"] == ["acquired"]
    assert data["triggers"][0]["sentences"][0]["between"] == "rescued"
    assert [one["reason"] for one in data["refused"]] == ["object kind"]


def test_document_that_cannot_be_read_is_named_and_the_others_are_listed(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    done = run("misses", folder)
    assert done.code == 1
    assert "skipped empty.txt: the document is empty" in done.err
    assert "rescue" in done.out


@pytest.mark.parametrize(("name", "says"), [("nowhere", "does not exist"), ("empty.txt", "no document could be read")])
def test_nothing_to_read_is_exit_2(run: Run, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("misses", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
