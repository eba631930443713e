"""From the paths that a user names to the Inputs behind them, sorted by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
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


def find_inputs(
    paths: Iterable[str | Path], *, but: Collection[Path] = (), stdin: Callable[[], bytes] | None = None
) -> list[Input]:
    """Every file under the paths, sorted by name; `-` is standard input.

    Hidden files are passed over, and what `but` names: the folder where an earlier output may lie, the ledger.

    Raises NoInput where a path does not exist or a folder holds no file.
    """
    found = [one for path in paths for one in _inputs_under(path, but, stdin)]
    return sorted(found, key=lambda one: one.name)


def _inputs_under(path: str | Path, but: Collection[Path], stdin: Callable[[], bytes] | None) -> Iterator[Input]:
    if str(path) == "-":
        if stdin is None:
            raise NoInput("standard input can only be read from the command line")
        yield Input(STDIN_NAME, ".txt", stdin)
        return
    path = Path(path)
    if not _exists(path):
        raise NoInput(f"{path} does not exist; name a file, a folder or - for standard input")
    if not path.is_dir():
        yield Input(path.name, path.suffix.lower(), _loader(path, path.name))
        return
    closed: dict[Path, str] = {}
    files = [file for file in sorted(_files_under(path, closed)) if not any(_is_in(file, one) for one in but)]
    if not files and not closed:
        raise NoInput(f"the folder {path} holds no file")
    for file in files:
        name = file.relative_to(path).as_posix()
        yield Input(name, file.suffix.lower(), _loader(file, name))
    for folder, reason in closed.items():
        name = folder.relative_to(path).as_posix()
        yield Input(name, ".txt", _refusal(name, reason))


def _is_in(file: Path, folder: Path) -> bool:
    """Whether the file lies in the folder, or is it."""
    return file.resolve().is_relative_to(folder.resolve())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise NoInput(f"{path} cannot be opened: {error.strerror}") from error


def _files_under(folder: Path, closed: dict[Path, str]) -> Iterator[Path]:
    """The files; folders that are not entered are put into `closed` with the reason."""

    def close(error: OSError) -> None:
        closed[Path(error.filename)] = f"a folder that cannot be read: {error.strerror}"

    for parent, folders, files in os.walk(folder, onerror=close):
        folders[:] = [name for name in folders if not name.startswith(".")]
        closed |= {
            Path(parent, name): "a link to a folder: name the folder itself" for name in folders if _is_link(parent, name)
        }
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _is_link(parent: str, name: str) -> bool:
    return Path(parent, name).is_symlink()


def _refusal(name: str, reason: str) -> Callable[[], bytes]:
    def load() -> bytes:
        raise UnreadableDocument(name, reason)

    return load


def _loader(path: Path, name: str) -> Callable[[], bytes]:
    def load() -> bytes:
        if not path.is_file():
            raise UnreadableDocument(name, "not a regular file")
        try:
            return path.read_bytes()
        except OSError as error:
            raise UnreadableDocument(name, error.strerror or str(error)) from error

    return load
