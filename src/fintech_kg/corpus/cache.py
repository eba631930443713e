"""The cache of extractions: one SQLite file in a folder, from keys to what was extracted and to how outputs were built.

Whoever kills the program keeps every entry that was put in, several processes may use the file at once, and an entry or a
file that was damaged counts as absent. Nothing in it is part of any output.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from fintech_kg.corpus.events import Notice, Observer, unobserved
from fintech_kg.corpus.packing import packed, unpacked
from fintech_kg.errors import reason_of
from fintech_kg.model import Extraction, Source

FILE = "extractions.sqlite"
_EXTRACTION, _SOURCE, _MADE, _MANIFEST = "extraction", "source", "made", "manifest"
_BUILDS_KEPT = 10
"""What none of the last so many finished builds used goes."""
_UNUSED_BYTES = 512 * 2**20
"""The most that entries which the last build did not use may take; the oldest go first."""
_PATIENCE = 60.0
"""Seconds to wait for another process's write, which takes milliseconds."""
_TABLES = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS entry (
    kind TEXT NOT NULL, name TEXT NOT NULL, build INTEGER NOT NULL, digest BLOB NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (kind, name)
);
CREATE INDEX IF NOT EXISTS entry_build ON entry (build);
"""
_TOO_MUCH = """
DELETE FROM entry WHERE rowid IN (
    SELECT rowid FROM (
        SELECT rowid, sum(length(content)) OVER (ORDER BY build DESC, rowid DESC) AS total FROM entry WHERE build < ?
    ) WHERE total > ?
)
"""
_FORGET = "DELETE FROM entry WHERE kind = ? AND name = ?"
T = TypeVar("T")


def extraction_key(source: Source, program: str, ontology: str) -> str:
    """64 hex digits over all that decides the extraction of a source: everything but its name."""
    content = {field.name: getattr(source, field.name) for field in fields(source) if field.name != "name"}
    return hashlib.sha256(json.dumps([program, ontology, msgspec.to_builtins(content)], sort_keys=True).encode()).hexdigest()


class Cache:
    """The file in a folder, made when something is first put in. What goes wrong with it is told once and stops no build.

    `folder` is that of the file.
    """

    def __init__(self, folder: Path, observer: Observer = unobserved) -> None:
        self.folder, self._observer = folder, observer
        self._connection: sqlite3.Connection | None = None
        self._closed = self._full = False
        self._used = bytearray()
        """The keys of what was asked for, a line for each; a set of them would take three times the memory."""

    def extraction(self, key: str, name: str) -> Extraction | None:
        """The extraction under the key, with the name that its source has now; None where there is none that is whole."""
        made = self._read(_EXTRACTION, key, Extraction)
        return None if made is None else replace(made, document=replace(made.document, source=name))

    def keep(self, key: str, extraction: Extraction) -> bool:
        """Puts an extraction in; it stays whatever happens to the program afterwards. False where it could not be put in."""
        return self._write(_EXTRACTION, key, replace(extraction, document=replace(extraction.document, source="")))

    def source(self, key: str) -> Source | None:
        """A source that was put in for the case that it is needed without its file."""
        return self._read(_SOURCE, key, Source)

    def keep_source(self, key: str, source: Source) -> bool:
        """Puts a source in. False where it could not be put in."""
        return self._write(_SOURCE, key, source)

    def forget_source(self, key: str) -> None:
        """Takes a source out, which its extraction serves better."""
        if not self._full:
            self._attempt(lambda connection: connection.execute(_FORGET, (_SOURCE, key)), None, create=False)

    def made(self, key: str, kind: type[T]) -> T | None:
        """What a later room made of extractions and kept under the key; None where there is nothing that is whole."""
        self._use(key)
        return self._read(_MADE, key, kind)

    def keep_made(self, key: str, value: object) -> None:
        """Keeps what a later room made."""
        self._use(key)
        self._write(_MADE, key, value)

    def manifest(self, output: str, kind: type[T]) -> T | None:
        """How the output of that hash was built."""
        return self._read(_MANIFEST, output, kind)

    def _use(self, key: str) -> None:
        self._used += f"{key}\n".encode()

    def finish(self, output: str, manifest: object, keys: Iterable[str]) -> None:
        """Puts in how an output was built, marks the keys as used by it, and prunes what has not been used for long.

        The manifest may be packed already.

        What was made of the extractions and asked for through this object counts as used too.
        """
        content = manifest if isinstance(manifest, bytes) else packed(manifest)
        made = (line.decode().rstrip("\n") for line in io.BytesIO(self._used))
        used = (
            (kind, key)
            for kinds, found in (((_EXTRACTION, _SOURCE), keys), ((_MADE,), made))
            for key in found
            for kind in kinds
        )

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            build = _last_build(connection) + 1
            _insert(connection, _MANIFEST, output, build, content)
            connection.executemany("UPDATE entry SET build = ? WHERE kind = ? AND name = ?", ((build, *one) for one in used))
            connection.execute("DELETE FROM entry WHERE build <= ?", (build - _BUILDS_KEPT,))
            connection.execute(_TOO_MUCH, (build, _UNUSED_BYTES))
            connection.execute("COMMIT")
            connection.execute("PRAGMA incremental_vacuum").fetchall()

        self._attempt(work, None, create=True)

    def close(self) -> None:
        """Closes the file; a later call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _read(self, kind: str, name: str, type_: type[T]) -> T | None:
        row: tuple[bytes, bytes] | None = self._attempt(
            lambda connection: connection.execute(
                "SELECT digest, content FROM entry WHERE kind = ? AND name = ?", (kind, name)
            ).fetchone(),
            None,
            create=False,
        )
        return None if row is None else _decoded(kind, name, *row, type_)

    def _write(self, kind: str, name: str, value: object) -> bool:
        def work(connection: sqlite3.Connection) -> bool:
            _insert(connection, kind, name, _last_build(connection), packed(value))
            return True

        return not self._full and self._attempt(work, False)

    def _attempt(self, work: Callable[[sqlite3.Connection], T], otherwise: T, *, create: bool = True) -> T:
        """The result of the work; a damaged file is set aside and one that cannot be used is left alone from then on."""
        if self._closed or not (create or self._connection is not None or (self.folder / FILE).exists()):
            return otherwise
        try:
            return work(self._opened())
        except (sqlite3.OperationalError, OSError) as error:
            if self._full:  # a cache that takes nothing more may still be read; one that fails again is left alone
                self._closed = True
                self.close()
                return otherwise
            self._full = True
            self._closed = self._connection is None
            self._observer(Notice(f"the cache in {self.folder} cannot be used ({reason_of(error)}); going on without it"))
        except sqlite3.DatabaseError as error:
            self._set_aside(reason_of(error))
        return otherwise

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            ignored = self.folder / ".gitignore"
            if not ignored.exists():
                ignored.write_text("*\n", encoding="ascii")
            self._connection = sqlite3.connect(self.folder / FILE, timeout=_PATIENCE, isolation_level=None)
            self._connection.executescript(_TABLES)
        return self._connection

    def _set_aside(self, reason: str) -> None:
        self.close()
        file = self.folder / FILE
        try:
            file.replace(file.with_suffix(".damaged"))
            for suffix in ("-wal", "-shm"):
                file.with_name(f"{FILE}{suffix}").unlink(missing_ok=True)
        except OSError as error:
            self._closed = True
            reason = reason_of(error)
        self._observer(Notice(f"the cache in {self.folder} is damaged ({reason}); it was set aside, and a new one begins"))


def _last_build(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(build), 0) FROM entry").fetchone()[0])


def _insert(connection: sqlite3.Connection, kind: str, name: str, build: int, content: bytes) -> None:
    row = (kind, name, build, _digest(kind, name, content), content)
    connection.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)", row)


def _digest(kind: str, name: str, content: bytes) -> bytes:
    return hashlib.sha256(f"{kind} {name} ".encode() + content).digest()


def _decoded(kind: str, name: str, digest: bytes, content: bytes, type_: type[T]) -> T | None:
    """The value, or None where the entry is not what was put in."""
    if not isinstance(content, bytes) or digest != _digest(kind, name, content):
        return None
    try:
        return unpacked(content, type_)
    except (ValueError, msgspec.ValidationError, zlib.error):
        return None
