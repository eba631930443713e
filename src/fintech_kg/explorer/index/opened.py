"""From the file of an index to what it holds, for many readers at once."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

from fintech_kg.explorer.index.draft import unpacked
from fintech_kg.explorer.index.version import index_version

_TEXTS_KEPT = 64
_CACHE_KIB = 8192


@dataclass(frozen=True, slots=True)
class KeptText:
    """A document's text, the bounds of its paragraphs, and what was left out: place, reason, text, place in the source."""

    text: str
    blocks: tuple[tuple[int, int], ...]
    left_out: tuple[tuple[int, str, str, int, int], ...]


class Index:
    """An index that is only read. It must not change as long as it is open. `generation` names its content.

    Raises sqlite3.Error and ValueError where the file is none of this version.
    """

    def __init__(self, path: Path, generation: str) -> None:
        self._path, self.generation = path, generation
        self._free: LifoQueue[sqlite3.Connection] = LifoQueue()
        self.text = lru_cache(maxsize=_TEXTS_KEPT)(self._text)
        with self.connection() as db:
            meta = dict(db.execute("SELECT name, value FROM meta").fetchall())
            if meta.get("version") != index_version():
                raise ValueError("it is an index of another version")
            self.base: str = meta["base"]
            self.title: str = meta["title"]
            self.counts: dict[str, int] = json.loads(meta["counts"])
            self.told: dict[str, list[list[Any]]] = {name: json.loads(meta[name]) for name in ("kinds", "statuses", "dates")}
            self.relations: tuple[str, ...] = tuple(row[0] for row in db.execute("SELECT name FROM relations ORDER BY n"))

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else has at this time."""
        try:
            db = self._free.get_nowait()
        except Empty:
            db = self._connected()
        try:
            yield db
        finally:
            self._free.put(db)

    def close(self) -> None:
        """Closes the connections that nobody has."""
        while True:
            try:
                self._free.get_nowait().close()
            except Empty:
                return

    def blob(self, name: str) -> bytes:
        """What is kept under the name as bytes."""
        with self.connection() as db:
            return bytes(db.execute("SELECT content FROM blobs WHERE name = ?", (name,)).fetchone()[0])

    @cached_property
    def picture(self) -> bytes:
        """The whole graph as it is sent: gzip of JSON."""
        return self.blob("picture")

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Every word of a name once, in the form of the word index, sorted."""
        with self.connection() as db:
            return tuple(row[0] for row in db.execute("SELECT term FROM terms WHERE col = 'name' ORDER BY term"))

    def _connected(self) -> sqlite3.Connection:
        uri = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
        db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        db.executescript(f"PRAGMA query_only = 1; PRAGMA trusted_schema = 0; PRAGMA cache_size = -{_CACHE_KIB};")
        return db

    def _text(self, document: int) -> KeptText | None:
        """The text of the document of that number; None where none is kept."""
        with self.connection() as db:
            row = db.execute("SELECT text, blocks, left_out FROM texts WHERE document = ?", (document,)).fetchone()
        if row is None:
            return None
        blocks: Sequence[Any] = json.loads(row[1])
        left_out: Sequence[Any] = json.loads(row[2])
        return KeptText(unpacked(zlib.decompress(row[0])), tuple(map(tuple, blocks)), tuple(map(tuple, left_out)))
