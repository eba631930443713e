"""CSV, SQLite, DuckDB and Parquet, read back and compared; the guard for spreadsheets."""

from __future__ import annotations

import csv
import io
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset

from fintech_kg.errors import MissingExtra, RunError
from fintech_kg.exports import export
from fintech_kg.exports.tables import TABLES
from fintech_kg.graph import iri, to_trig
from fintech_kg.model import Facts

from .naughty import FORMULAS
from .reading import told, unlisted

Rows = Mapping[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def rows(facts: Facts) -> Rows:
    """Every table's rows, as they were made."""
    return {table.name: list(table.rows(facts)) for table in TABLES}


def read(written: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode(encoding), newline="")))


def test_nodes_are_the_entities(rows: Rows, facts: Facts) -> None:
    assert [row[:3] for row in rows["nodes"]] == [
        (str(iri("", one.id)), told(one.name), one.kind.value) for one in facts.entities
    ]


def test_edges_are_the_statements(rows: Rows, facts: Facts) -> None:
    assert rows["edges"] == [
        (
            one.id, str(iri("", fact.subject)), one.predicate, str(iri("", fact.object)), one.status.value,
            float(one.confidence),
            told(dict(one.qualifiers).get("role", "")), "", "", "", told(one.evidence.quote), one.evidence.document,
            one.evidence.start, one.evidence.end,
        )
        for fact in facts.facts
        for one in fact.statements
    ]  # fmt: skip


def test_observations_and_quotations_are_tables(rows: Rows, facts: Facts) -> None:
    assert (len(rows["observations"]), len(rows["quotations"])) == (len(facts.observations), len(facts.quotations))
    assert {row[3] for row in rows["observations"]} == {"7"}


def test_names_besides_the_label_come_back(rows: Rows) -> None:
    named = {row[1]: unlisted(str(row[4])) for row in rows["nodes"]}
    assert (named["Kite"], named["Plaid"]) == (["Kestrel", "Ki\\te", "Ki|te"], [])


def test_csv_comes_back_exactly(rows: Rows, facts: Facts, dataset: Dataset) -> None:
    written = export("csv", facts, dataset)
    for name, made in rows.items():
        back = [tuple(row.values()) for row in read(written[f"{name}.csv"])]
        assert back == [tuple("" if cell is None else str(cell) for cell in row) for row in made]


def test_csv_for_spreadsheets_holds_no_formula(rows: Rows, facts: Facts, dataset: Dataset) -> None:
    for name, content in export("csv", facts, dataset, for_spreadsheets=True).items():
        cells = [cell for row in read(content, "utf-8-sig") for cell in row.values()]
        assert not [cell for cell in cells if cell.lstrip(" \t\r\n\xa0")[:1] in {*"=+-@＝＋－＠"} - {""}], name
        assert not [cell for cell in cells if cell[:1] in {"\t", "\r", "\n"}], name


def test_csv_for_spreadsheets_guards_with_an_apostrophe_alone(facts: Facts, dataset: Dataset) -> None:
    guarded = read(export("csv", facts, dataset, for_spreadsheets=True)["nodes.csv"], "utf-8-sig")
    plain = read(export("csv", facts, dataset)["nodes.csv"])
    labels = {one["label"]: other["label"] for one, other in zip(plain, guarded, strict=True)}
    assert {one: other for one, other in labels.items() if one != other} == {
        one: f"'{one}" for one in labels if one != labels[one]
    }
    assert {told(one) for one in FORMULAS} <= {one for one in labels if one != labels[one]}


def test_only_csv_is_for_spreadsheets(facts: Facts, dataset: Dataset) -> None:
    with pytest.raises(RunError, match="only the format csv can be for spreadsheets, and not gexf"):
        export("gexf", facts, dataset, for_spreadsheets=True)


def test_sqlite_comes_back(rows: Rows, facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "graph.sqlite"
    path.write_bytes(export("sqlite", facts, dataset)["graph.sqlite"])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for name, made in rows.items():
            assert connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() == made


def test_duckdb_comes_back(rows: Rows, facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    duckdb: Any = pytest.importorskip("duckdb", reason="duckdb is not installed")
    path = tmp_path / "graph.duckdb"
    path.write_bytes(export("duckdb", facts, dataset)["graph.duckdb"])
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        for name, made in rows.items():
            assert connection.execute(f'SELECT * FROM "{name}"').fetchall() == made


def test_parquet_comes_back(rows: Rows, facts: Facts, dataset: Dataset) -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    written = export("parquet", facts, dataset)
    for name, made in rows.items():
        back = parquet.read_table(io.BytesIO(written[f"{name}.parquet"])).to_pylist()
        assert [tuple(row.values()) for row in back] == made


def test_duckdb_gives_the_same_rows_in_the_same_order_again(facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    duckdb: Any = pytest.importorskip("duckdb", reason="duckdb is not installed")
    told = []
    for number in range(2):
        path = tmp_path / f"{number}.duckdb"
        path.write_bytes(export("duckdb", facts, dataset)["graph.duckdb"])
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
            schema = connection.execute("SELECT sql FROM duckdb_tables() ORDER BY sql").fetchall()
            told.append((schema, [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables]))
    assert told[0] == told[1]
    assert any(told[0][1])


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"), reason="only there DuckDB's memory can be had as zeros"
)
@pytest.mark.parametrize("name", ["duckdb", "sqlite"])
def test_two_processes_make_the_same_bytes(name: str, facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    (tmp_path / "graph.trig").write_bytes(to_trig(dataset))
    hashes = {
        subprocess.run(
            [sys.executable, "-c", _HASHED, str(tmp_path), name], capture_output=True, check=True, env={**os.environ, **more}
        ).stdout
        for more in ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "MALLOC_PERTURB_": "165"})
    }
    assert len(hashes) == 1


_HASHED = """
import hashlib, sys
from fintech_kg import open_graph
from fintech_kg.exports import export
kg = open_graph(sys.argv[1])
print({name: hashlib.sha256(content).hexdigest() for name, content in export(sys.argv[2], kg.facts, kg.dataset).items()})
"""


def test_duckdb_file_can_be_written_on(facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    """Its headers have been changed, and it has a log of changes by their side while it is open."""
    duckdb: Any = pytest.importorskip("duckdb", reason="duckdb is not installed")
    path = tmp_path / "graph.duckdb"
    path.write_bytes(export("duckdb", facts, dataset)["graph.duckdb"])
    for number in range(2):
        with closing(duckdb.connect(str(path))) as connection:
            connection.execute(f"CREATE TABLE more{number} AS SELECT * FROM edges")
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        counts = [connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone() for name in ("edges", "more0", "more1")]
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize(("name", "library"), [("duckdb", "duckdb"), ("parquet", "pyarrow")])
def test_missing_library_is_named_with_its_extra(
    name: str, library: str, facts: Facts, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"needs {library}, which is not installed; pip install 'fintech-kg\[{name}\]'"):
        export(name, facts, dataset)
