"""From the paths that a user names to the Inputs behind them, sorted by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fintech_kg.errors import NoInput, UnreadableDocument

STDIN_NAME = "standard-input"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: its name in the graph (relative to the folder that was named), its suffix, and its bytes on call.

    `load` raises UnreadableDocument.
    """

    name: str
    suffix: str
    load: Callable[[], bytes]
    named_by_user: bool = True


def find_inputs(paths: Iterable[str | Path], *, stdin: Callable[[], bytes] | None = None) -> list[Input]:
    """Every file under the paths, sorted by name; `-` is standard input. Hidden files are passed over.

    Raises NoInput where a path does not exist or a folder holds no file.
    """
    found = [one for path in paths for one in _inputs_under(path, stdin)]
    return sorted(found, key=lambda one: one.name)


def _inputs_under(path: str | Path, stdin: Callable[[], bytes] | None) -> Iterator[Input]:
    if str(path) == "-":
        if stdin is None:
            raise NoInput("standard input can only be read from the command line")
        yield Input(STDIN_NAME, ".txt", stdin)
        return
    path = Path(path)
    if not path.exists():
        raise NoInput(f"{path} does not exist; name a file, a folder or - for standard input")
    if not path.is_dir():
        yield Input(path.name, path.suffix.lower(), _loader(path, path.name))
        return
    files = sorted(_files_under(path))
    if not files:
        raise NoInput(f"the folder {path} holds no file")
    for file in files:
        name = file.relative_to(path).as_posix()
        yield Input(name, file.suffix.lower(), _loader(file, name), named_by_user=False)


def _files_under(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _loader(path: Path, name: str) -> Callable[[], bytes]:
    def load() -> bytes:
        if not path.is_file():
            raise UnreadableDocument(name, "not a regular file")
        try:
            return path.read_bytes()
        except OSError as error:
            raise UnreadableDocument(name, error.strerror or str(error)) from error

    return load
