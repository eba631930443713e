"""Databases: from a Source to the tables as one SQLite file, one DuckDB file, or a Parquet file each."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from fintech_kg.errors import MissingExtra, RunError
from fintech_kg.exports.pieces import of_file
from fintech_kg.exports.source import Files, Source
from fintech_kg.exports.tables import TABLES, Row, Table, Type, created
from fintech_kg.model import Facts

_ROWS_AT_ONCE = 1 << 15
_INDEXED = (("edges", "subject"), ("edges", "object"), ("edges", "relation"), ("observations", "about"), ("mentions", "entity"))
_START = "import sys; sys.path[:0] = sys.argv[2:]; from fintech_kg.exports.duckdb_file import main; main(sys.argv[1])"


def sqlite(source: Source) -> Files:
    """One SQLite 3 file. The same facts give the same bytes with the same version of SQLite."""
    return {"graph.sqlite": _made(lambda path: _fill_sqlite(path, source.facts))}


def duckdb(source: Source) -> Files:
    """One DuckDB file. The same facts and version of DuckDB give the same bytes where DuckDB takes its memory from jemalloc
    (Linux on x86-64), elsewhere the same rows in the same order.

    Raises MissingExtra.
    """
    _library("duckdb", "duckdb", "duckdb")
    arrow = _library("pyarrow", "pyarrow", "duckdb")
    return {"graph.duckdb": _made(lambda path: _fill_duckdb(path, arrow, source.facts))}


def parquet(source: Source) -> Files:
    """A Parquet file for each table. The same facts and version of pyarrow give the same bytes. Raises MissingExtra."""
    arrow = _library("pyarrow", "pyarrow", "parquet")
    writer = _library("pyarrow.parquet", "pyarrow", "parquet")
    return {f"{one.name}.parquet": _made(_parquet_filling(arrow, writer, one, source)) for one in TABLES}


def _made(fill: Callable[[Path], None]) -> Iterator[bytes]:
    """The pieces of the file that `fill` makes at a path of its own."""
    with tempfile.TemporaryDirectory(prefix="fintech-kg-") as folder:
        path = Path(folder) / "made"
        fill(path)
        yield from of_file(path)


def _fill_sqlite(path: Path, facts: Facts) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a file that is not whole is never used
        connection.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            connection.execute(created(table, {Type.TEXT: "TEXT", Type.WHOLE: "INTEGER", Type.REAL: "REAL"}))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows(facts))
        for name, column in _INDEXED:
            connection.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
        connection.commit()


def _fill_duckdb(path: Path, arrow: ModuleType, facts: Facts) -> None:
    """In a process of its own, whose memory is zero wherever it is taken: DuckDB writes blocks that it has not filled."""
    folder = path.parent / "rows"
    folder.mkdir()
    for table in TABLES:
        batches = _batches(arrow, table, facts)
        with arrow.ipc.new_stream(str(folder / f"{table.name}.arrow"), _schema(arrow, table)) as stream:
            for batch in batches:
                stream.write_batch(batch)
    command = [sys.executable, "-I", "-c", _START, str(path), *(str(Path(one).resolve()) for one in sys.path if one)]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    zeroed = {**kept, "DUCKDB_JE_MALLOC_CONF": "zero:true"}
    done = subprocess.run(command, env=zeroed, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        reason = done.stderr.strip().rpartition("\n")[2] or f"its process ended with {done.returncode}"
        raise RunError(f"the DuckDB file could not be written: {reason}")


def _parquet_filling(arrow: ModuleType, writer: ModuleType, table: Table, source: Source) -> Callable[[Path], None]:
    def fill(path: Path) -> None:
        with writer.ParquetWriter(path, _schema(arrow, table), compression="zstd") as stream:
            for batch in _batches(arrow, table, source.facts):
                stream.write_batch(batch)

    return fill


def _schema(arrow: ModuleType, table: Table) -> Any:
    types = {Type.TEXT: arrow.string(), Type.WHOLE: arrow.int64(), Type.REAL: arrow.float64()}
    return arrow.schema([(name, types[kind]) for name, kind in table.columns.items()])


def _batches(arrow: ModuleType, table: Table, facts: Facts) -> Iterator[Any]:
    """The rows by columns, some thousand at a time; no batch where there are none."""
    schema, rows = _schema(arrow, table), table.rows(facts)
    while some := list[Row](islice(rows, _ROWS_AT_ONCE)):
        columns = zip(*some, strict=True)
        yield arrow.record_batch(
            [arrow.array(cells, kind) for cells, kind in zip(columns, schema.types, strict=True)], schema=schema
        )


def _library(name: str, package: str, extra: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(f"the export format {extra}", package, extra) from error
