"""A place for files of an output that are being made, on the disk that the output is on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fintech_kg.store.folder import writing
from fintech_kg.store.locks import held
from fintech_kg.store.places import STORES, new_place


@contextmanager
def spool(folder: Path) -> Iterator[Path]:
    """A new folder in the output folder, which goes with the context; what a killed process leaves goes with the next store.

    Raises RunError with the reason where anything in it, or itself, cannot be written.
    """
    with writing(folder):
        made = new_place(folder / STORES)
        try:
            with held(made):
                yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)
