"""From a path to its bytes: regular files only, within their folder, within a size, and at rest while they are read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from fintech_kg.errors import LimitExceeded, UnreadableDocument

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path, name: str, most: int, *, within: Path | None = None) -> bytes:
    """The file's bytes, at most `most`. A link is followed only where it stays within the folder `within`.

    Raises LimitExceeded, and UnreadableDocument for what is no regular file, leads out, cannot be read or changes meanwhile.
    """
    try:
        if within is not None and path.is_symlink() and not leads_into(path, within):
            raise UnreadableDocument(name, "a link that leads out of the folder: name the file itself")
        if not path.is_file():
            raise UnreadableDocument(name, "not a regular file")
        return _read(path, name, most)
    except OSError as error:
        raise UnreadableDocument(name, error.strerror or str(error)) from error
    except ValueError as error:
        raise UnreadableDocument(name, "no name that a file can have") from error


def leads_into(path: Path, folder: Path) -> bool:
    """Whether the path, with every link followed, lies in the folder or is it."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _read(path: Path, name: str, most: int) -> bytes:
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123  a descriptor, so that nothing is swapped before the checks
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableDocument(name, "not a regular file")
        if before.st_size > most:
            raise LimitExceeded(name, f"{before.st_size:,} bytes long, and at most {most:,} are read", "file-size")
        content = file.read(before.st_size + 1)
        after = os.fstat(file.fileno())
    if len(content) != after.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableDocument(name, "it changed while it was read; build again when it is at rest")
    return content
