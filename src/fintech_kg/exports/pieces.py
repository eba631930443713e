"""From texts one after the other to pieces of bytes, so that a file of any size is never in memory at once."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

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
        yield from of_stream(stream)


def of_stream(stream: BinaryIO) -> Iterator[bytes]:
    """What is left to read of the stream."""
    while piece := stream.read(_PIECE):
        yield piece


def sized(content: bytes | Iterator[bytes]) -> tuple[bytes | Iterator[bytes], int]:
    """The content and its size; pieces go to a file without a name first, which goes with them."""
    if isinstance(content, bytes):
        return content, len(content)
    stream = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  # closed with the pieces that are read from it
    stream.writelines(content)
    size = stream.tell()
    stream.seek(0)
    return of_stream(stream), size


def whole(content: bytes | Iterator[bytes]) -> bytes:
    """All of a content."""
    return content if isinstance(content, bytes) else b"".join(content)
