"""What a room asks of a place where things that were made once are kept for the next time."""

from __future__ import annotations

from typing import Protocol, TypeVar

T = TypeVar("T")


class Kept(Protocol):
    """Keeps what was made, under a key over all that it was made of: nothing that is made depends on what was kept."""

    def made(self, key: str, kind: type[T]) -> T | None:
        """What was kept under the key; None where there is nothing."""

    def keep_made(self, key: str, value: object) -> None:
        """Keeps it."""
