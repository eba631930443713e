"""From the pairs that a build left to people to their table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage by its document's source, with its half-open place in code points."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A pair of things that may be one, by their ids, with the reasons and a passage for each, where there is one."""

    things: tuple[str, str]
    names: tuple[str, str]
    reasons: tuple[str, ...]
    passages: tuple[Passage | None, ...] = (None, None)


def keep_pairs(db: sqlite3.Connection, pairs: Iterable[Reviewable]) -> None:
    """Keeps the pairs in their order; passages get their documents' numbers, and go where no document has the source."""
    numbers: dict[str, int] = {}
    for number, sources in db.execute("SELECT n, sources FROM documents ORDER BY n DESC"):
        numbers.update(dict.fromkeys(json.loads(sources), number))
    for one in pairs:
        told = [
            None
            if found is None or found.source not in numbers
            else (numbers[found.source], found.start, found.end, found.quote)
            for found in one.passages
        ]
        db.execute(
            "INSERT INTO pairs (one, other, names, reasons, evidence) VALUES (?, ?, ?, ?, ?)",
            (*one.things, json.dumps(one.names), json.dumps(one.reasons), json.dumps(told)),
        )
