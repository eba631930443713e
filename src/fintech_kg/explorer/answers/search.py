"""What somebody types, to the things whose names or aliases it may mean; and what there is to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Any

from fintech_kg.explorer.answers.filters import Filters, marks
from fintech_kg.explorer.answers.reader import EDGES, LINE, Json, Reader
from fintech_kg.explorer.answers.slips import slipped
from fintech_kg.explorer.index.names import beginning_with, folded, with_all, words_of
from fintech_kg.explorer.index.schema import KINDS
from fintech_kg.model import Kind

_MOST_FACTS = 5000
_ALIASES = 6
_ENOUGH = 3  # things found as typed from which on nothing is looked for that is only similar
_MOST_SIMILAR = 8


def search(reader: Reader, typed: str, kinds: Sequence[Kind], limit: int) -> Json:
    """The best things first: names that are what was typed, that begin so, that hold its words, that hold its letters.

    Within each the most important first; for nothing typed, the most important of all. Where that is little, names follow that
    are `similar`: what was typed but for a slip or two.
    """
    found = _first(_found(reader, typed, kinds), limit)
    exact = set(found)
    if len(found) < min(limit, _ENOUGH):
        found |= _first(_slipped(reader, typed, kinds, exact), min(limit - len(found), _MOST_SIMILAR))
    nodes = reader.nodes(found)
    told = [(n, {"matched": name, "similar": n not in exact}) for n, name in found.items()]
    return {"things": [nodes[n] | more | {"aliases": aliases(reader, n)[:_ALIASES]} for n, more in told]}


def _first(pairs: Iterator[tuple[int, str]], limit: int) -> dict[int, str]:
    """So many things, each with the first of its names."""
    found: dict[int, str] = {}
    for thing, name in pairs:
        found.setdefault(thing, name)
        if len(found) == limit:
            break
    return found


def aliases(reader: Reader, thing: int) -> list[str]:
    """The names of a thing besides its own."""
    return [row[0] for row in reader.rows("SELECT name FROM names WHERE thing = ? ORDER BY n LIMIT -1 OFFSET 1", (thing,))]


def _found(reader: Reader, typed: str, kinds: Sequence[Kind]) -> Iterator[tuple[int, str]]:
    db, words, whole, among = reader.db, words_of(typed), folded(typed), _among(kinds)
    if not words and not kinds:
        yield from db.execute("SELECT n, label FROM things ORDER BY n")
        return
    if not words:
        yield from _matching(reader, among.removeprefix(" AND "))
        return
    own = (
        f"SELECT n.thing, n.name FROM names n JOIN things t ON t.n = n.thing WHERE n.folded = ? {_of_kinds(kinds)} ORDER BY n.n"
    )
    yield from db.execute(own, [whole, *map(KINDS.index, kinds)])
    for expression in (beginning_with(words), with_all(words)):
        yield from _matching(reader, f"name : ({expression}){among}")
    if len(whole) > 2:
        held = f"""SELECT n.thing, n.name FROM names n JOIN things t ON t.n = n.thing
            WHERE instr(n.folded, ?) > 0 {_of_kinds(kinds)} ORDER BY n.n"""
        yield from db.execute(held, [whole, *map(KINDS.index, kinds)])


def _slipped(reader: Reader, typed: str, kinds: Sequence[Kind], known: Set[int]) -> Iterator[tuple[int, str]]:
    words = words_of(typed)
    for expression in slipped(reader.index, words) if words else ():
        for thing, name in _matching(reader, f"name : ({expression}){_among(kinds)}"):
            if thing not in known:
                yield thing, name


def _among(kinds: Sequence[Kind]) -> str:
    """What to add to an FTS5 expression, so that it finds things of these kinds alone."""
    return " AND kind : (" + " OR ".join(f'"{kind.value}"' for kind in kinds) + ")" if kinds else ""


def _matching(reader: Reader, expression: str) -> Iterator[tuple[int, str]]:
    return reader.db.execute(
        "SELECT n.thing, n.name FROM words w JOIN names n ON n.n = w.rowid WHERE words MATCH ? ORDER BY w.rowid", (expression,)
    )


def _of_kinds(kinds: Sequence[Kind]) -> str:
    return f"AND t.kind IN ({marks(kinds)})" if kinds else ""


def overview(reader: Reader, filters: Filters, limit: int) -> Json:
    """The most important things that the filters leave, and the facts among them."""
    where, values = filters.facts()
    if filters.of_facts:
        numbers, things = _with_facts(reader, filters, limit)
    else:
        kinds, of_kinds = filters.things()
        numbers = [
            row[0] for row in reader.rows(f"SELECT n FROM things t WHERE {kinds} ORDER BY n LIMIT ?", [*of_kinds, limit])
        ]
        things = reader.number(f"SELECT COUNT(*) FROM things t WHERE {kinds}", of_kinds)
    facts = reader.count_facts(filters)
    edges = reader.among(numbers, where, values, limit=_MOST_FACTS)
    return {"nodes": list(reader.nodes(numbers).values()), "edges": edges, "of": {"things": things, "facts": facts}}


def _with_facts(reader: Reader, filters: Filters, limit: int) -> tuple[list[int], int]:
    """The most important things that have facts which the filters leave, and how many there are."""
    where, values = filters.facts()
    found: set[int] = set()
    for ends in reader.db.execute(f"SELECT s, o FROM facts f WHERE {where} ORDER BY n", values):
        more = {*ends} - found
        if len(found) + len(more) > limit:
            break
        found |= more
    both = f"SELECT s FROM facts f WHERE {where} UNION SELECT o FROM facts f WHERE {where}"
    return sorted(found), reader.number(f"SELECT COUNT(*) FROM ({both})", [*values, *values])


def neighbours(reader: Reader, identifier: str, filters: Filters, limit: int, offset: int, *, among: bool = False) -> Json:
    """The things next to one, the most important first, with all facts between it and them, or `among` all of these."""
    thing = reader.thing(identifier)
    where, values = filters.facts()
    ends = (("s", "o"), ("o", "s"))
    next_to = " UNION ".join(f"SELECT {other} AS n FROM facts f WHERE {end} = ? AND o <> s AND {where}" for end, other in ends)
    both: list[Any] = [thing, *values, thing, *values]
    shown = [row[0] for row in reader.rows(f"{next_to} ORDER BY 1 LIMIT ? OFFSET ?", [*both, limit, offset])]
    of = reader.number(f"SELECT COUNT(*) FROM ({next_to})", both)
    others = set(shown) | {thing}
    if among:
        edges = reader.among(others, where, values, limit=_MOST_FACTS)
    else:
        sql = f"SELECT {LINE}, f.s, f.o FROM {EDGES} WHERE (f.s = ? OR f.o = ?) AND {where} ORDER BY f.n"
        rows = reader.rows(sql, [thing, thing, *values])
        edges = [reader.line(row) for row in rows if row[10] in others and row[11] in others][:_MOST_FACTS]
    return {"nodes": list(reader.nodes(others).values()), "edges": edges, "shown": len(shown), "of": of}


def between(reader: Reader, identifiers: Sequence[str], filters: Filters) -> Json:
    """The things of which there are any, and the facts among them."""
    numbers = [row[0] for one in identifiers for row in reader.rows("SELECT n FROM things WHERE id = ?", (one,))]
    where, values = filters.facts()
    edges = reader.among(numbers, where, values, limit=_MOST_FACTS)
    return {"nodes": list(reader.nodes(numbers).values()), "edges": edges}
