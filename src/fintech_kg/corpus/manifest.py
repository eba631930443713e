"""What an output was built from and with, so that it can be built again without the files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from fintech_kg.corpus.cache import Cache
from fintech_kg.corpus.fingerprint import fingerprint
from fintech_kg.corpus.packing import packed_with_first
from fintech_kg.corpus.records import Record, holders
from fintech_kg.errors import IncompleteCache, NoInput, UnknownDocument
from fintech_kg.ontology import load_ontology

HASHED = ("graph.trig", "report.json")
"""The files of an output by which its manifest is found: it was built from that manifest's records and from no others."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build was asked for, as far as it decides the bytes."""

    model: str
    ontology: Path | None
    base_iri: str
    ledger: Path | None
    title: str | None = None
    licence: str | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The records of a build and its options; `program` and `ontology` are the fingerprints that the keys were made with.

    `ontology_folder` and `ledger` are paths from the output folder, None for the installed ontology and for no ledger.
    """

    records: tuple[Record, ...]
    program: str
    ontology: str
    model: str
    base_iri: str
    ontology_folder: str | None
    ledger: str | None
    title: str | None = None
    licence: str | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What a built graph was made of, to be kept in the cache when the graph is written."""

    cache: Cache
    records: Sequence[Record]
    options: Options

    def keep(self, folder: Path, hashes: Mapping[str, str]) -> None:
        """Keeps it for the output of the files with these hashes, before they are written: a manifest too many finds no output.

        The hashes are SHA-256 in hexadecimal digits.
        """
        manifest = Manifest(
            (),
            fingerprint(self.options.model),
            load_ontology(self.options.ontology).hash,
            self.options.model,
            self.options.base_iri,
            _from(folder, self.options.ontology),
            _from(folder, self.options.ledger),
            self.options.title,
            self.options.licence,
            self.options.created,
        )
        keys = (one.key for one in self.records if one.key is not None)
        self.cache.finish(_hash(hashes), packed_with_first(manifest, self.records), keys)
        self.cache.close()


def recalled(cache: Cache, folder: Path) -> Manifest:
    """The manifest of the output in the folder. Raises IncompleteCache where the cache has none or the program has changed."""
    try:
        manifest = cache.manifest(_hash({name: _file_hash(folder / name) for name in HASHED}), Manifest)
    except OSError:
        manifest = None
    if manifest is None:
        raise IncompleteCache(f"the cache has no record of what {folder} was built from")
    return manifest


def options_of(
    manifest: Manifest, folder: Path, *, ontology: Path | None, ledger: Path | None, beside: Path | None = None
) -> Options:
    """The options of the build of the output in the folder, but for those named now; a ledger that is gone is none.

    `beside` is the ledger of a build that had none. Raises IncompleteCache where the program or the ontology is another now.
    """
    chosen = ontology or (None if manifest.ontology_folder is None else folder / manifest.ontology_folder)
    if (fingerprint(manifest.model), load_ontology(chosen).hash) != (manifest.program, manifest.ontology):
        raise IncompleteCache(f"{folder} was built by another version of the program, its models or the ontology")
    kept = None if manifest.ledger is None else folder / manifest.ledger
    decisions = ledger or next((one for one in (kept, beside) if one is not None and one.exists()), None)
    return Options(manifest.model, chosen, manifest.base_iri, decisions, manifest.title, manifest.licence, manifest.created)


def remaining(records: Sequence[Record], names: Collection[str]) -> tuple[Record, ...]:
    """The records but for those of the sources or documents named. Raises UnknownDocument, and NoInput where none is left."""
    known = {name for one in records for name in (one.source, one.document) if name is not None}
    for name in names:
        if name not in known:
            raise UnknownDocument(name, get_close_matches(name, sorted(known), n=3))
    left = tuple(one for one in records if one.source not in names and one.document not in names)
    if not holders(left):
        raise NoInput("no document would be left; delete the output folder instead")
    return left


def _hash(hashes: Mapping[str, str]) -> str:
    return hashlib.sha256(b"".join(bytes.fromhex(hashes[name]) for name in HASHED)).hexdigest()


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _from(folder: Path, path: Path | None) -> str | None:
    return None if path is None else Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
