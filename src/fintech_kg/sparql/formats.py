"""The forms of an answer: media types, and writers that count rows and stop at a limit."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

if TYPE_CHECKING:
    from typing_extensions import Buffer

SOLUTIONS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
_ANY = TypeVar("_ANY")


class Overflow(Exception):
    """An answer that has more rows or bytes than it may."""


def solutions_bytes(answer: QuerySolutions | QueryBoolean, media_type: str, *, rows: int, most: int) -> tuple[bytes, int]:
    """The rows or the truth in a form, and how many rows. Raises Overflow."""
    form = SOLUTIONS[media_type]
    writer = _Capped(most, rows, COUNTERS[media_type]() if isinstance(answer, QuerySolutions) else lambda _: 0)
    answer.serialize(writer, format=form)
    return writer.getvalue(), max(0, writer.rows)


def triples_bytes(
    answer: QueryTriples, media_type: str, *, rows: int, most: int, prefixes: dict[str, str] | None = None
) -> tuple[bytes, int]:
    """The triples in a form, and how many. Raises Overflow."""
    writer = _Capped(most, rows, lambda _: 0)
    counted = _Counted(answer, rows)
    serialize(counted, writer, format=TRIPLES[media_type], prefixes=prefixes)
    return writer.getvalue(), counted.count


class _Counted(Iterable[_ANY]):
    def __init__(self, things: Iterable[_ANY], most: int) -> None:
        self._things, self._most, self.count = things, most, 0

    def __iter__(self) -> Iterator[_ANY]:
        for thing in self._things:
            self.count += 1
            if self.count > self._most:
                raise Overflow(f"more than {self._most:,} triples; ask for fewer with LIMIT")
            yield thing


class _Capped(io.BytesIO):
    """Keeps what is written to it, until there are too many bytes or rows."""

    def __init__(self, most_bytes: int, most_rows: int, count: Callable[[bytes], int]) -> None:
        super().__init__()
        self._most_bytes, self._most_rows, self._count = most_bytes, most_rows, count
        self.rows = 0

    def write(self, chunk: Buffer) -> int:
        data = bytes(chunk)
        self.rows += self._count(data)
        if self.rows > self._most_rows:
            raise Overflow(f"more than {self._most_rows:,} rows; ask for fewer with LIMIT")
        if self.tell() + len(data) > self._most_bytes:
            raise Overflow(f"more than {self._most_bytes:,} bytes; ask for fewer rows with LIMIT")
        return super().write(data)


def _lines() -> Callable[[bytes], int]:
    """Rows of TSV: its literals hold no line ends; the first line names the columns."""
    before = -1

    def count(chunk: bytes) -> int:
        nonlocal before
        found, before = chunk.count(b"\n") + before, 0
        return found

    return count


def _records() -> Callable[[bytes], int]:
    """Rows of CSV: line ends outside quotation marks; the first line names the columns."""
    before, quoted = -1, False

    def count(chunk: bytes) -> int:
        nonlocal before, quoted
        pieces = chunk.split(b'"')
        found = sum(piece.count(b"\n") for piece in pieces[quoted::2]) + before
        quoted, before = quoted ^ (len(pieces) % 2 == 0), 0
        return found

    return count


def _elements() -> Callable[[bytes], int]:
    """Rows of XML: `<result>` stands nowhere in a text."""
    return _of(re.compile(rb"<result>"), len(b"<result>") - 1)


def _objects() -> Callable[[bytes], int]:
    """Rows of JSON: in a text each quotation mark is escaped, so an object that is not empty begins with these two marks alone.

    Not rows are the bindings, the three objects at the head, and what triple terms are made of.
    """
    before, rest = -3, b""

    def count(chunk: bytes) -> int:
        nonlocal before, rest
        text = rest + chunk
        found, before = _begun(text) - _begun(rest) + before, 0
        rest = text[-_LONGEST_MARK:]
        return found

    return count


_LONGEST_MARK = len(b'"value":{"subject":') - 1


def _begun(text: bytes) -> int:
    bindings, of_triples = text.count(b'{"type":"'), text.count(b'"value":{"subject":')
    return text.count(b'{"') - bindings - of_triples + text.count(b",{}") + text.count(b"[{}")


def _of(pattern: re.Pattern[bytes], keep: int) -> Callable[[bytes], int]:
    rest = b""

    def count(chunk: bytes) -> int:
        nonlocal rest
        text = rest + chunk
        found = list(pattern.finditer(text))
        last = found[-1].end() if found else 0
        rest = text[max(last, len(text) - keep) :]
        return len(found)

    return count


COUNTERS: dict[str, Callable[[], Callable[[bytes], int]]] = {
    "application/sparql-results+json": _objects,
    "application/sparql-results+xml": _elements,
    "text/csv": _records,
    "text/tab-separated-values": _lines,
}
