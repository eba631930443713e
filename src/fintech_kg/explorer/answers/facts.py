"""One fact in, its statements with their evidence out; and facts as the rows of a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fintech_kg.explorer.answers.evidence import PASSAGE, Passage, Span, evidence
from fintech_kg.explorer.answers.filters import Filters
from fintech_kg.explorer.answers.reader import EDGE, EDGES, Json, Reader, Unanswerable, readable
from fintech_kg.explorer.answers.reasons import reason
from fintech_kg.explorer.details import relation_label
from fintech_kg.explorer.index.schema import STATUSES

_MOST_STATEMENTS = 100
_STATEMENT = (
    f"st.fact, st.status, st.confidence, st.rule, st.spans, st.claimed_by, st.qualifiers, st.stated_s, st.stated_o, {PASSAGE}"
)
_STATEMENTS = "statements st JOIN evidence e ON e.n = st.evidence"
_SORTS = {
    "importance": "f.n",
    "subject": "a.label COLLATE NOCASE, f.n",
    "relation": "f.p, f.n",
    "object": "b.label COLLATE NOCASE, f.n",
    "status": "f.status, f.n",
    "confidence": "f.confidence DESC, f.n",
    "statements": "f.statements DESC, f.n",
    "date": "f.first IS NULL, f.first, f.n",
}

_SORTED_BY = {"subject": "JOIN things a ON a.n = f.s", "object": "JOIN things b ON b.n = f.o"}


def fact(reader: Reader, subject: str, predicate: str, object_: str) -> Json:
    """The fact with its ends and up to a hundred of its statements, the best first. Raises Unanswerable (404)."""
    s, o = reader.thing(subject), reader.thing(object_)
    if predicate not in reader.index.relations:
        raise Unanswerable(404, "the graph has no such relation")
    p = reader.index.relations.index(predicate)
    row = reader.db.execute(f"SELECT {EDGE} FROM {EDGES} WHERE f.s = ? AND f.o = ? AND f.p = ?", (s, o, p)).fetchone()
    if row is None:
        raise Unanswerable(404, "the graph has no such fact")
    ends = reader.nodes([s, o])
    return reader.edge(row) | {
        "subject": ends[s],
        "object": ends[o],
        "label": relation_label(predicate),
        "readable": readable(ends[s]["label"], predicate, ends[o]["label"]),
        "statements": statements(reader, row[0], s, o),
        "statements_of": row[8],
    }


def statements(reader: Reader, number: int, s: int, o: int, *, limit: int = _MOST_STATEMENTS) -> list[Json]:
    """A fact's statements by its number and those of its ends, the best status first."""
    rows = reader.rows(f"SELECT {_STATEMENT} FROM {_STATEMENTS} WHERE st.fact = ? ORDER BY st.n LIMIT ?", (number, limit))
    claimants = reader.nodes(row[5] for row in rows if row[5] is not None)
    names = {end: _names(reader, end) for end in {s, o}} if rows else {}
    return [
        {
            "status": STATUSES[row[1]].value,
            "confidence": float(row[2]),
            "rule": row[3],
            "why": reason(row[3]),
            "qualifiers": _qualifiers(row[6]),
            "claimed_by": None if row[5] is None else claimants[row[5]],
            "evidence": _evidence(reader, row, (names[s], names[o])),
        }
        for row in rows
    ]


def first_evidence(reader: Reader, number: int, s: int, o: int) -> Json | None:
    """The evidence of a fact's best statement."""
    said = statements(reader, number, s, o, limit=1)
    return said[0]["evidence"] if said else None


def rows(reader: Reader, filters: Filters, sort: str, *, limit: int, offset: int) -> Json:
    """Facts with their ends and the first sentence of each. Raises Unanswerable (400) for an order that there is not."""
    by = sort.removeprefix("-")
    if by not in _SORTS:
        raise Unanswerable(400, f"the table can be sorted by {', '.join(_SORTS)}")
    order = ", ".join(_turned(part) for part in _SORTS[by].split(", ")) if sort.startswith("-") else _SORTS[by]
    where, values = filters.facts()
    wanted = f"""SELECT row_number() OVER (ORDER BY {order}) AS place, f.n AS fact FROM facts f {_SORTED_BY.get(by, "")}
        WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"""
    found = reader.rows(
        f"SELECT {EDGE}, f.s, f.o FROM ({wanted}) w JOIN facts f ON f.n = w.fact"
        " JOIN things a ON a.n = f.s JOIN things b ON b.n = f.o ORDER BY w.place",
        [*values, limit, offset],
    )
    ends = reader.nodes(end for row in found for end in row[12:14])
    told = [
        reader.edge(row)
        | {
            "subject": ends[row[12]],
            "object": ends[row[13]],
            "label": relation_label(reader.index.relations[row[3]]),
            "sentence": _sentence(reader, row[0]),
        }
        for row in found
    ]
    return {"rows": told, "of": reader.count_facts(filters)}


def _turned(part: str) -> str:
    return part.removesuffix(" DESC") if part.endswith(" DESC") else f"{part} DESC"


def _sentence(reader: Reader, number: int) -> str:
    """The sentence of a fact's best statement."""
    row = reader.db.execute(
        f"SELECT {PASSAGE} FROM {_STATEMENTS} WHERE st.fact = ? ORDER BY st.n LIMIT 1", (number,)
    ).fetchone()
    if row is None:
        return ""
    kept = reader.index.text(row[0]) if row[3] is None else None
    return str(row[3] if kept is None else kept.text[row[1] : row[2]])


def _names(reader: Reader, thing: int) -> tuple[str, ...]:
    return tuple(row[0] for row in reader.rows("SELECT name FROM names WHERE thing = ? ORDER BY n", (thing,)))


def _qualifiers(kept: str) -> dict[str, str]:
    """By name; several texts of one name stand side by side."""
    found: dict[str, str] = {}
    for name, text in json.loads(kept):
        found[name] = f"{found[name]}; {text}" if name in found else text
    return found


def _evidence(reader: Reader, row: Sequence[Any], names: tuple[Sequence[str], Sequence[str]]) -> Json:
    spans = json.loads(row[4])
    passage = Passage(*row[9:13])
    roles = ("subject", "trigger", "object")
    marked = [Span(spans[at], spans[at + 1], role) for at, role in zip((0, 2, 4), roles, strict=True)]
    kept = reader.index.text(passage.document)
    stood_for: Sequence[str] = ()
    for span, named in ((marked[0], names[0]), (marked[2], names[1])):
        if kept is not None and not _names_it(kept.text[span.start : span.end], named):
            stood_for = named
    return evidence(reader, passage, marked, antecedents=stood_for)


def _names_it(words: str, names: Sequence[str]) -> bool:
    """Whether the words are a name of the thing, a part of one or hold one; a pronoun or `the company` is none."""
    told = words.casefold().removesuffix("'s").removesuffix("’s")
    return (
        any(told in name.casefold() or name.casefold() in told for name in names)
        if len(told) > 3
        else told in {name.casefold() for name in names}
    )
