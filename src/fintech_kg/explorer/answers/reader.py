"""One connection to an index, and how its rows are told: things as nodes, facts as edges."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fintech_kg.explorer.answers.filters import Filters, marks
from fintech_kg.explorer.details import relation_label
from fintech_kg.explorer.index.opened import Index
from fintech_kg.explorer.index.schema import KINDS, STATUSES
from fintech_kg.graph.vocabulary import iri

Json = dict[str, Any]
NODE = "t.n, t.id, t.label, t.kind, t.degree, t.importance, t.community, t.x, t.y"
EDGE = "f.n, f.id, a.id, f.p, b.id, f.status, f.statuses, f.confidence, f.statements, f.documents, f.first, f.last"
LINE = "f.n, f.id, a.id, f.p, b.id, f.status, f.confidence, f.statements, f.first, f.last"
EDGES = "facts f JOIN things a ON a.n = f.s JOIN things b ON b.n = f.o"
_AT_ONCE = 500


class Unanswerable(Exception):
    """A question without an answer, with the status of HTTP that tells why and one sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads from an index through one connection."""

    index: Index
    db: sqlite3.Connection

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, values).fetchall()

    def number(self, sql: str, values: Sequence[object] = ()) -> int:
        """The one number that a query gives."""
        return int(self.db.execute(sql, values).fetchone()[0])

    def count_facts(self, filters: Filters) -> int:
        """How many facts the filters leave."""
        if filters == Filters():
            return self.index.counts["facts"]
        where, values = filters.facts()
        return self.number(f"SELECT COUNT(*) FROM facts f WHERE {where}", values)

    def thing(self, identifier: str) -> int:
        """The number of a thing. Raises Unanswerable (404)."""
        found = self.db.execute("SELECT n FROM things WHERE id = ?", (identifier,)).fetchone()
        if found is None:
            raise Unanswerable(404, "the graph has nothing with that identifier")
        return int(found[0])

    def document(self, identifier: str) -> int:
        """The number of a document. Raises Unanswerable (404)."""
        found = self.db.execute("SELECT n FROM documents WHERE id = ?", (identifier,)).fetchone()
        if found is None:
            raise Unanswerable(404, "the graph has no document with that identifier")
        return int(found[0])

    def node(self, row: Sequence[Any]) -> Json:
        """A thing, from a row that begins as NODE says."""
        _, identifier, label, kind, degree, importance, community, x, y = row[:9]
        return {
            "id": identifier,
            "iri": str(iri(self.index.base, identifier)),
            "label": label,
            "kind": KINDS[kind].value,
            "degree": degree,
            "importance": importance,
            "community": community,
            "x": x,
            "y": y,
        }

    def nodes(self, numbers: Iterable[int]) -> dict[int, Json]:
        """Things by their numbers, in the order of these."""
        wanted = sorted(set(numbers))
        found: dict[int, Json] = {}
        for part in _parts(wanted):
            for row in self.db.execute(f"SELECT {NODE} FROM things t WHERE t.n IN ({marks(part)}) ORDER BY t.n", part):
                found[row[0]] = self.node(row)
        return found

    def one_node(self, number: int | None) -> Json | None:
        return None if number is None else self.nodes([number])[number]

    def edge(self, row: Sequence[Any]) -> Json:
        """A fact, from a row that begins as EDGE says."""
        _, identifier, s, p, o, status, statuses, confidence, statements, documents, first, last = row[:12]
        return {
            "id": identifier,
            "s": s,
            "p": self.index.relations[p],
            "o": o,
            "status": STATUSES[status].value,
            "statuses": [one.value for place, one in enumerate(STATUSES) if statuses & 1 << place],
            "confidence": confidence,
            "statements": statements,
            "documents": documents.split(),
            "first": first,
            "last": last,
        }

    def line(self, row: Sequence[Any]) -> Json:
        """What a fact's line in a picture tells, from a row that begins as LINE says: of thousands every word counts."""
        _, identifier, s, p, o, status, confidence, statements, first, last = row[:10]
        return {
            "id": identifier,
            "s": s,
            "p": self.index.relations[p],
            "o": o,
            "status": STATUSES[status].value,
            "confidence": confidence,
            "statements": statements,
            "first": first,
            "last": last,
        }

    def edges(self, where: str, values: Sequence[object] = (), *, limit: int, offset: int = 0) -> list[Json]:
        """The facts that meet a condition, in the order of their numbers."""
        sql = f"SELECT {EDGE} FROM {EDGES} WHERE {where} ORDER BY f.n LIMIT ? OFFSET ?"
        return [self.edge(row) for row in self.db.execute(sql, [*values, limit, offset])]

    def among(self, things: Iterable[int], where: str, values: Sequence[object], *, limit: int) -> list[Json]:
        """The facts of which both ends are among the things, and that meet a condition."""
        wanted = json.dumps(sorted(set(things)))
        both = "f.s IN (SELECT value FROM json_each(?)) AND +f.o IN (SELECT value FROM json_each(?))"
        sql = f"SELECT {LINE} FROM {EDGES} WHERE {both} AND ({where}) ORDER BY f.n LIMIT ?"
        return [self.line(row) for row in self.db.execute(sql, [wanted, wanted, *values, limit])]


def readable(subject: str, predicate: str, object_: str) -> str:
    """A fact as a line that people read."""
    return f"{subject} — {relation_label(predicate)} — {object_}"


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
