"""From the paths and globs that a user names to the Inputs behind them, sorted by name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fintech_kg.documents.files import leads_into, read_bytes
from fintech_kg.documents.options import READING, Reading
from fintech_kg.documents.patterns import is_pattern, matches, root_of
from fintech_kg.errors import LimitExceeded, NoInput, UnreadableDocument

STDIN_NAME = "standard-input"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: its name in the graph (relative to the folder that was named), its suffix, and its bytes on call.

    `load` raises DocumentErrors.
    """

    name: str
    suffix: str
    load: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _Search:
    but: Collection[Path]
    stdin: Callable[[], bytes] | None
    suffix: str | None
    most: int


def find_inputs(
    paths: Iterable[str | Path],
    *,
    but: Collection[Path] = (),
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
    reading: Reading = READING,
) -> list[Input]:
    """Every file under the paths, sorted by name; `-` is standard input, and a path that is none is taken for a glob.

    Hidden files are passed over, and what `but` names: the folder where an earlier output may lie, the ledger.
    `input_format`, a suffix without its dot, says what standard input and the files named by themselves are.

    Raises NoInput where a path does not exist, a folder holds no file or a glob matches none.
    """
    suffix = None if input_format is None else f".{input_format.lstrip('.').lower()}"
    search = _Search(but, stdin, suffix, reading.limits.file_size)
    found = [one for path in paths for one in _inputs_under(path, search)]
    return sorted(found, key=lambda one: one.name)


def _inputs_under(path: str | Path, search: _Search) -> Iterable[Input]:
    if str(path) == "-":
        return [_standard_input(search)]
    if not _exists(Path(path)):
        if is_pattern(str(path)):
            return _inputs_matching(str(path), search)
        raise NoInput(f"{path} does not exist; name a file, a folder, a glob in quotes or - for standard input")
    path = Path(path)
    if not path.is_dir():
        return [Input(path.name, search.suffix or path.suffix.lower(), partial(read_bytes, path, path.name, search.most))]
    closed: dict[Path, str] = {}
    found = list(_inputs_in(path, _files_under(path, closed), closed, search))
    if not found:
        raise NoInput(f"the folder {path} holds no file")
    return found


def _standard_input(search: _Search) -> Input:
    if search.stdin is None:
        raise NoInput("standard input can only be read from the command line")
    return Input(STDIN_NAME, search.suffix or ".txt", partial(_all_of, search.stdin, search.most))


def _all_of(stdin: Callable[[], bytes], most: int) -> bytes:
    content = stdin()
    if len(content) > most:
        raise LimitExceeded(STDIN_NAME, f"more than {most:,} bytes long", "file-size")
    return content


def _inputs_matching(pattern: str, search: _Search) -> Iterable[Input]:
    root, parts = root_of(pattern)
    closed: dict[Path, str] = {}
    matched = dict.fromkeys(matches(root, parts, partial(_close, closed))) if _exists(root) else {}
    files = dict.fromkeys(file for one in matched for file in _files_of(one, closed))
    found = list(_inputs_in(root, files, closed, search))
    if not found:
        raise NoInput(f"no file matches {pattern}")
    return found


def _files_of(matched: Path, closed: dict[Path, str]) -> Iterable[Path]:
    if not matched.is_dir():
        return [matched]
    if matched.is_symlink():
        closed[matched] = _LINKED_FOLDER
        return []
    return _files_under(matched, closed)


def _inputs_in(root: Path, files: Iterable[Path], closed: dict[Path, str], search: _Search) -> Iterator[Input]:
    for file in files:
        if not any(leads_into(file, one) for one in search.but):
            name = file.relative_to(root).as_posix()
            yield Input(name, sys.intern(file.suffix.lower()), _File(root, name, search.most))
    for folder, reason in sorted(closed.items()):
        name = folder.relative_to(root).as_posix()
        yield Input(name, ".txt", _refusal(name, reason))


@dataclass(frozen=True, slots=True)
class _File:
    """Reads a file in a folder; there may be a million of these, so that each is small."""

    root: Path
    name: str
    most: int

    def __call__(self) -> bytes:
        return read_bytes(self.root / self.name, self.name, self.most, within=self.root)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise NoInput(f"{path} cannot be opened: {error.strerror}") from error


_LINKED_FOLDER = "a link to a folder: name the folder itself"


def _close(closed: dict[Path, str], error: OSError) -> None:
    closed[Path(error.filename)] = f"a folder that cannot be read: {error.strerror}"


def _files_under(folder: Path, closed: dict[Path, str]) -> Iterator[Path]:
    """The files; folders that are not entered are put into `closed` with the reason."""
    for parent, folders, files in os.walk(folder, onerror=partial(_close, closed)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        closed |= {Path(parent, name): _LINKED_FOLDER for name in folders if Path(parent, name).is_symlink()}
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _refusal(name: str, reason: str) -> Callable[[], bytes]:
    def load() -> bytes:
        raise UnreadableDocument(name, reason)

    return load
