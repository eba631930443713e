"""Texts in any number in, each of them once and in order out, of which only a bounded part is in memory at any time.

SQLite sorts beyond memory too, but where it puts what does not fit cannot be told, and on many machines that is memory again;
DuckDB does it well, and is no library that everybody who builds a graph is to have.
"""

from __future__ import annotations

import heapq
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import BinaryIO, cast

MOST_HELD = 8 * 2**20
"""Bytes of texts that are held before they go to a file; while they are sorted they take some four times as much."""
_SIZE = 8


class Sorter:
    """Sorts texts by their code points, which is the order of their UTF-8. What is too much for memory goes to files without a
    name on the disk of `folder`, by default that of temporary files, which go with the sorter.

    What is held is in one piece: thousands of texts that live for long, among others that do not, would keep much more
    memory from being given back than they take.
    """

    def __init__(self, folder: Path | None = None, *, most: float = MOST_HELD) -> None:
        self._folder, self._most = folder, most
        self._held, self._lengths = bytearray(), array("Q")
        self._runs: list[BinaryIO] = []

    def add(self, text: str) -> None:
        """Takes one text. Raises OSError where a file cannot be written."""
        content = text.encode("utf-8", "surrogatepass")
        self._held += content
        self._lengths.append(len(content))
        if len(self._held) > self._most:
            self._spill()

    def __iter__(self) -> Iterator[str]:
        """The texts in order; to be gone through once at a time. Raises OSError where a file cannot be read."""
        merged = heapq.merge(*map(_read, self._runs), self._sorted())
        return (content.decode("utf-8", "surrogatepass") for content, _ in groupby(merged))

    def _sorted(self) -> list[bytes]:
        with memoryview(self._held) as held:
            return sorted({bytes(held[start:end]) for start, end in pairwise(accumulate(self._lengths, initial=0))})

    def _spill(self) -> None:
        run = cast(BinaryIO, tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115  # closed with the sorter
        _put(run, self._sorted())
        self._runs.append(run)
        self._held, self._lengths = bytearray(), array("Q")


def _put(run: BinaryIO, texts: Iterable[bytes]) -> None:
    for content in texts:
        run.write(len(content).to_bytes(_SIZE, "big"))
        run.write(content)


def _read(run: BinaryIO) -> Iterator[bytes]:
    run.seek(0)
    while size := run.read(_SIZE):
        yield run.read(int.from_bytes(size, "big"))
