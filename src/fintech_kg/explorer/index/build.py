"""From the facts of an output, document by document, to the file of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fintech_kg.explorer.index.draft import Draft
from fintech_kg.explorer.index.numbering import numbered
from fintech_kg.explorer.index.pairs import Reviewable, keep_pairs
from fintech_kg.explorer.index.picture import keep_picture
from fintech_kg.explorer.index.schema import DRAFT, INDEXES, TABLES
from fintech_kg.explorer.index.tables import Tables
from fintech_kg.explorer.index.version import index_version
from fintech_kg.model import Document, Facts


@dataclass(frozen=True, slots=True)
class Sources:
    """What an index is made of. `facts` gives those of one document after the other, `texts` the documents with their texts.

    `base` and `title` are asked for after `facts` came to its end.
    """

    facts: Iterable[Facts]
    texts: Iterable[Document]
    pairs: Iterable[Reviewable]
    base: Callable[[], str]
    title: Callable[[], str | None]


def build_index(path: Path, sources: Sources) -> dict[str, int]:
    """Makes the index at `path`, where no file is yet, and returns how many rows it has of what.

    The same sources give the same bytes. Beside it a second file stands while it is made. Raises what the sources raise,
    and sqlite3.Error and OSError where the file cannot be written.
    """
    beside = path.with_name(f"{path.name}.draft")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            db.execute("ATTACH ? AS draft", (str(beside),))
            db.executescript("PRAGMA draft.journal_mode = OFF; PRAGMA draft.synchronous = OFF; PRAGMA temp_store = FILE;")
            db.executescript(TABLES + DRAFT)
            db.execute("BEGIN")
            return _filled(db, sources)
    finally:
        beside.unlink(missing_ok=True)


def _filled(db: sqlite3.Connection, sources: Sources) -> dict[str, int]:
    draft = Draft(db)
    draft.keep_texts(sources.texts)
    for facts in sources.facts:
        draft.read(facts)
    draft.end()
    tables = Tables(db, numbered(db, draft.copies))
    tables.fill()
    keep_pairs(db, sources.pairs)
    for statement in INDEXES.split(";"):
        db.execute(statement)
    tables.count()
    keep_picture(db)
    counts = tables.described(base=sources.base(), title=sources.title(), version=index_version())
    db.execute("COMMIT")
    db.execute("DETACH draft")
    db.execute("ANALYZE")
    return counts
