"""The views beside the picture: facts in time, places on a map, figures that a text gives more than once, quotations."""

from __future__ import annotations

from fintech_kg.explorer.answers.filters import Filters
from fintech_kg.explorer.answers.reader import EDGE, NODE, Json, Reader, readable
from fintech_kg.explorer.answers.things import OBSERVATION, QUOTATION, observation, quotation

_MOST_PLACES, _MOST_SPEAKERS, _MOST_POINTS = 1000, 200, 24


def timeline(reader: Reader, filters: Filters, identifier: str | None, *, limit: int) -> Json:
    """The facts that have a date, in its order. `basis`: the text states it, or it is the day of the document.

    Where there are more than `limit`, those that state a date come first, and of these those of the most important things.
    """
    where, values = filters.facts()
    about = ""
    if identifier is not None:
        number = reader.thing(identifier)
        about, values = "AND (f.s = ? OR f.o = ?)", [*values, number, number]
    dated = f"events d CROSS JOIN facts f ON f.n = d.fact WHERE {where} {about}"
    if identifier is not None:
        dated = f"facts f JOIN events d ON d.fact = f.n WHERE {where} {about}"
    rows = reader.rows(
        f"""SELECT {EDGE}, a.label, b.label, w.day, w.stated
        FROM (SELECT d.n AS place, d.fact, d.day, d.stated FROM {dated} ORDER BY d.n LIMIT ?) w
        JOIN facts f ON f.n = w.fact JOIN things a ON a.n = f.s JOIN things b ON b.n = f.o ORDER BY w.place""",
        [*values, limit],
    )
    events = [
        {
            "date": row[14],
            "basis": "stated" if row[15] else "published",
            "edge": reader.edge(row),
            "readable": readable(row[12], reader.index.relations[row[3]], row[13]),
        }
        for row in sorted(rows, key=lambda one: (one[14], one[0]))
    ]
    every = identifier is None and filters == Filters()
    of = reader.index.counts["events"] if every else reader.number(f"SELECT COUNT(*) FROM {dated}", values)
    return {"events": events, "of": of}


def places(reader: Reader, filters: Filters) -> Json:
    """The places whose coordinates the place register knows, with how many facts of the filters each has."""
    where, values = filters.facts()
    known, kinds = "SELECT n FROM things WHERE lat IS NOT NULL", filters.things()
    ends = " UNION ALL ".join(f"SELECT {end} AS n FROM facts f WHERE {end} IN ({known}) AND {where}" for end in "so")
    rows = reader.rows(
        f"""SELECT {NODE}, t.lat, t.lon, c.facts FROM (SELECT n, COUNT(*) AS facts FROM ({ends}) GROUP BY n) c
        JOIN things t ON t.n = c.n WHERE {kinds[0]} ORDER BY t.n LIMIT ?""",
        [*values, *values, *kinds[1], _MOST_PLACES],
    )
    told = [{"node": reader.node(row), "lat": row[9], "lon": row[10], "facts": row[11]} for row in rows]
    return {"places": told, "outlines": "api/outlines"}


def measures(reader: Reader, identifier: str | None, *, limit: int) -> Json:
    """The measures of things that have several values, those with most points in time first."""
    where, values = ("1", list[object]())
    if identifier is not None:
        where, values = "about = ?", [reader.thing(identifier)]
    series = reader.rows(f"SELECT about, measure, unit FROM series WHERE {where} ORDER BY n LIMIT ?", [*values, limit])
    nodes = reader.nodes(row[0] for row in series)
    told = [
        {"thing": nodes[about], "measure": measure, "unit": unit, "points": _points(reader, about, measure, unit)}
        for about, measure, unit in series
    ]
    return {"measures": told, "of": reader.number(f"SELECT COUNT(*) FROM series WHERE {where}", values)}


def _points(reader: Reader, about: int, measure: str, unit: str | None) -> list[Json]:
    rows = reader.rows(
        f"""SELECT {OBSERVATION} FROM observations ob JOIN evidence e ON e.n = ob.evidence
        WHERE ob.about = ? AND ob.measure = ? AND ob.unit IS ? ORDER BY ob.time IS NULL, ob.time, ob.n LIMIT ?""",
        (about, measure, unit, _MOST_POINTS),
    )
    return [observation(reader, row) for row in rows]


def quotations(reader: Reader, speaker: str | None, *, limit: int, offset: int) -> Json:
    """Who is quoted how often, and the quotations, of one speaker where one is named."""
    where, values = ("1", list[object]())
    if speaker is not None:
        where, values = "qu.speaker = ?", [reader.thing(speaker)]
    counts = reader.rows(
        "SELECT speaker, COUNT(*) FROM quotations WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY 2 DESC, 1 LIMIT ?",
        (_MOST_SPEAKERS,),
    )
    rows = reader.rows(
        f"""SELECT {QUOTATION}, qu.speaker FROM quotations qu JOIN evidence e ON e.n = qu.evidence
        WHERE {where} ORDER BY qu.speaker IS NULL, qu.speaker, qu.n LIMIT ? OFFSET ?""",
        [*values, limit, offset],
    )
    nodes = reader.nodes([n for n, _ in counts] + [row[7] for row in rows if row[7] is not None])
    return {
        "speakers": [{"thing": nodes[n], "count": count} for n, count in counts],
        "quotations": [quotation(reader, row) | {"speaker": nodes.get(row[7])} for row in rows],
        "of": reader.number(f"SELECT COUNT(*) FROM quotations qu WHERE {where}", values),
    }
