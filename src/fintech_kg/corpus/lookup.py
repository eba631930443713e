"""Values that lie sorted on the disk in, the one with a given key out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")
_TOGETHER = 16
"""Values of which the first one's key is in memory."""
_BLOCKS = 4


class Lookup(Generic[T]):
    """Finds values by their keys, by which they are sorted; the last so many that were asked for are `remembered`."""

    def __init__(self, values: Sequence[T], key: Callable[[T], str], *, remembered: int = 0) -> None:
        self._values, self._key = values, key
        self._first = _every(map(key, values))
        self._block = lru_cache(_BLOCKS)(self._read)
        self._remembered = lru_cache(remembered)(self._found)

    def get(self, key: str) -> T | None:
        """The value with the key, if there is one."""
        return self._remembered(key)

    def __getitem__(self, key: str) -> T:
        """The value with the key. Raises KeyError."""
        found = self._remembered(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: str) -> bool:
        return self._remembered(key) is not None

    def _found(self, key: str) -> T | None:
        block = self._block(max(0, bisect_right(self._first, key) - 1))
        return next((one for one in block if self._key(one) == key), None)

    def _read(self, block: int) -> Sequence[T]:
        return self._values[block * _TOGETHER : (block + 1) * _TOGETHER]


class Looked(Mapping[str, T]):
    """A Mapping of pairs that lie sorted by their first."""

    def __init__(self, pairs: Sequence[tuple[str, T]]) -> None:
        self._pairs, self._by_key = pairs, Lookup(pairs, _first)

    def __getitem__(self, key: str) -> T:
        return self._by_key[key][1]

    def __iter__(self) -> Iterator[str]:
        return map(_first, self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)


_first: Callable[[tuple[str, object]], str] = itemgetter(0)


def _every(keys: Iterable[str]) -> list[str]:
    return [key for number, key in enumerate(keys) if number % _TOGETHER == 0]
