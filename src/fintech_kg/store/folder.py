"""The output folder: from bytes to files that are whole or not there, and from graph.trig to a Dataset."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rdflib import Dataset

from fintech_kg.errors import NoGraph, RunError, reason_of

GRAPH_FILE = "graph.trig"


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes each file beside its target, then renames all; on any error the old files stay and the new ones go.

    Raises RunError with the file and the reason.
    """
    written: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in sorted(files.items()):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            written[target] = _write_beside(target, content)
        for target, temporary in written.items():
            temporary.replace(target)
    except OSError as error:
        raise RunError(f"cannot write {error.filename or folder}: {error.strerror}") from error
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
    return sorted(written)


def _write_beside(target: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def load_dataset(folder: Path) -> Dataset:
    """The dataset in the folder's graph.trig; the default graph is the union of the named ones. Raises NoGraph."""
    path = folder / GRAPH_FILE
    if not path.is_file():
        raise NoGraph(str(folder))
    dataset = Dataset(default_union=True)
    try:
        dataset.parse(path, format="trig")
    except Exception as error:  # rdflib's parsers raise many kinds; each means that the file is no graph of ours
        raise RunError(f"{path} cannot be read: {reason_of(error)}; build it again") from error
    return dataset
