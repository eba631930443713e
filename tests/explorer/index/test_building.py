"""The same facts give the same index, whatever the hash seed; and what is put into one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import fintech_kg
from fintech_kg.explorer.index import Index, Sources, build_index
from fintech_kg.explorer.index.names import folded, words_of
from fintech_kg.explorer.index.times import time_of
from fintech_kg.graph.stream import GraphStream
from fintech_kg.store import read_texts

from ...handmade import Claim, extraction
from ..web.conftest import EXTRACTIONS, write

MAKE = """
import sys
from pathlib import Path
from fintech_kg.cli.explorer import explorer_desk
with explorer_desk(Path(sys.argv[1]), Path("ledger.toml")).opened(True) as (path, generation):
    sys.stdout.buffer.write(path.read_bytes())
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("index") / "output", EXTRACTIONS)


def index_with_seed(output: Path, seed: str) -> bytes:
    source = str(Path(fintech_kg.__file__).parent.parent)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source}
    return subprocess.run([sys.executable, "-c", MAKE, str(output)], check=True, capture_output=True, env=environment).stdout


def test_an_index_is_the_same_byte_for_byte_for_any_hash_seed(output: Path) -> None:
    first = index_with_seed(output, "1")
    assert first.startswith(b"SQLite format 3")
    assert index_with_seed(output, "2") == first


def test_places_of_a_large_graph_are_the_same_for_any_hash_seed(tmp_path: Path) -> None:
    claims = [Claim(f"Firm {number}", "acquired", f"Firm {number % 9}") for number in range(9, 450)]
    large = write(tmp_path / "large", [extraction("large.txt", claims)], ())
    first = index_with_seed(large, "1")
    assert index_with_seed(large, "2") == first


def test_an_index_counts_what_it_holds(output: Path, tmp_path: Path) -> None:
    stream = GraphStream(output / "graph.trig")
    texts = [one.document for one in read_texts(output / "documents.jsonl")]
    path = tmp_path / "index.sqlite"
    counts = build_index(path, Sources(stream, texts, (), lambda: stream.base, lambda: stream.title))
    assert counts["things"] == 7
    assert [one.name for one in tmp_path.iterdir()] == ["index.sqlite"]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = [
            row[0]
            for row in db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'")
        ]
        assert all("STRICT" in sql for sql in tables if "VIRTUAL" not in sql and "sqlite_" not in sql)
        assert db.execute("SELECT label FROM things WHERE n = 0").fetchone() == ("Acme Pay",)


def test_an_index_that_is_none_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as db:
        db.executescript("CREATE TABLE meta (name TEXT, value TEXT); INSERT INTO meta VALUES ('version', 'another')")
    with pytest.raises(ValueError, match="another version"):
        Index(tmp_path / "other.sqlite", "0")


def test_an_index_can_only_be_read(output: Path, tmp_path: Path) -> None:
    stream = GraphStream(output / "graph.trig")
    build_index(tmp_path / "index.sqlite", Sources(stream, (), (), lambda: stream.base, lambda: stream.title))
    index = Index(tmp_path / "index.sqlite", "0")
    with index.connection() as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM things")


@pytest.mark.parametrize(
    ("words", "day", "low", "high"),
    [
        ("2017", "2017", "2017-01-01", "2017-12-31"),
        ("until 2016", "2016", "2016-01-01", "2016-12-31"),
        ("30 June 2025", "2025-06-30", "2025-06-30", "2025-06-30"),
        ("June 3rd, 2025", "2025-06-03", "2025-06-03", "2025-06-03"),
        ("in Feb. 2024", "2024-02", "2024-02-01", "2024-02-29"),
        ("Sept 2023", "2023-09", "2023-09-01", "2023-09-30"),
        ("2024-05-17T10:00:00Z", "2024-05-17", "2024-05-17", "2024-05-17"),
        ("31 June 2025", "2025-06", "2025-06-01", "2025-06-30"),
    ],
)
def test_times_are_read_as_precisely_as_they_are_written(words: str, day: str, low: str, high: str) -> None:
    found = time_of(words)
    assert found is not None
    assert (found.day, found.low, found.high) == (day, low, high)


@pytest.mark.parametrize("words", ["last year", "two years ago", "the year to March", "12017", "$2,017", "", None])
def test_words_that_name_no_time_by_themselves_have_none(words: str | None) -> None:
    assert time_of(words) is None


def test_names_are_folded_over_case_accents_and_blanks() -> None:
    assert folded("  ÉCOLE\u00a0 Straße ") == "ecole strasse"


def test_words_of_scripts_without_blanks_are_their_letters() -> None:
    assert words_of("和源 pay & co") == ["和", "源", "pay", "co"]
