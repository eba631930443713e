"""Values in any number in, the same in the same order out, as often as is wanted: they lie in a file, or packed in memory."""

from __future__ import annotations

import io
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast, overload

from fintech_kg.corpus.packing import decoder, encoded

T = TypeVar("T")
_EVERY = 16
"""Of so many values, the place of one is in memory: 8 bytes."""
_CHUNK = 2**14


def kept(kind: Any, folder: Path | None, values: Iterable[T]) -> Sequence[T]:
    """The values on the disk of the folder; in memory where no folder is given. Raises OSError."""
    return tuple(values) if folder is None else Pile(kind, folder, values)


class Pile(Sequence[T]):
    """Values of a kind that JSON carries, in a file without a name on the disk of `folder`, which goes with the pile; where
    there is no folder, in memory.

    All are put there before the first is taken; then several may go through them at once. Raises OSError where the file cannot
    be written or read.
    """

    def __init__(self, kind: Any, folder: Path | None, values: Iterable[T] = ()) -> None:
        self._value: Callable[[bytes], T] = decoder(kind)
        made = io.BytesIO() if folder is None else tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed with the pile
        self._stream = cast(BinaryIO, made)
        self._places, self._length, self._count = array("Q"), 0, 0
        self.extend(values)

    def extend(self, values: Iterable[T]) -> None:
        """Puts more values there."""
        for value in values:
            self.append(value)
        self._stream.flush()

    def append(self, value: T) -> None:
        """Puts one more value there."""
        if self._count % _EVERY == 0:
            self._places.append(self._length)
        line = encoded(value) + b"\n"
        self._stream.write(line)
        self._length += len(line)
        self._count += 1

    def __iter__(self) -> Iterator[T]:
        return self._beginning(0)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, int):
            return next(self._beginning(range(self._count)[index]))
        start, stop, step = index.indices(self._count)
        if step == 1:
            return list(islice(self._beginning(start), max(0, stop - start)))
        return [self[one] for one in range(start, stop, step)]

    def _beginning(self, number: int) -> Iterator[T]:
        """The values from that one on."""
        block, passed = divmod(number, _EVERY)
        place = self._places[block] if block < len(self._places) else self._length
        while place < self._length:
            self._stream.seek(place)  # another may have read elsewhere meanwhile
            lines = self._stream.readlines(_CHUNK)
            place += sum(map(len, lines))
            yield from map(self._value, lines[passed:])
            passed = 0
