"""The folders in OUTPUT/.store: one that is being made, and one that gives its name to another."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

STORES = ".store"


def new_place(stores: Path) -> Path:
    """A new folder in which something is made before it gets its name. Raises OSError."""
    stores.mkdir(parents=True, exist_ok=True)
    (stores / ".gitignore").write_text("*\n", encoding="utf-8")
    return Path(tempfile.mkdtemp(prefix=".new-", dir=stores))


def forget(place: Path) -> None:
    """Takes the name from a folder, which those who have it open may go on reading."""
    if place.exists():
        with suppress(OSError):
            place.rename(Path(tempfile.mkdtemp(prefix=".old-", dir=place.parent)) / "store")
