"""Two things in, the shortest way of facts between them out, of the shortest ones the most credible."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from fintech_kg.explorer.answers.facts import first_evidence
from fintech_kg.explorer.answers.filters import Filters
from fintech_kg.explorer.answers.reader import EDGE, EDGES, Json, Reader, readable
from fintech_kg.explorer.index.opened import Index

Ints = npt.NDArray[np.int64]
_ASSERTED = 1
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class _Ways:
    """Each fact twice, from either end: `starts[n]` to `starts[n + 1]` are those of the n-th thing."""

    starts: Ints
    ends: Ints
    facts: Ints
    credit: npt.NDArray[np.float64]


@lru_cache(maxsize=2)
def _ways(index: Index) -> _Ways:
    s, o = (np.frombuffer(index.blob(name), "<i4").astype(np.int64) for name in "so")
    confidence = np.frombuffer(index.blob("confidence"), "<f4").astype(np.float64)
    one, other, facts = np.concatenate([s, o]), np.concatenate([o, s]), np.tile(np.arange(len(s)), 2)
    order = np.lexsort((facts, one))
    starts = np.searchsorted(one[order], np.arange(index.counts["things"] + 1))
    credit = np.log(np.clip(confidence, 1e-6, 1.0))
    return _Ways(starts, other[order], facts[order], credit)


def path(reader: Reader, start: str, end: str, filters: Filters) -> Json:
    """The steps of the way with the sentence of each; `steps` is None, with the reason, where there is no way of twelve steps.

    Only asserted facts count where the filters name no status. Raises Unanswerable (404) for a thing that is not there.
    """
    one, other = reader.thing(start), reader.thing(end)
    if one == other:
        return {"steps": [], "length": 0}
    found = _found(reader, one, other, filters)
    if found is None:
        asserted = filters.statuses in (0, _ASSERTED)
        words = "asserted facts" if asserted and not filters.kinds else "facts that the filters leave"
        return {"steps": None, "reason": f"No chain of up to {_LONGEST} {words} links these two."}
    steps = [_step(reader, number, at) for at, number in found]
    return {"steps": steps, "length": len(steps)}


def _step(reader: Reader, number: int, at: int) -> Json:
    row: tuple[Any, ...] = reader.rows(f"SELECT {EDGE}, f.s, f.o FROM {EDGES} WHERE f.n = ?", (number,))[0]
    edge, s, o = reader.edge(row), row[12], row[13]
    nodes = reader.nodes([s, o])
    forward = s == at
    return {
        "edge": edge,
        "forward": forward,
        "from": nodes[s if forward else o],
        "to": nodes[o if forward else s],
        "readable": readable(nodes[s]["label"], edge["p"], nodes[o]["label"]),
        "evidence": first_evidence(reader, number, s, o),
    }


def _found(reader: Reader, one: int, other: int, filters: Filters) -> list[tuple[int, int]] | None:
    """The way as (thing, fact that leads on from it)."""
    ways, allowed = _ways(reader.index), _allowed(reader, filters)
    things = reader.index.counts["things"]
    best = np.full(things, -np.inf)
    came_by, came_from = np.full(things, -1, np.int64), np.full(things, -1, np.int64)
    reached = np.zeros(things, bool)
    best[one], reached[one] = 0.0, True
    front = np.array([one], np.int64)
    for _ in range(_LONGEST):
        front = _next(ways, allowed, front, reached, best, came_by, came_from)
        if reached[other]:
            return _back(one, other, came_by, came_from)
        if not len(front):
            return None
    return None


def _next(
    ways: _Ways,
    allowed: npt.NDArray[np.bool_],
    front: Ints,
    reached: npt.NDArray[np.bool_],
    best: npt.NDArray[np.float64],
    came_by: Ints,
    came_from: Ints,
) -> Ints:
    """The things one step further, of which each is told the most credible way to it."""
    first, last = ways.starts[front], ways.starts[front + 1]
    sizes = last - first
    at = np.arange(sizes.sum()) + np.repeat(first - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    sources, ends, facts = np.repeat(front, sizes), ways.ends[at], ways.facts[at]
    new = ~reached[ends] & allowed[facts]
    sources, ends, facts = sources[new], ends[new], facts[new]
    credit = best[sources] + ways.credit[facts]
    order = np.lexsort((facts, -credit, ends))
    sources, ends, facts, credit = sources[order], ends[order], facts[order], credit[order]
    top = np.concatenate([[True], ends[1:] != ends[:-1]]) if len(ends) else np.zeros(0, bool)
    found: Ints = ends[top]
    best[found], came_by[found], came_from[found], reached[found] = credit[top], facts[top], sources[top], True
    return found


def _back(one: int, other: int, came_by: Ints, came_from: Ints) -> list[tuple[int, int]]:
    steps, at = list[tuple[int, int]](), other
    while at != one:
        steps.append((int(came_from[at]), int(came_by[at])))
        at = int(came_from[at])
    return steps[::-1]


def _allowed(reader: Reader, filters: Filters) -> npt.NDArray[np.bool_]:
    """By fact, whether a way may take it."""
    index = reader.index
    statuses = np.frombuffer(index.blob("statuses"), "<i4")
    allowed: npt.NDArray[np.bool_] = (statuses & (filters.statuses or _ASSERTED)) != 0
    if filters.of_facts or filters.kinds:
        where, values = filters.facts()
        passing = np.array([row[0] for row in reader.db.execute(f"SELECT n FROM facts f WHERE {where}", values)], np.int64)
        left = np.zeros(len(allowed), bool)
        left[passing] = True
        allowed &= left
    return allowed
