"""One thing in, all that the graph says of it out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fintech_kg.explorer.answers.evidence import PASSAGE, Passage, Span, evidence, head_of
from fintech_kg.explorer.answers.reader import EDGE, EDGES, Json, Reader, Unanswerable
from fintech_kg.explorer.answers.search import aliases
from fintech_kg.explorer.details import relation_label
from fintech_kg.explorer.index.schema import KINDS, STATUSES
from fintech_kg.graph.vocabulary import identifier

_MOST_FACTS, _MOST_DOCUMENTS, _MOST_SAYINGS = 200, 100, 100
OBSERVATION = (
    f"ob.measure, ob.value, ob.upper, ob.unit, ob.text, ob.time, ob.status, ob.start, ob.stop, ob.claimed_by, {PASSAGE}"
)
QUOTATION = f"qu.text, qu.start, qu.stop, {PASSAGE}"
_DOCUMENTS = """
SELECT d.id, d.title, d.sources, d.published,
    (SELECT COUNT(*) FROM statements st JOIN facts f ON f.n = st.fact WHERE st.document = d.n AND m.thing IN (f.s, f.o))
    + (SELECT COUNT(*) FROM observations ob WHERE ob.document = d.n AND ob.about = m.thing)
    + (SELECT COUNT(*) FROM quotations qu WHERE qu.document = d.n AND qu.speaker = m.thing)
FROM mentions m JOIN documents d ON d.n = m.document WHERE m.thing = ? ORDER BY d.n LIMIT ?
"""


def thing_by_iri(reader: Reader, given: str) -> Json:
    """The thing of that IRI. Raises Unanswerable (404)."""
    base = reader.index.base
    if not given.startswith(base):
        raise Unanswerable(404, "the graph has nothing with that IRI")
    return thing(reader, identifier(base, given))


def thing(reader: Reader, name: str) -> Json:
    """The thing with its names, facts, documents, figures and quotations. Raises Unanswerable (404)."""
    number = reader.thing(name)
    types, same_as, country, concept, lon, lat, kind = reader.rows(
        "SELECT types, same_as, country, concept, lon, lat, kind FROM things WHERE n = ?", (number,)
    )[0]
    same = json.loads(same_as)
    named = [relation_label(one) for one in json.loads(types)] or [KINDS[kind].value.lower()]
    counts = {
        "facts_of": "SELECT COUNT(*) FROM facts WHERE s = ?1 OR o = ?1",
        "documents_of": "SELECT COUNT(*) FROM mentions WHERE thing = ?1",
        "observations_of": "SELECT COUNT(*) FROM observations WHERE about = ?1",
        "quotations_of": "SELECT COUNT(*) FROM quotations WHERE speaker = ?1",
    }
    return {
        **reader.nodes([number])[number],
        "aliases": aliases(reader, number),
        "same_as": same if concept is None or concept in same else [*same, concept],
        "types": json.loads(types),
        "country": country,
        "description": ", ".join([*named, *([] if country is None else [country])]),
        "coordinates": None if lat is None else {"lat": lat, "lon": lon},
        "facts": _facts(reader, number),
        "documents": [
            {**head_of(row), "mentions": max(row[4], 1)} for row in reader.rows(_DOCUMENTS, (number, _MOST_DOCUMENTS))
        ],
        "observations": _observations(reader, number),
        "quotations": _quotations(reader, number),
        **{name: reader.number(sql, (number,)) for name, sql in counts.items()},
    }


def _facts(reader: Reader, number: int) -> list[Json]:
    rows = reader.rows(
        f"SELECT {EDGE}, f.s, f.o FROM {EDGES} WHERE f.s = ?1 OR f.o = ?1"
        " ORDER BY CASE f.s WHEN ?1 THEN f.o ELSE f.s END, f.n LIMIT ?2",
        (number, _MOST_FACTS),
    )
    nodes = reader.nodes(end for row in rows for end in row[12:14])
    return [
        reader.edge(row)
        | {
            "label": relation_label(reader.index.relations[row[3]]),
            "other": nodes[row[13] if row[12] == number else row[12]],
            "out": row[12] == number,
        }
        for row in rows
    ]


def _observations(reader: Reader, number: int) -> list[Json]:
    rows = reader.rows(
        f"SELECT {OBSERVATION} FROM observations ob JOIN evidence e ON e.n = ob.evidence"
        " WHERE ob.about = ? ORDER BY ob.n LIMIT ?",
        (number, _MOST_SAYINGS),
    )
    return [observation(reader, row) for row in rows]


def observation(reader: Reader, row: Sequence[Any]) -> Json:
    """A figure, from a row that begins as OBSERVATION says; `value` and `upper` are exact decimals as text."""
    measure, value, upper, unit, text, time, status, start, stop, claimed_by = row[:10]
    return {
        "measure": measure,
        "value": value,
        "upper": upper,
        "unit": unit,
        "text": text,
        "time": time,
        "status": STATUSES[status].value,
        "claimed_by": reader.one_node(claimed_by),
        "evidence": evidence(reader, Passage(*row[10:14]), [Span(start, stop, "value")]),
    }


def _quotations(reader: Reader, number: int) -> list[Json]:
    rows = reader.rows(
        f"SELECT {QUOTATION} FROM quotations qu JOIN evidence e ON e.n = qu.evidence"
        " WHERE qu.speaker = ? ORDER BY qu.n LIMIT ?",
        (number, _MOST_SAYINGS),
    )
    return [quotation(reader, row) for row in rows]


def quotation(reader: Reader, row: Sequence[Any]) -> Json:
    """Somebody's words, from a row that begins as QUOTATION says."""
    text, start, stop = row[:3]
    return {"text": text, "evidence": evidence(reader, Passage(*row[3:7]), [Span(start, stop, "quotation")])}
