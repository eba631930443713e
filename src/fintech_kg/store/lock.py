"""From a folder to the right to write into it, which one process has at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, SoftFileLock, Timeout

from fintech_kg.errors import OutputBusy

LOCK_FILE = ".fintech-kg.lock"
PATIENCE = 0.5
"""Seconds for which also those who do not wait try: as long as a reader may need to end what a killed process began."""


@contextmanager
def locked(
    folder: Path, *, wait: bool = True, patience: float = PATIENCE, waiting: Callable[[int | None], None] | None = None
) -> Iterator[None]:
    """Holds the folder, which is made where it is missing; within one thread it may be held again.

    The operating system holds the lock for the process: it ends with it, and a file that a killed process left never blocks.
    While another process has it, `waiting` is called once with that process' number, or None where it is not known.
    Raises OutputBusy where nobody may wait, and OSError where the folder cannot be written.
    """
    made = _missing(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder.resolve() / LOCK_FILE
    lock = FileLock(path, is_singleton=True)
    again = lock.is_locked
    try:
        _acquire(lock, path, wait, patience, waiting)
        if not again and not isinstance(lock, SoftFileLock):
            _sign(path)
        try:
            yield
        finally:
            if not again:
                with suppress(OSError):  # elsewhere than on Unix an open file stays; release() takes it away there
                    path.unlink()
            lock.release()
    finally:
        if not again:
            _remove_empty(made)


def _acquire(lock: FileLock, path: Path, wait: bool, patience: float, waiting: Callable[[int | None], None] | None) -> None:
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        if not wait:
            raise OutputBusy(str(path.parent), _holder(path)) from error
        if waiting is not None:
            waiting(_holder(path))
        lock.acquire(timeout=-1)


def _sign(path: Path) -> None:
    """Says in the file who holds it, for those who wait; where the disk is full, they wait for somebody unnamed."""
    with suppress(OSError):
        path.write_text(f"{os.getpid()}\n", encoding="ascii")


def _holder(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _missing(folder: Path) -> list[Path]:
    """The folders that would have to be made, the innermost first."""
    return [one for one in (folder, *folder.parents) if not one.exists()]


def _remove_empty(made: list[Path]) -> None:
    for folder in made:
        with suppress(OSError):  # not empty: something was written
            folder.rmdir()
