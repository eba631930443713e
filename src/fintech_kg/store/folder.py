"""The output folder: from bytes to files that change as one, from the folder to one whole set of them, and to a Dataset."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from rdflib import Dataset

from fintech_kg.errors import NoGraph, OutputBusy, RunError, reason_of
from fintech_kg.graph import TRIG_FILE
from fintech_kg.store.change import CHANGE_FOLDER, Content, Journal, change, journal_of, settle
from fintech_kg.store.lock import LOCK_FILE, locked
from fintech_kg.store.manifest import file_hash

GRAPH_FILE = TRIG_FILE
SUMS_FILE = "SHA256SUMS"
_TRIES = 1000
"""How often a set is read while others replace it; each try fails only where a whole change fell into it."""


@contextmanager
def held(folder: Path, *, wait: bool = True, waiting: Callable[[int | None], None] | None = None) -> Iterator[None]:
    """Keeps other processes from writing into the folder, and ends what a killed one began there.

    While another process has it, `waiting` is called once with that process' number, or None where it is not known.
    Raises OutputBusy where it is not to wait, and RunError with the reason where the folder cannot be written.
    """
    with ExitStack() as stack:
        with writing(folder):
            stack.enter_context(locked(folder, wait=wait, waiting=waiting))
            settle(folder)
        yield


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tells of what cannot be written as RunError with the reason."""
    try:
        yield
    except OSError as error:
        raise RunError(f"cannot write {error.filename or folder}: {error.strerror or reason_of(error)}") from error


def write_files(folder: Path, files: Mapping[str, Content]) -> list[Path]:
    """Puts the files into the folder, all or none, and returns their paths; waits while another process writes there.

    What is given as a path is moved there, and is gone from its place also where that fails. Whatever ends the process, readers
    find all of the old files or all of the new ones. On any error the old files stay and nothing is left of the new ones.
    Raises RunError with the file and the reason, and what taking the pieces of a file raises.
    """
    with held(folder), writing(folder):
        return change(folder, files)


def read_files(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of those of the files that there are, all from one writing, also while another process writes.

    Needs no right to write. Raises RunError where a file cannot be read.
    """
    settle_if_free(folder)
    wanted = sorted(names)
    try:
        for _ in range(_TRIES):
            with ExitStack() as stack:
                journal = journal_of(folder)
                streams = {name: _open(folder, name, journal, stack) for name in wanted}
                if _is_one_set(folder, streams, journal):
                    return {name: stream.read() for name, stream in streams.items() if stream is not None}
    except OSError as error:
        raise RunError(f"{error.filename or folder} cannot be read: {error.strerror or reason_of(error)}") from error
    raise RunError(f"{folder} changes all the time; read it when nobody writes it")


def settle_if_free(folder: Path) -> None:
    """Ends what a killed process began, where this one may write and no other does; reading goes on without it too."""
    if any((folder / name).exists() for name in (LOCK_FILE, CHANGE_FOLDER)):
        with suppress(OutputBusy, OSError), locked(folder, wait=False, patience=0):
            settle(folder)


def _open(folder: Path, name: str, journal: Journal | None, stack: ExitStack) -> BinaryIO | None:
    try:
        return stack.enter_context(_current(folder, name, journal).open("rb"))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _current(folder: Path, name: str, journal: Journal | None) -> Path:
    """Where the file's newest decided content lies."""
    if journal is not None and name in journal.targets:
        staged = dict(zip(journal.targets, journal.staged(folder), strict=True))[name][0]
        if staged.exists():
            return staged
    return folder / name


def _is_one_set(folder: Path, streams: Mapping[str, BinaryIO | None], journal: Journal | None) -> bool:
    """Whether all streams were the folder's current files at one moment after they were opened.

    The journal is looked at on both sides of the files: a rename between them falls into some journal's time, and a
    journal that came or went tells of it. docs/crash-safety.md has the argument in full.
    """
    if journal_of(folder) != journal:
        return False
    return all(_is_at(_current(folder, name, journal), stream) for name, stream in streams.items()) and (
        journal_of(folder) == journal
    )


def _is_at(path: Path, stream: BinaryIO | None) -> bool:
    try:
        about = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return stream is None
    return stream is not None and os.path.samestat(about, os.fstat(stream.fileno()))


def sums_file(hashes: Mapping[str, str]) -> bytes:
    """The SHA-256 of each file, in the form that `sha256sum --check` takes."""
    return "".join(f"{one}  {name}\n" for name, one in sorted(hashes.items())).encode()


def content_hash(content: bytes | Path) -> str:
    """64 hex digits of SHA-256."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else file_hash(content)


def broken_files(folder: Path) -> dict[str, str]:
    """The files of an output that are not as they were written, each with the reason; empty where it has no sums."""
    expected = _expected(read_files(folder, [SUMS_FILE]).get(SUMS_FILE, b""))
    found = read_files(folder, [*expected, SUMS_FILE])
    reasons = dict.fromkeys(expected.keys() - found.keys(), "is missing")
    for name in expected.keys() & found.keys():
        if hashlib.sha256(found[name]).hexdigest() != expected[name]:
            reasons[name] = "is not what was written: its hash differs"
    return dict(sorted(reasons.items()))


def _expected(sums: bytes) -> dict[str, str]:
    lines = (line.partition("  ") for line in sums.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, _, name in lines}


def load_graph(folder: Path) -> tuple[bytes, Mapping[str, str]]:
    """The folder's graph.trig, and the hash of each file that was written with it, by name. Raises NoGraph and RunError."""
    found = read_files(folder, [GRAPH_FILE, SUMS_FILE])
    if GRAPH_FILE not in found:
        raise NoGraph(str(folder))
    return found[GRAPH_FILE], _expected(found.get(SUMS_FILE, b""))


def proven_file(folder: Path, name: str, sums: Mapping[str, str]) -> bytes | None:
    """The file's content, if its hash is the one in `sums`."""
    content = read_files(folder, [name]).get(name) if name in sums else None
    return content if content is not None and hashlib.sha256(content).hexdigest() == sums[name] else None


def load_dataset(folder: Path) -> Dataset:
    """The dataset in the folder's graph.trig; the default graph is the union of the named ones. Raises NoGraph."""
    content, _ = load_graph(folder)
    return dataset_in(content, folder / GRAPH_FILE)


def dataset_in(content: bytes, path: Path) -> Dataset:
    """The dataset in the content of a graph.trig, of which `path` is the place. Raises RunError."""
    dataset = Dataset(default_union=True)
    try:
        dataset.parse(io.BytesIO(content), format="trig", publicID=path.absolute().as_uri())
    except Exception as error:  # rdflib's parsers raise many kinds; each means that the file is no graph of ours
        raise RunError(f"{path} cannot be read: {reason_of(error)}; build it again") from error
    return dataset
