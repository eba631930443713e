"""From the bytes of .csv, .tsv, .jsonl and .parquet files to a Source for each row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Any

from fintech_kg.documents.options import Columns, Reading
from fintech_kg.documents.rows import Record, columns_in, sources_of
from fintech_kg.documents.text import decode
from fintech_kg.errors import DocumentError, EmptyDocument, ReaderFailed, UnreadableDocument, reason_of
from fintech_kg.model import Source

_DELIMITERS = ",;\t|"
_BATCH = 256

Rows = Iterator[Source | DocumentError]


def read_csv(name: str, content: bytes, reading: Reading) -> Rows:
    """A table with its columns' names in the first row, which are not counted as a row. Raises DocumentErrors."""
    text = decode(name, content).removeprefix("\ufeff")
    csv.field_size_limit(reading.limits.characters)
    delimiter = reading.columns.delimiter or _delimiter(text, reading.columns)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise ReaderFailed(name, f"no table: {reason_of(error)}") from error
    columns = columns_in(name, header, reading.columns)
    yield from sources_of(name, _csv_records(rows, header), columns, reading)


def read_tsv(name: str, content: bytes, reading: Reading) -> Rows:
    """The same with tabulators."""
    columns = replace(reading.columns, delimiter=reading.columns.delimiter or "\t")
    return read_csv(name, content, replace(reading, columns=columns))


def read_jsonl(name: str, content: bytes, reading: Reading) -> Rows:
    """A JSON object on each line, whose names are the columns; a row's number is its line's. Blank lines are no rows."""
    if not content.strip():
        raise EmptyDocument(name)
    records = _json_records(content, reading)
    first = list(islice(records, _BATCH))
    header = list(dict.fromkeys(key for record in first for key in record.cells))
    columns = columns_in(name, header, reading.columns) if header else {"text": "text"}  # where no line can be read
    return sources_of(name, chain(first, records), columns, reading)


def read_parquet(name: str, content: bytes, reading: Reading) -> Rows:
    """The rows of a Parquet file, by pyarrow, which is an extra. Raises DocumentErrors."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UnreadableDocument(name, "reading .parquet takes an extra: pip install 'fintech-kg[parquet]'") from error
    try:
        pyarrow.set_memory_pool(pyarrow.system_memory_pool())
        pyarrow.set_cpu_count(1)
        table = parquet.ParquetFile(BytesIO(content), thrift_string_size_limit=16 << 20, thrift_container_size_limit=1 << 20)
        columns = columns_in(name, table.schema_arrow.names, reading.columns)
        yield from sources_of(name, _parquet_records(table, sorted(set(columns.values()))), columns, reading)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        if isinstance(error, MemoryError):
            raise
        raise ReaderFailed(name, f"a damaged Parquet file: {reason_of(error)}") from error


def _csv_records(rows: Any, header: list[str]) -> Iterator[Record]:
    number = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Record(number + 1, {}, f"{reason_of(error)}; the rows after it were not read")
            return
        if row is None:
            return
        if not row:
            continue
        number += 1
        wrong = None if len(row) == len(header) else f"has {len(row)} cells where the header has {len(header)}"
        yield Record(number, dict(zip(header, row, strict=False)), wrong)


def _delimiter(text: str, wanted: Columns) -> str:
    """The mark that parts the first line into known columns, or into the most."""
    line = text.lstrip("\r\n").split("\n", 1)[0][:100_000]

    def fitness(mark: str) -> tuple[bool, int]:
        try:
            header = next(csv.reader([line], delimiter=mark), [])
            columns_in("", header, wanted)
        except (csv.Error, UnreadableDocument):
            return False, line.count(mark)
        return True, len(header)

    return max(_DELIMITERS, key=fitness)


def _json_records(content: bytes, reading: Reading) -> Iterator[Record]:
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield _json_record(number, line, reading)


def _json_record(number: int, line: bytes, reading: Reading) -> Record:
    if len(line) > 12 * reading.limits.characters:
        return Record(number, {}, f"the line is {len(line):,} bytes long, which is more than a text may have")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Record(number, {}, "the line is no JSON object")
    if not isinstance(found, dict):
        return Record(number, {}, "the line is no JSON object")
    return Record(number, found)


def _parquet_records(table: Any, columns: list[str]) -> Iterator[Record]:
    number = 0
    for batch in table.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            yield Record(number, row)
