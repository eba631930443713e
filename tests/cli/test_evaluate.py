"""`fintech-kg evaluate`: a table of scores, the faults on demand, and no gold without a sentence."""

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


def test_prints_a_line_of_scores_for_each_sort(run: Run, case: Path) -> None:
    done = run("evaluate", case)
    assert (done.code, done.err) == (0, "")
    table = {line.split()[0]: line.split()[1:] for line in done.out.splitlines()[1:]}
    assert table["facts"] == ["100.0", "100.0", "100.0", "1", "0", "0"]
    assert table["entities"] == ["100.0", "66.7", "80.0", "2", "1", "0"]
    assert list(table) == ["entities", "facts", "observations", "quotations"]


def test_shows_faults_on_demand(run: Run, case: Path) -> None:
    assert "missed entities: Marlow Capital Organisation" in run("evaluate", case / "expected.json", "--show").out


def test_texts_may_lie_elsewhere(run: Run, case: Path, tmp_path: Path) -> None:
    (case / "input.txt").rename(tmp_path / "input.txt")
    assert run("evaluate", case, "--texts", tmp_path).code == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"expected.json": None}, "holds no expected.json"),
        ({"expected.json": "nonsense"}, "is no gold annotation"),
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
