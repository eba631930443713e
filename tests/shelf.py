"""A shelf on which what was made is kept in memory, for what takes a `Kept`."""

from __future__ import annotations

from typing import TypeVar

import msgspec

T = TypeVar("T")


class Shelf:
    """Keeps in memory, as JSON; `found` counts what was there when it was asked for."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}
        self.found = 0

    def made(self, key: str, kind: type[T]) -> T | None:
        held = self.content.get(key)
        self.found += held is not None
        return None if held is None else msgspec.json.decode(held, type=kind)

    def keep_made(self, key: str, value: object) -> None:
        self.content[key] = msgspec.json.encode(value)
