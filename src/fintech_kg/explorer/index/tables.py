"""From the draft of an index and the final order of its things to the final tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from fintech_kg.explorer.index.arranging import arranged
from fintech_kg.explorer.index.names import folded, indexed
from fintech_kg.explorer.index.numbering import Numbering
from fintech_kg.explorer.index.schema import KINDS
from fintech_kg.model import digest
from fintech_kg.ontology import coordinates
from fintech_kg.ontology.places import GEONAMES

_RELATIONS = """
INSERT INTO relations SELECT r.n, name, 0 FROM draft.relations d JOIN draft.relation_rank r ON r.draft = d.n ORDER BY 1
"""
_STATEMENTS = """
INSERT INTO statements
SELECT row_number() OVER (ORDER BY f.n, t.status, t.document, t.evidence, t.n), f.n, document, evidence, stated_s, stated_o,
    status, confidence, rule, spans, c.n, qualifiers, stated, day, low, high
FROM draft.statements t JOIN draft.fact_rank f USING (s, p, o) LEFT JOIN draft.rank c ON c.draft = t.claimed_by
ORDER BY 1
"""
_OBSERVATIONS = """
INSERT INTO observations
SELECT o.n, a.n, measure, value, upper, unit, text, time, status, start, stop, document, evidence, c.n
FROM draft.observations o LEFT JOIN draft.rank a ON a.draft = o.about LEFT JOIN draft.rank c ON c.draft = o.claimed_by
ORDER BY o.n
"""
_QUOTATIONS = """
INSERT INTO quotations SELECT q.n, s.n, text, start, stop, document, evidence
FROM draft.quotations q LEFT JOIN draft.rank s ON s.draft = q.speaker ORDER BY q.n
"""
_MENTIONS = """
INSERT OR IGNORE INTO mentions SELECT document, r.n FROM draft.mentions m JOIN draft.rank r ON r.draft = m.thing ORDER BY 1, 2
"""
_SERIES = """
INSERT INTO series (about, measure, unit, points)
SELECT about, measure, unit, COUNT(*) FROM observations WHERE about IS NOT NULL
GROUP BY about, measure, unit HAVING COUNT(DISTINCT value || ' ' || ifnull(time, '')) > 1
ORDER BY COUNT(DISTINCT time) DESC, COUNT(*) DESC, about, measure, unit
"""
_EVENTS = """
INSERT INTO events (fact, stated, day)
SELECT fact, stated, MIN(day) FROM statements WHERE day IS NOT NULL GROUP BY fact, stated, CASE stated WHEN 1 THEN day END
ORDER BY stated DESC, fact, 3
"""
_COUNTS = "things facts statements documents observations quotations evidence names pairs events series".split()
_TOLD = {
    "kinds": "SELECT kind, COUNT(*) FROM things GROUP BY kind",
    "statuses": "SELECT status, COUNT(*) FROM statements GROUP BY status",
    "dates": "SELECT MIN(first), MAX(last) FROM facts",
}
_COUNTED = """
UPDATE documents SET things = (SELECT COUNT(*) FROM mentions m WHERE m.document = documents.n),
    facts = (SELECT COUNT(DISTINCT fact) FROM statements s WHERE s.document = documents.n);
UPDATE relations SET facts = (SELECT COUNT(*) FROM facts f WHERE f.p = relations.n);
"""


class Tables:
    """Fills an index of which the draft is complete."""

    def __init__(self, db: sqlite3.Connection, numbering: Numbering) -> None:
        self._db, self._numbering = db, numbering

    def fill(self) -> None:
        """Things, names, facts, statements, observations, quotations, mentions."""
        db = self._db
        ranks = enumerate(self._numbering.rank)
        db.executemany("INSERT INTO draft.rank VALUES (?, ?)", ranks)
        kinds = dict(db.execute("SELECT r.n, kind FROM draft.things t JOIN draft.rank r ON r.draft = t.n"))
        db.executemany("INSERT INTO draft.relation_rank VALUES (?, ?)", enumerate(self._numbering.relations))
        db.execute(_RELATIONS)
        self._things(kinds)
        self._facts(kinds)
        for statement in (_STATEMENTS, _OBSERVATIONS, _QUOTATIONS, _MENTIONS, _SERIES, _EVENTS):
            db.execute(statement)

    def count(self) -> None:
        """Counts what is counted once and for all; needs the indexes."""
        for statement in _COUNTED.split(";"):
            self._db.execute(statement)

    def described(self, *, base: str, title: str | None, version: str) -> dict[str, int]:
        """Keeps what the index says of itself; returns how many rows the tables have."""
        counts = {name: int(self._db.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]) for name in _COUNTS}
        told = {"base": base, "title": title or "fintech_kg", "version": version, "counts": json.dumps(counts)}
        told |= {name: json.dumps(self._db.execute(sql).fetchall()) for name, sql in _TOLD.items()}
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(told.items()))
        return counts

    def _things(self, kinds: dict[int, int]) -> None:
        numbering = self._numbering
        ends = [(row[0], row[2]) for row in numbering.facts if row[0] != row[2]]
        arrangement = arranged(ends, [kinds[n] for n in range(len(kinds))])
        self._db.executemany(
            "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (n, *row[:3], numbering.degree[n], numbering.importance[n], *arrangement.of(n), *row[3:], *_point(row[4]))
                for n, *row in self._db.execute(
                    "SELECT r.n, t.id, label, kind, types, same_as, country, concept"
                    " FROM draft.things t JOIN draft.rank r ON r.draft = t.n ORDER BY r.n"
                ).fetchall()
            ),
        )
        for number, (thing, kind, name) in enumerate(self._names()):
            self._db.execute("INSERT INTO names VALUES (?, ?, ?, ?)", (number, thing, name, folded(name)))
            self._db.execute(
                "INSERT INTO words (rowid, name, kind) VALUES (?, ?, ?)", (number, indexed(name), KINDS[kind].value)
            )

    def _names(self) -> Iterator[tuple[int, int, str]]:
        """Thing, kind and name, in the order of things, each's own name first."""
        rows = self._db.execute(
            "SELECT r.n, kind, label, names FROM draft.things t JOIN draft.rank r ON r.draft = t.n ORDER BY r.n"
        ).fetchall()
        for thing, kind, label, names in rows:
            for name in dict.fromkeys([label, *json.loads(names)]):
                yield thing, kind, name

    def _facts(self, kinds: dict[int, int]) -> None:
        ids = [row[0] for row in self._db.execute("SELECT id FROM things ORDER BY n")]
        relations = dict(self._db.execute("SELECT n, name FROM relations"))
        rows: Iterator[tuple[Any, ...]] = (
            (n, digest(f"{ids[s]} {relations[p]} {ids[o]}"), s, p, o, 1 << kinds[s] | 1 << kinds[o], *rest)
            for n, (s, p, o, *rest) in enumerate(self._numbering.facts)
        )
        self._db.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * 13)})", rows)
        self._db.execute(
            "INSERT INTO draft.fact_rank SELECT a.draft, p.draft, b.draft, f.n FROM facts f JOIN draft.rank a ON a.n = f.s"
            " JOIN draft.rank b ON b.n = f.o JOIN draft.relation_rank p ON p.n = f.p"
        )


def _point(same_as: str) -> tuple[float | None, float | None]:
    """Longitude and latitude of a place that the place register knows."""
    if GEONAMES not in same_as:
        return None, None
    known = coordinates()
    return next((known[one][:2] for one in json.loads(same_as) if one in known), (None, None))
