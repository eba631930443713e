"""`fintech-kg extract`: JSON lines whose offsets count the text as given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Done, Run

pytestmark = pytest.mark.model

TEXT = (
    "\u200b\ufeff微信加群秒批额度6688 Kite\u200b Bank acquired Plaid for $40 million in 2024. “We are so glad,” said Li Chen."
)


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def found(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_line_for_each_text_in_order_with_its_own_identifier(run: Run) -> None:
    records = [{"id": 7, "text": "Kite Bank acquired Plaid."}, {"id": "x", "text": ""}, {"id": None, "text": "No."}]
    done = run("extract", "--input-format", "jsonl", "-", stdin=lines(*records))
    assert (done.code, done.err) == (0, "")
    assert [one["id"] for one in found(done)] == [7, "x", None]


def test_offsets_count_the_text_as_given(run: Run) -> None:
    (one,) = found(run("extract", "--input-format", "jsonl", "-", stdin=lines({"id": 1, "text": TEXT})))
    spans = {TEXT[entity["start"] : entity["end"]]: entity["name"] for entity in one["entities"]}
    assert spans["Kite\u200b Bank"] == "Kite Bank"
    (relation,) = (relation for relation in one["relations"] if relation["predicate"] == "acquired")
    assert [TEXT[slice(*relation[end])] for end in ("subject", "object")] == ["Kite\u200b Bank", "Plaid"]
    assert [TEXT[number["start"] : number["end"]] for number in one["observations"] if number["value"] == 40_000_000] in (
        [],
        ["$40 million"],
    )
    assert [TEXT[said["start"] : said["end"]] for said in one["quotations"]] == ["We are so glad,"]


def test_lone_surrogates_and_nuls_pass_through(run: Run) -> None:
    line = b'{"id": "\\ud800", "text": "Kite \\ud800Bank acquired\\u0000 Plaid \\udfff."}\n'
    done = run("extract", "--input-format", "jsonl", "-", stdin=line)
    assert done.code == 0
    assert found(done)[0]["id"] == "\ud800"


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense",
        b"[]",
        b"5",
        b'{"id": 1}',
        b'{"text": "x"}',
        b'{"id": 1, "text": 5}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": 1',
    ],
    ids=lambda line: line[:12].decode("latin-1"),
)
def test_line_that_is_no_record_is_named_and_the_rest_is_done(run: Run, line: bytes) -> None:
    done = run("extract", "--input-format", "jsonl", "-", stdin=line + b"\n\n" + lines({"id": 2, "text": "Good."}))
    assert done.code == 1
    assert "skipped standard-input, line 1: " in done.err
    assert [one["id"] for one in found(done)] == [2]


def test_nothing_that_can_be_read_is_exit_2(run: Run) -> None:
    done = run("extract", "--input-format", "jsonl", "-", stdin=b"nonsense\n")
    assert (done.code, done.out) == (2, "")


def test_nothing_at_all_is_fine(run: Run) -> None:
    assert run("extract", "--input-format", "jsonl", "-", stdin=b"").code == 0


def test_files_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kite Bank acquired Plaid.")
    (tmp_path / "b.txt").write_bytes(b"")
    done = run("extract", tmp_path)
    assert done.code == 1
    assert [one["id"] for one in found(done)] == ["a.txt"]
    assert "skipped b.txt: the document is empty" in done.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.txt"], "nowhere.txt does not exist"),
        (["-", "--input-format", "xyz"], "no input format is called 'xyz'; there are: "),
    ],
)
def test_bad_arguments_are_exit_2(run: Run, arguments: list[str], says: str) -> None:
    done = run("extract", *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in " ".join(done.err.split())


def test_number_of_too_many_digits_is_no_value(run: Run) -> None:
    text = f"Kite Bank raised ${'9' * 40} in 2024. Plaid has {'1' + ',000' * 20} users."
    assert run("extract", "--input-format", "jsonl", "-", stdin=lines({"id": 1, "text": text})).code == 0
