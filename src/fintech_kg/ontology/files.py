"""Where the ontology's files are: in the wheel, or in the checkout that an editable installation points to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from fintech_kg.errors import BrokenOntology

_PACKAGE = Path(__file__).resolve().parent.parent


def ontology_directory() -> Path:
    """The folder that holds fintech.ttl, lexicon/, shapes.ttl and queries/; raises BrokenOntology where there is none."""
    for folder in (_PACKAGE / "ontology_files", _PACKAGE.parent.parent / "ontology"):
        if (folder / "fintech.ttl").is_file():
            return folder
    raise BrokenOntology("ontology", "the installation holds no fintech.ttl; install fintech-kg again")


def turtle_files(folder: Path) -> Iterator[Path]:
    """The ontology and its lexicon, in a fixed order."""
    yield folder / "fintech.ttl"
    yield from sorted((folder / "lexicon").glob("*.ttl"))


def files_hash(folder: Path) -> str:
    """16 hex digits of SHA-256 over the names and contents of the ontology's files."""
    hashed = hashlib.sha256()
    for path in turtle_files(folder):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return hashed.hexdigest()[:16]
