"""Values with keys in any number in, sorted by key and then as they came out, of which a bounded part is in memory."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from fintech_kg.corpus.packing import decoder, encoded
from fintech_kg.corpus.sorter import MOST_HELD, Sorter

T = TypeVar("T")
_END, _WITHIN = "\0\0", "\0\1"
"""What ends a text that is to be sorted before longer ones, and what stands for a zero within it."""
_DIGITS = 12


class Keyed(Generic[T]):
    """Values of a kind that JSON carries, sorted by texts. They lie on the disk of `folder` as far as they are many; in memory
    where there is no folder. Raises OSError where a file cannot be written or read."""

    def __init__(self, kind: Any, folder: Path | None) -> None:
        self._value = decoder(kind)
        self._sorter = Sorter(folder, most=math.inf if folder is None else MOST_HELD)
        self._number = 0

    def add(self, value: T, *key: str) -> None:
        """Takes one value, which comes after those of smaller keys, and of those with its own after the earlier ones."""
        self._number += 1
        told = encoded(value).decode("utf-8")
        self._sorter.add(f"{''.join(map(_place, key))}{self._number:0{_DIGITS}x}{told}")

    def __iter__(self) -> Iterator[T]:
        """The values; to be gone through once at a time."""
        return (value for _, value in self._records())

    def groups(self) -> Iterator[Iterator[T]]:
        """The values of each key, to be gone through before those of the next."""
        return ((value for _, value in found) for _, found in groupby(self._records(), itemgetter(0)))

    def _records(self) -> Iterator[tuple[str, T]]:
        for text in self._sorter:
            end = text.rindex(_END) + len(_END)
            yield text[:end], self._value(text[end + _DIGITS :].encode("utf-8"))


def _place(text: str) -> str:
    return f"{text}{_END}" if "\0" not in text else f"{text.replace(chr(0), _WITHIN)}{_END}"
