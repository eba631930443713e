"""Texts in any number in, the same texts in order out, of which only a bounded part is in memory at any time.

SQLite sorts beyond memory too, but where it puts what does not fit cannot be told, and on many machines that is memory again;
DuckDB does it well, and is no library that everybody who builds a graph is to have.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MOST_HELD = 32 * 2**20
"""Characters that are held before they go to a file."""
_SIZE = 8


class Sorter:
    """Sorts texts by their code points; what is too much for memory goes to files in `folder`, which the caller removes."""

    def __init__(self, folder: Path, *, most: int = MOST_HELD) -> None:
        self._folder, self._most = folder, most
        self._held: list[str] = []
        self._length = 0
        self._runs: list[Path] = []

    def add(self, text: str) -> None:
        """Takes one text. Raises OSError where a file cannot be written."""
        self._held.append(text)
        self._length += len(text)
        if self._length > self._most:
            self._spill()

    def __iter__(self) -> Iterator[str]:
        """The texts in order. Raises OSError where a file cannot be read."""
        return heapq.merge(*map(_read, self._runs), sorted(self._held))

    def _spill(self) -> None:
        run = self._folder / f"{id(self):x}-{len(self._runs)}.run"
        with run.open("xb") as stream:
            for text in sorted(self._held):
                _put(stream, text)
        self._runs.append(run)
        self._held, self._length = [], 0


def _put(stream: BinaryIO, text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    stream.write(len(content).to_bytes(_SIZE, "big"))
    stream.write(content)


def _read(run: Path) -> Iterator[str]:
    with run.open("rb") as stream:
        while size := stream.read(_SIZE):
            yield stream.read(int.from_bytes(size, "big")).decode("utf-8", "surrogatepass")
