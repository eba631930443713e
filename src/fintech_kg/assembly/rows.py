"""Numbers in any number in, in a file without a name: arrays by their places out, or rows by their first number, in parts."""

from __future__ import annotations

import io
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
_DIVISIONS = 1024
_BYTES = 8


class Arrays:
    """Arrays of numbers; they lie in the folder, or in memory where there is none."""

    def __init__(self, folder: Path | None) -> None:
        self._stream, self._starts = _stream(folder), array("Q", (0,))

    def append(self, numbers: Numbers) -> None:
        """Puts one more there. All are put there before the first is taken."""
        self._stream.write(numbers.tobytes())
        self._starts.append(self._starts[-1] + len(numbers))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> Numbers:
        return _numbers(self._stream, self._starts[place], self._starts[place + 1])

    def lengths(self) -> Numbers:
        """How many numbers each has."""
        starts = np.frombuffer(self._starts, np.uint64)
        return starts[1:] - starts[:-1]


class Rows:
    """Rows of numbers of which the first is below `end`; they lie in the folder, or in memory where there is none."""

    def __init__(self, end: int, folder: Path | None) -> None:
        self._stream, self._length = _stream(folder), 0
        self._bounds = np.array([end * part // _DIVISIONS for part in range(1, _DIVISIONS)], np.uint64)
        self._runs: list[tuple[int, int, Numbers]] = []

    def add(self, *columns: Numbers) -> None:
        """Takes some rows, which are sorted in memory. All are taken before the first are given."""
        order = np.argsort(columns[0], kind="stable")
        first = columns[0][order]
        for column in columns:
            self._stream.write(column[order].tobytes())
        places = np.concatenate([[0], first.searchsorted(self._bounds), [len(first)]]).astype(np.uint64)
        self._runs.append((self._length, len(first), places))
        self._length += len(columns) * len(first)

    def parts(self, columns: int, most: int) -> Iterator[list[Numbers]]:
        """The columns of the rows, as many at a time as `most` allows, if two that begin alike come together."""
        counts = np.zeros(_DIVISIONS, np.uint64)
        for _, _, places in self._runs:
            counts += places[1:] - places[:-1]
        for start, end in _together(counts.tolist(), most):
            yield [self._column(number, start, end) for number in range(columns)]

    def _column(self, number: int, start: int, end: int) -> Numbers:
        found = [np.empty(0, np.uint64)]
        for place, rows, places in self._runs:
            column = place + number * rows
            found.append(_numbers(self._stream, column + int(places[start]), column + int(places[end])))
        return np.concatenate(found)


def _together(counts: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Neighbours that come to no more than so many, or each alone."""
    start = held = 0
    for place, count in enumerate(counts):
        if place > start and held + count > most:
            yield start, place
            start, held = place, 0
        held += count
    yield start, len(counts)


def _stream(folder: Path | None) -> BinaryIO:
    return cast(BinaryIO, io.BytesIO() if folder is None else tempfile.TemporaryFile(dir=folder))


def _numbers(stream: BinaryIO, start: int, end: int) -> Numbers:
    stream.seek(start * _BYTES)
    return np.frombuffer(stream.read((end - start) * _BYTES), np.uint64)
