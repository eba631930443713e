"""`fintech-kg evaluate`: scores, rows, reliability and faults, in lines or as JSON; and no broken gold without a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.model


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "input.txt").write_text("Kite Bank acquired Plaid.")
    gold = {
        "document": "input.txt",
        "entities": [{"name": name, "type": "Organisation"} for name in ("Kite Bank", "Plaid", "Marlow Capital")],
        "facts": [{"s": "Kite Bank", "p": "acquired", "o": "Plaid"}],
    }
    (folder / "expected.json").write_text(json.dumps(gold))
    return folder


def test_prints_scores_by_sort_kind_and_relation(run: Run, case: Path) -> None:
    done = run("evaluate", case, "--no-show")
    assert (done.code, done.err) == (0, "")
    table = {line.split()[0]: line.split()[1:] for line in done.out.splitlines()[1:5]}
    assert table["facts"] == ["100.0", "100.0", "100.0", "1", "0", "0"]
    assert table["entities"] == ["100.0", "66.7", "80.0", "2", "1", "0"]
    assert list(table) == ["entities", "facts", "observations", "quotations"]
    assert "Marlow Capital" not in done.out


def test_prints_how_far_confidence_can_be_believed(run: Run, case: Path) -> None:
    lines = [line.split() for line in run("evaluate", case, "--no-show").out.splitlines()]
    start = lines.index(["confidence", "of", "facts", "count", "stated", "right"])
    assert lines[start + 1][3:] == ["1", lines[start + 1][4], "100.0"]
    assert lines[start + 2][:2] == ["calibration", "error"]


def test_lists_faults_with_their_sentences(run: Run, case: Path) -> None:
    (case / "input.txt").write_text("Kite Bank acquired Plaid. Kite Bank did not acquire Marlow Capital.")
    out = run("evaluate", case / "expected.json").out
    assert "false facts\n  Kite Bank acquired Marlow Capital (denied) [verb:acquire" in out
    assert "    “Kite Bank did not acquire Marlow Capital.” — input.txt" in out


def test_json_holds_scores_reliability_and_faults(run: Run, case: Path) -> None:
    data = json.loads(run("evaluate", case, "--json").out)
    assert data["documents"] == 1
    assert data["scores"]["facts"]["rows"]["acquired"] == {
        "precision": 1, "recall": 1, "f1": 1, "right": 1, "missed": 0, "false": 0
    }  # fmt: skip
    assert [one["count"] for one in data["reliability"]["bins"]] == [1]
    assert data["faults"] == [
        {
            "sort": "entities",
            "fault": "missed",
            "row": "Organisation",
            "what": "Marlow Capital",
            "document": "input.txt",
            "sentence": "",
            "why": "",
        }
    ]


def test_texts_may_lie_elsewhere(run: Run, case: Path, tmp_path: Path) -> None:
    (case / "input.txt").rename(tmp_path / "input.txt")
    assert run("evaluate", case, "--texts", tmp_path).code == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"expected.json": None}, "holds no expected.json"),
        ({"expected.json": "nonsense"}, "is no gold annotation"),
        ({"expected.json": '{"document": "input.txt", "facts": [{"s": "K"}]}'}, "facts, entry 1: 'p' is missing"),
        ({"input.txt": None}, "input.txt does not exist"),
        ({"input.txt": ""}, "the document is empty"),
    ],
)
def test_what_cannot_be_compared_is_exit_2(run: Run, case: Path, change: dict[str, str | None], says: str) -> None:
    for name, content in change.items():
        (case / name).unlink()
        if content is not None:
            (case / name).write_text(content)
    done = run("evaluate", case)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
