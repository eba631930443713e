"""Values that lie sorted on the disk in, the one with a given key out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")
_TOGETHER = 16
"""Values of which the first one's key is in memory."""


class Lookup(Generic[T]):
    """Finds values by their keys, by which they are sorted; of those that were asked for `remembered` are held at most."""

    def __init__(self, values: Sequence[T], key: Callable[[T], str], *, remembered: int = 0) -> None:
        self._values, self._key, self._most = values, key, remembered
        self._first = _every(map(key, values))
        self._held: dict[str, T | None] = {}
        self._block: tuple[int, Sequence[T]] = (-1, ())

    def get(self, key: str) -> T | None:
        """The value with the key, if there is one."""
        if key in self._held:
            return self._held[key]
        found = self._found(key)
        if self._most:
            if len(self._held) >= self._most:
                self._held = {}
            self._held[key] = found
        return found

    def __getitem__(self, key: str) -> T:
        """The value with the key. Raises KeyError."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def _found(self, key: str) -> T | None:
        place = max(0, bisect_right(self._first, key) - 1)
        if self._block[0] != place:
            self._block = place, self._values[place * _TOGETHER : (place + 1) * _TOGETHER]
        return next((one for one in self._block[1] if self._key(one) == key), None)


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
