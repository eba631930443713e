"""Texts in any number in, each of them once and in order out, of which only a bounded part is in memory at any time.

SQLite sorts beyond memory too, but where it puts what does not fit cannot be told, and on many machines that is memory again;
DuckDB does it well, and is no library that everybody who builds a graph is to have.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, cast

MOST_HELD = 8 * 2**20
"""Bytes that texts may take in memory, about, before they go to a file."""
_EACH = 128
"""Bytes that a text takes beside its characters, in a set."""
_SIZE = 8


class Sorter:
    """Sorts texts by their code points. What is too much for memory goes to files without a name on the disk of `folder`, by
    default that of temporary files, which go with the sorter."""

    def __init__(self, folder: Path | None = None, *, most: float = MOST_HELD) -> None:
        self._folder, self._most = folder, most
        self._held: set[str] = set()
        self._length = 0
        self._runs: list[BinaryIO] = []

    def add(self, text: str) -> None:
        """Takes one text. Raises OSError where a file cannot be written."""
        if text not in self._held:
            self._held.add(text)
            self._length += len(text) + _EACH
            if self._length > self._most:
                self._spill()

    def __iter__(self) -> Iterator[str]:
        """The texts in order; to be gone through once at a time. Raises OSError where a file cannot be read."""
        return (text for text, _ in groupby(heapq.merge(*map(_read, self._runs), sorted(self._held))))

    def _spill(self) -> None:
        run = cast(BinaryIO, tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115  # closed with the sorter
        _put(run, sorted(self._held))
        self._runs.append(run)
        self._held, self._length = set(), 0


def _put(run: BinaryIO, texts: Iterable[str]) -> None:
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        run.write(len(content).to_bytes(_SIZE, "big"))
        run.write(content)


def _read(run: BinaryIO) -> Iterator[str]:
    run.seek(0)
    while size := run.read(_SIZE):
        yield run.read(int.from_bytes(size, "big")).decode("utf-8", "surrogatepass")
