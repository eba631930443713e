"""Files that others make of an output and that are kept beside its store: whole, of this output, or made again.

One stands in OUTPUT/.store/<hash of graph.trig>-<purpose>/. It is made beside and renamed; a description with the hashes of
what it was made of and of itself says whether it is to be trusted. Who reads it holds a shared lock on it, as on a store.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fintech_kg.errors import NoGraph, RunError, reason_of
from fintech_kg.model import digest
from fintech_kg.store.folder import GRAPH_FILE, settle_if_free
from fintech_kg.store.locks import held, is_free
from fintech_kg.store.manifest import file_hash
from fintech_kg.store.places import STORES, forget, new_place

_ABOUT = "about.json"
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is made: `file` in the folder of `name`, from the output's files `sources`, by `make`, which returns counts.

    `version` is to change whenever what was made before is to be made again.
    """

    name: str
    file: str
    version: str
    sources: tuple[str, ...]
    make: Callable[[Path], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that is there as long as it is held; `generation` differs where its content may."""

    path: Path
    generation: str


@contextmanager
def made_beside(folder: Path, purpose: Purpose, *, again: bool = False) -> Iterator[Beside]:
    """The file, held for reading; made where it is absent, damaged or of another output, or where it is to be made `again`.

    Where the folder cannot be written to, it is made in a temporary folder. Raises NoGraph, RunError and what `make` raises.
    """
    settle_if_free(folder)
    sources = _sources(folder, purpose)
    target = folder / STORES / f"{sources[GRAPH_FILE][:_DIGITS]}-{purpose.name}"
    told: dict[str, object] = {"version": purpose.version, "sources": sources}
    if again:
        forget(target)
    with held(target) as alive:
        if alive and _is_whole(target, purpose, told):
            yield Beside(target / purpose.file, _generation(told))
            return
    with tempfile.TemporaryDirectory(prefix="fintech-kg-", ignore_cleanup_errors=True) as elsewhere:
        made = _made(folder, target, purpose, told, Path(elsewhere))
        with held(made):
            yield Beside(made / purpose.file, _generation(told))


def _sources(folder: Path, purpose: Purpose) -> dict[str, str]:
    """The hashes of those of the sources that are there."""
    if not (folder / GRAPH_FILE).is_file():
        raise NoGraph(str(folder))
    try:
        return {name: file_hash(folder / name) for name in (GRAPH_FILE, *purpose.sources) if (folder / name).is_file()}
    except OSError as error:
        raise RunError(f"{error.filename or folder} cannot be read: {reason_of(error)}") from error


def _generation(told: Mapping[str, object]) -> str:
    return digest(json.dumps(told, sort_keys=True))


def _is_whole(target: Path, purpose: Purpose, told: Mapping[str, object]) -> bool:
    try:
        about = json.loads((target / _ABOUT).read_text(encoding="utf-8"))
        found = target / purpose.file
        return all(about[key] == value for key, value in told.items()) and (
            about["size"] == found.stat().st_size and about["sha256"] == file_hash(found)
        )
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _made(folder: Path, target: Path, purpose: Purpose, told: Mapping[str, object], elsewhere: Path) -> Path:
    """Makes it in the folder if it can be written to, else in `elsewhere`; returns where it is."""
    try:
        made = new_place(target.parent)
    except OSError:
        made = elsewhere / "made"
        made.mkdir()
    try:
        with held(made):
            _make(made, purpose, told)
            if _sources(folder, purpose) != told["sources"]:
                raise RunError(f"{folder} was built again while it was read; try again")
            if made.parent == elsewhere:
                return made
            forget(target)
            made.chmod(0o755)
            made.rename(target)
    except BaseException as error:
        shutil.rmtree(made, ignore_errors=True)
        if isinstance(error, OSError):
            raise RunError(f"{target} cannot be written: {reason_of(error)}") from error
        raise
    _remove_left(target.parent)
    return target


def _make(made: Path, purpose: Purpose, told: Mapping[str, object]) -> None:
    counts = purpose.make(made / purpose.file)
    found = made / purpose.file
    _sync(found)
    about = {**told, "counts": dict(counts), "size": found.stat().st_size, "sha256": file_hash(found)}
    (made / _ABOUT).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _remove_left(stores: Path) -> None:
    """Removes what was replaced and what killed processes left, where nobody holds it."""
    for left in stores.iterdir():
        place = left / "store" if left.name.startswith(".old-") else left
        if left.is_dir() and left.name.startswith((".old-", ".new-")) and is_free(place):
            shutil.rmtree(left, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
