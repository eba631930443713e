"""Rows in Parquet files: written whole or not at all, and read by ranges of a column that each file is sorted by."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_BATCH = 1024
_ROWS_IN_GROUP = 4096
"""What a range is found by: a reader passes over the groups of rows that hold nothing of it."""


def arrow_table(columns: Mapping[str, Any], kinds: Mapping[str, str]) -> Any:
    """The columns as an Arrow table; `kinds` are the types: text, texts, bytes, number, truth."""
    import pyarrow

    schema = pyarrow.schema([(name, _TYPES[kind](pyarrow)) for name, kind in kinds.items()])
    return pyarrow.table({name: columns[name] for name in kinds}, schema=schema)


def write_columns(path: Path, columns: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
    """Writes columns of equal length. Who dies over it leaves no file."""
    from pyarrow import parquet

    table = arrow_table(columns, kinds)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")  # two may write one shard, where a node was taken for dead
    parquet.write_table(table, beside, row_group_size=_ROWS_IN_GROUP, compression="zstd")
    beside.replace(path)


def write_rows(path: Path, rows: Sequence[Row], kinds: Mapping[str, str]) -> None:
    """The same for rows."""
    write_columns(path, {name: [row[name] for row in rows] for name in kinds}, kinds)


def table_between(folder: Path, names: Sequence[str], key: str, bounds: tuple[Any, Any]) -> Any:
    """The rows of all files in the folder whose `key` lies within the bounds, both of them included, as an Arrow table."""
    return _scanner(folder, names, _within(key, bounds)).to_table()


def rows_between(folder: Path, names: Sequence[str], key: str, bounds: tuple[Any, Any]) -> Iterator[Row]:
    """The same as rows, in no order, a few at a time."""
    yield from _rows(_scanner(folder, names, _within(key, bounds)))


def rows_of(folder: Path, names: Sequence[str], key: str | None = None, wanted: Sequence[Any] = ()) -> Iterator[Row]:
    """All rows of a file or of all in a folder, or those whose `key` is among the wanted."""
    from pyarrow import compute

    if key is None:
        yield from _rows(_scanner(folder, names, None))
    elif wanted:
        yield from _rows(_scanner(folder, names, compute.field(key).isin(list(wanted))))


def _within(key: str, bounds: tuple[Any, Any]) -> Any:
    from pyarrow import compute

    low, high = (_scalar(bound) for bound in bounds)
    return (compute.field(key) >= low) & (compute.field(key) <= high)


def _scalar(bound: Any) -> Any:
    import pyarrow

    return pyarrow.scalar(bound, pyarrow.uint64()) if isinstance(bound, int) else bound


def _scanner(folder: Path, names: Sequence[str], kept: Any) -> Any:
    from pyarrow import dataset

    found = folder.rglob("*.parquet") if folder.is_dir() else [folder]
    files = sorted(str(path) for path in found if not path.name.startswith("."))
    given = dataset.dataset(files, format="parquet")
    return given.scanner(columns=list(names), filter=kept, batch_size=_BATCH, use_threads=False, batch_readahead=1)


def _rows(scanner: Any) -> Iterator[Row]:
    for batch in scanner.to_batches():
        yield from batch.to_pylist()


_TYPES: Mapping[str, Any] = {
    "text": lambda arrow: arrow.string(),
    "texts": lambda arrow: arrow.list_(arrow.string()),
    "bytes": lambda arrow: arrow.binary(),
    "number": lambda arrow: arrow.uint64(),
    "truth": lambda arrow: arrow.bool_(),
}
