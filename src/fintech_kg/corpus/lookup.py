"""Values that lie sorted on the disk in, the one with a given key out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")
_TOGETHER = 16
"""Values of which the first one's key is in memory."""


class Lookup(Generic[T]):
    """Finds values by their keys, by which they are sorted, each once; the last so many that were `remembered` are held."""

    def __init__(self, values: Sequence[T], key: Callable[[T], str], *, remembered: int) -> None:
        self._values, self._key = values, key
        self._first = _every(map(key, values))
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
        start = max(0, bisect_right(self._first, key) - 1) * _TOGETHER
        return next((one for one in self._values[start : start + _TOGETHER] if self._key(one) == key), None)


def _every(keys: Iterable[str]) -> list[str]:
    return [key for number, key in enumerate(keys) if number % _TOGETHER == 0]
