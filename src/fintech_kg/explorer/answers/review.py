"""The pairs that may be one thing, each with its evidence and what people have decided about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fintech_kg.assembly import Decision, Ledger
from fintech_kg.explorer.answers.evidence import PASSAGE, Passage, evidence
from fintech_kg.explorer.answers.reader import Json, Reader, Unanswerable
from fintech_kg.explorer.index.schema import KINDS
from fintech_kg.graph.vocabulary import iri

_MOST_PASSAGES = 3
_PAIR = "one, other, names, reasons, evidence"
_SAYING = f"""
SELECT DISTINCT {PASSAGE} FROM evidence e WHERE e.n IN (
    SELECT st.evidence FROM facts f JOIN statements st ON st.fact = f.n WHERE f.s = ?1 OR f.o = ?1
    UNION SELECT evidence FROM observations WHERE about = ?1 UNION SELECT evidence FROM quotations WHERE speaker = ?1
) ORDER BY e.n LIMIT ?2
"""


def review(reader: Reader, ledger: Ledger | None, *, limit: int, offset: int) -> Json:
    """The pairs in the order of the build's report; without a ledger nothing can be decided."""
    rows = reader.rows(f"SELECT {_PAIR} FROM pairs ORDER BY n LIMIT ? OFFSET ?", (limit, offset))
    decisions: Mapping[tuple[str, str], Decision] = {} if ledger is None else ledger.decisions
    pairs = [_pair(reader, row, decisions) for row in rows]
    return {"pairs": pairs, "of": reader.index.counts["pairs"], "writable": ledger is not None}


def pair(reader: Reader, one: str, other: str, ledger: Ledger) -> Json:
    """One pair. Raises Unanswerable (404) where it is not in the list."""
    rows = reader.rows(f"SELECT {_PAIR} FROM pairs WHERE (one = ?1 AND other = ?2) OR (one = ?2 AND other = ?1)", (one, other))
    if not rows:
        raise Unanswerable(404, "these two are not in the list to review")
    return _pair(reader, rows[0], ledger.decisions)


def names_of(reader: Reader, one: str, other: str) -> tuple[str, str]:
    """The names of the two of a pair, in the order given. Raises Unanswerable (404)."""
    told = pair(reader, one, other, Ledger())
    labels = {told[side]["id"]: told[side]["label"] for side in ("left", "right")}
    return labels[one], labels[other]


def _pair(reader: Reader, row: tuple[Any, ...], decisions: Mapping[tuple[str, str], Decision]) -> Json:
    one, other, names, reasons, passages = row[0], row[1], *map(json.loads, row[2:5])
    decision = decisions.get((min(one, other), max(one, other)))
    return {
        "left": _node(reader, one, names[0]),
        "right": _node(reader, other, names[1]),
        "reasons": reasons,
        "decision": None
        if decision is None
        else {"decision": decision.verdict.value, "who": decision.who, "why": decision.why, "date": decision.date},
        "left_evidence": _evidence(reader, one, passages[0]),
        "right_evidence": _evidence(reader, other, passages[1]),
    }


def _node(reader: Reader, identifier: str, name: str) -> Json:
    """The thing; where the graph has none by itself, as another swallowed it, what the report knows of it."""
    try:
        return reader.one_node(reader.thing(identifier)) or {}
    except Unanswerable:
        kind = next((kind.value for kind in KINDS if identifier.startswith(f"{kind.value.lower()}/")), KINDS[0].value)
        told = {"id": identifier, "iri": str(iri(reader.index.base, identifier)), "label": name, "kind": kind}
        return {**told, "degree": 0, "importance": 0.0, "community": -1, "x": 0.0, "y": 0.0, "missing": True}


def _evidence(reader: Reader, identifier: str, kept: list[Any] | None) -> list[Json]:
    """The passage of the report, then others that say something of the thing; three at most."""
    found = [] if kept is None else [Passage(kept[0], kept[1], kept[2], None)]
    row = reader.db.execute("SELECT n FROM things WHERE id = ?", (identifier,)).fetchone()
    if row is not None:
        said = [Passage(*one) for one in reader.rows(_SAYING, (row[0], _MOST_PASSAGES))]
        found += [one for one in said if one[:3] not in {other[:3] for other in found}]
    return [evidence(reader, one) for one in found[:_MOST_PASSAGES]]
