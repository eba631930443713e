"""From the draft of an index to the final order of its things and facts, by importance, and to what each fact comes to."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from fintech_kg.assembly import facts_from
from fintech_kg.explorer.index.schema import STATUSES
from fintech_kg.model import Evidence, Statement

Key = tuple[int, int, int]
_MOST_DOCUMENTS = 5


@dataclass(frozen=True, slots=True)
class Numbering:
    """`rank[draft number]` is a thing's number, from 0, the most important first; `degree` and `importance` are by rank."""

    rank: tuple[int, ...]
    degree: tuple[int, ...]
    importance: tuple[float, ...]
    facts: tuple[tuple[Any, ...], ...]
    """By number: s, p, o (numbers), status, statuses, confidence, statements, documents, first, last."""
    relations: tuple[int, ...]
    """By a relation's draft number its number, those with most facts first."""


def numbered(db: sqlite3.Connection, copies: Mapping[str, str]) -> Numbering:
    """The order of things and facts. Facts come by their less important end, then by the other, then by their relation."""
    drafts = [row[0] for row in db.execute("SELECT id FROM draft.things ORDER BY n")]
    facts = list(_facts(db, copies))
    asserted, neighbours = _neighbours(facts, len(drafts), asserted=True), _neighbours(facts, len(drafts), asserted=False)
    told = _told(db, facts)
    order = sorted(range(len(drafts)), key=lambda n: (-asserted[n], -neighbours[n], -told[0][n], -told[1][n], drafts[n]))
    rank = [0] * len(drafts)
    for number, one in enumerate(order):
        rank[one] = number
    most = max((asserted[n] + neighbours[n] for n in order), default=0) or 1
    relations = _relations(db, facts)
    moved = [(rank[s], relations[p], rank[o], *rest) for s, p, o, *rest in facts]
    moved.sort(key=lambda row: (max(row[0], row[2]), min(row[0], row[2]), row[1], row[0]))
    return Numbering(
        tuple(rank),
        tuple(neighbours[n] for n in order),
        tuple(round(((asserted[n] + neighbours[n]) / most) ** 0.5, 4) for n in order),
        tuple(moved),
        tuple(relations),
    )


def _relations(db: sqlite3.Connection, facts: list[tuple[Any, ...]]) -> list[int]:
    """By a relation's draft number its number."""
    names = [row[0] for row in db.execute("SELECT name FROM draft.relations ORDER BY n")]
    counts = Counter(fact[1] for fact in facts)
    order = sorted(range(len(names)), key=lambda n: (-counts[n], names[n]))
    numbers = [0] * len(names)
    for number, one in enumerate(order):
        numbers[one] = number
    return numbers


def _facts(db: sqlite3.Connection, copies: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    rows = db.execute(
        "SELECT s, p, o, status, confidence, d.id, quote, low, high"
        " FROM draft.statements t JOIN documents d ON d.n = t.document"
        " ORDER BY s, p, o, status, d.id, t.evidence, t.n"
    )
    for key, group in groupby(rows, key=lambda row: row[:3]):
        said = list(group)
        status = said[0][3]
        lows, highs = [row[7] for row in said if row[7]], [row[8] for row in said if row[8]]
        yield (
            *key,
            status,
            sum({1 << row[3] for row in said}),
            _confidence([row for row in said if row[3] == status], copies),
            len(said),
            " ".join(list(dict.fromkeys(row[5] for row in said))[:_MOST_DOCUMENTS]),
            min(lows, default=None),
            max(highs, default=None),
        )


def _confidence(said: list[tuple[Any, ...]], copies: Mapping[str, str]) -> float:
    """What assembly makes of the confidence of several statements."""
    if len(said) == 1:
        return float(said[0][4])
    nowhere = (0, 0)
    statements = (
        (
            ("", "", ""),
            Statement(
                "",
                "",
                "",
                STATUSES[row[3]],
                (),
                Evidence(row[5], at, at, row[6]),
                "",
                Decimal(row[4]),
                nowhere,
                nowhere,
                nowhere,
            ),
        )
        for at, row in enumerate(said)
    )
    return float(next(iter(facts_from(statements, copies))).confidence)


def _neighbours(facts: list[tuple[Any, ...]], things: int, *, asserted: bool) -> list[int]:
    pairs = {(min(one[0], one[2]), max(one[0], one[2])) for one in facts if one[0] != one[2] and not (asserted and one[3] != 0)}
    found = [0] * things
    for one, other in pairs:
        found[one] += 1
        found[other] += 1
    return found


def _told(db: sqlite3.Connection, facts: list[tuple[Any, ...]]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """How many statements a thing has, and how often it is spoken of otherwise."""
    statements: dict[int, int] = defaultdict(int)
    for one in facts:
        for end in {one[0], one[2]}:
            statements[end] += one[6]
    spoken: Counter[int] = Counter()
    for table, column in (("mentions", "thing"), ("observations", "about"), ("quotations", "speaker")):
        spoken.update(dict(db.execute(f"SELECT {column}, COUNT(*) FROM draft.{table} WHERE {column} IS NOT NULL GROUP BY 1")))
    return statements, spoken
