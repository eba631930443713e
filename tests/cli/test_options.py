"""The options that say how to read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--limit", "speed=5"], "--limit takes NAME=VALUE, not 'speed=5'; the names are file-size, read-time"),
        (["--limit", "file-size=lots"], "give a whole number above 0"),
        (["--column", "body"], "--column takes NAME=VALUE, not 'body'; the names are text, id, title, date"),
        (["--delimiter", "ab"], "the delimiter 'ab' is none"),
        (["--input-format", "xyz"], "no input format is called 'xyz'; there are: atom, csv"),
    ],
)
@pytest.mark.parametrize("verb", ["build", "extract", "misses"])
def test_option_that_is_none_is_exit_2(run: Run, verb: str, options: list[str], says: str) -> None:
    done = run(verb, "-", *options)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


@pytest.mark.model
def test_table_on_standard_input_with_columns_of_its_own(run: Run) -> None:
    content = b"url;story\nu/7;Visa acquired Tink in 2022.\nu/8;\n"
    options = ["--input-format", "csv", "--column", "text=story", "--column", "id=url", "--model", "fast"]
    done = run("extract", "-", *options, stdin=content)
    assert done.code == 1
    assert "skipped standard-input#u/8: the document is empty" in done.err
    (line,) = (json.loads(one) for one in done.out.splitlines())
    assert line["id"] == "standard-input#u/7"
    assert [one["predicate"] for one in line["relations"]] == ["acquired"]


@pytest.mark.model
def test_limit_reaches_the_reader(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nVisa acquired Tink.\nKite Bank acquired Plaid.\n")
    done = run("build", tmp_path / "a.csv", "--limit", "rows=1", "--output", tmp_path / "out", "--model", "fast")
    assert done.code == 0
    assert "skipped a.csv: only the first 1 rows were read (--limit rows)" in done.err
