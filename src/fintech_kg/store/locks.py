"""Shared locks on stores, by which a build knows what is still read. Where the platform has none, nothing counts as free."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment,unused-ignore]

_LOCK = "lock"


@contextmanager
def held(store: Path) -> Iterator[bool]:
    """Holds a store against removal; False where it is not there. Where nothing can be written, nothing is removed."""
    try:
        descriptor = os.open(store / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield store.is_dir()
        return
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield (store / _LOCK).exists()
    finally:
        os.close(descriptor)


def is_free(store: Path) -> bool:
    """Whether nobody holds the store."""
    if fcntl is None:
        return False
    try:
        descriptor = os.open(store / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
