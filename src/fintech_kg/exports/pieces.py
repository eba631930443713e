"""From texts one after the other to pieces of bytes, so that a file of any size is never in memory at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_PIECE = 1 << 18  # characters or bytes


def in_utf8(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts, joined, in pieces; what UTF-8 cannot carry is a question mark."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, size = [], 0
    yield "".join(waiting).encode("utf-8", "replace")


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """RFC 4180: a header, then a record for each row."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(row)
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
    yield stream.getvalue()


def of_file(path: Path) -> Iterator[bytes]:
    """What the file holds."""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def whole(content: bytes | Iterator[bytes]) -> bytes:
    """All of a content."""
    return content if isinstance(content, bytes) else b"".join(content)
