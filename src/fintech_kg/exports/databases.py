"""Databases: from Facts to the tables as one SQLite file, one DuckDB file, or a Parquet file each."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import ModuleType

from rdflib import Dataset

from fintech_kg.errors import MissingExtra
from fintech_kg.exports.tables import TABLES, Table, Type
from fintech_kg.model import Facts


def sqlite(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """One SQLite 3 file. The same facts give the same bytes with the same version of SQLite."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in TABLES:
            connection.execute(_created(table, {Type.TEXT: "TEXT", Type.WHOLE: "INTEGER", Type.REAL: "REAL"}))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows(facts))
        for name, column in _INDEXED:
            connection.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
        connection.commit()
        return {"graph.sqlite": connection.serialize()}


def duckdb(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """One DuckDB file. Its bytes differ from run to run, as DuckDB puts a number drawn by chance into it; its rows do not.

    Raises MissingExtra.
    """
    library = _library("duckdb", "duckdb", "duckdb")
    arrow = _library("pyarrow", "pyarrow", "duckdb")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.duckdb"
        with closing(library.connect(str(path), config={"threads": 1})) as connection:
            for table in TABLES:
                connection.execute(_created(table, {one: one.value for one in Type}))
                connection.register("rows", _arrow(arrow, table, facts))
                connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM rows')
                connection.unregister("rows")
        return {"graph.duckdb": path.read_bytes()}


def parquet(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """A Parquet file for each table. The same facts and version of pyarrow give the same bytes. Raises MissingExtra."""
    arrow = _library("pyarrow", "pyarrow", "parquet")
    writer = _library("pyarrow.parquet", "pyarrow", "parquet")
    return {f"{table.name}.parquet": _parquet(arrow, writer, table, facts) for table in TABLES}


_INDEXED = (("edges", "subject"), ("edges", "object"), ("edges", "relation"), ("observations", "about"), ("mentions", "entity"))


def _created(table: Table, types: Mapping[Type, str]) -> str:
    columns = ", ".join(f'"{name}" {types[kind]}' for name, kind in table.columns.items())
    return f'CREATE TABLE "{table.name}" ({columns})'


def _arrow(arrow: ModuleType, table: Table, facts: Facts) -> object:
    types = {Type.TEXT: arrow.string(), Type.WHOLE: arrow.int64(), Type.REAL: arrow.float64()}
    columns = list(zip(*table.rows(facts), strict=True)) or [()] * len(table.columns)
    arrays = [arrow.array(cells, types[kind]) for cells, kind in zip(columns, table.columns.values(), strict=True)]
    return arrow.Table.from_arrays(arrays, names=list(table.columns))


def _parquet(arrow: ModuleType, writer: ModuleType, table: Table, facts: Facts) -> bytes:
    stream = io.BytesIO()
    writer.write_table(_arrow(arrow, table, facts), stream, compression="zstd")
    return stream.getvalue()


def _library(name: str, package: str, extra: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(f"the export format {extra}", package, extra) from error
