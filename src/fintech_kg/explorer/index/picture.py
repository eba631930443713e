"""From the tables of an index to the whole graph in a compact form, as it is sent, and to what paths are sought in."""

from __future__ import annotations

import gzip
import json
import sqlite3
from typing import Any

import numpy as np

from fintech_kg.explorer.index.schema import STATUSES

_FACTS = ("s", "p", "o", "status", "statuses", "kinds")


def keep_picture(db: sqlite3.Connection) -> None:
    """Keeps `picture` (gzip of JSON), and each column of facts that paths are sought in, as 32-bit numbers by fact."""
    keep = "INSERT INTO blobs VALUES (?, ?)"
    columns = np.array(db.execute(f"SELECT {', '.join(_FACTS)} FROM facts ORDER BY n").fetchall(), np.int32).reshape(
        -1, len(_FACTS)
    )
    for at, name in enumerate(_FACTS):
        db.execute(keep, (name, np.ascontiguousarray(columns[:, at]).astype("<i4").tobytes()))
    confidence = np.array(db.execute("SELECT confidence FROM facts ORDER BY n").fetchall(), "<f4")
    db.execute(keep, ("confidence", confidence.tobytes()))
    edges = columns[:, [0, 2, 1, 3]].ravel().tolist()
    db.execute(keep, ("picture", gzip.compress(_json(_picture(db, edges)), 6, mtime=0)))


def _picture(db: sqlite3.Connection, edges: list[int]) -> dict[str, Any]:
    rows = db.execute("SELECT id, label, kind, importance, x, y, community FROM things ORDER BY n").fetchall()
    names = ("ids", "labels", "kinds", "importance", "x", "y", "community")
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]
    relations = [row[0] for row in db.execute("SELECT name FROM relations ORDER BY n")]
    told = {"relations": relations, "statuses": [status.value for status in STATUSES], "edges": edges}
    told |= {axis: list(map(int, columns[names.index(axis)])) for axis in "xy"}
    return dict(zip(names, columns, strict=True)) | told


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
