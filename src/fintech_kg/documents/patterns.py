"""From a glob to the files that it matches: links to folders are not followed, and hidden names not matched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

_MAGIC = frozenset("*?[")


def is_pattern(path: str) -> bool:
    """Whether the path has a part with `*`, `?` or `[`."""
    return any(char in _MAGIC for char in path)


def root_of(pattern: str) -> tuple[Path, tuple[str, ...]]:
    """The folder before the first part with magic, and the parts from there on: `data/*/q?.txt` is `data`, (`*`, `q?.txt`)."""
    parts = Path(pattern).parts
    first = next(number for number, part in enumerate(parts) if is_pattern(part))
    return Path(*parts[:first]), parts[first:]


def matches(folder: Path, parts: tuple[str, ...], refuse: Callable[[OSError], None]) -> Iterator[Path]:
    """The files and folders under the folder that the parts match, perhaps several times; `**` is any number of folders.

    A folder that cannot be opened is passed to `refuse`.
    """
    head, rest = parts[0], parts[1:]
    if head == "**" and rest:
        yield from matches(folder, rest, refuse)
    for entry in _entries(folder, refuse):
        if entry.name.startswith(".") and not head.startswith("."):
            continue
        inner = Path(folder, entry.name)
        is_folder = entry.is_dir(follow_symlinks=False)
        if head == "**":
            if is_folder:
                yield from matches(inner, parts, refuse)
            if not rest:
                yield inner
        elif fnmatchcase(entry.name, head):
            if not rest:
                yield inner
            elif is_folder:
                yield from matches(inner, rest, refuse)


def _entries(folder: Path, refuse: Callable[[OSError], None]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        refuse(error)
        return []
