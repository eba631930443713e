"""Tables: from Facts to rows with typed columns, for CSV here and for databases next door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from fintech_kg.exports.characters import carried, guarded, listed, symbol
from fintech_kg.exports.pieces import csv_lines, in_utf8
from fintech_kg.exports.rows import nodes_of
from fintech_kg.exports.source import Files, Source
from fintech_kg.model import Fact, Facts, Observation, Quotation, Statement

Cell = str | int | float | None
Row = tuple[Cell, ...]


class Type(StrEnum):
    """What a column holds; the value is its name in SQL."""

    TEXT = "VARCHAR"
    WHOLE = "BIGINT"
    REAL = "DOUBLE"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns with their types, and how its rows come from facts. Its first column is its key."""

    name: str
    columns: Mapping[str, Type]
    rows: Callable[[Facts], Iterator[Row]]


_PLACE = {"sentence": Type.TEXT, "document": Type.TEXT, "start": Type.WHOLE, "end": Type.WHOLE}


def _nodes(facts: Facts) -> Iterator[Row]:
    for one in nodes_of(facts):
        yield one.id, one.label, one.kind, listed(one.types), listed(one.names), one.country, listed(one.same_as)


def _edges(facts: Facts) -> Iterator[Row]:
    for fact in facts.facts:
        for statement in fact.statements:
            yield _edge(fact, statement)


def _edge(fact: Fact, one: Statement) -> Row:
    qualifiers = {name: carried(text) for name, text in one.qualifiers}
    return (
        one.id, symbol(fact.subject), one.predicate, symbol(fact.object), one.status.value, float(one.confidence),
        qualifiers.get("role", ""), qualifiers.get("amount", ""), qualifiers.get("time", ""), _symbol(one.claimed_by),
        carried(one.evidence.quote), one.evidence.document, one.evidence.start, one.evidence.end,
    )  # fmt: skip


def _observations(facts: Facts) -> Iterator[Row]:
    for one in facts.observations:
        yield _observation(one)


def _observation(one: Observation) -> Row:
    value = one.value
    return (
        one.id, _symbol(one.about), carried(one.measure), _number(value.number), _number(value.upper),
        carried(value.unit or ""), carried(value.text), carried(one.time or ""), one.status.value, _symbol(one.claimed_by),
        carried(one.evidence.quote), one.evidence.document, one.evidence.start, one.evidence.end,
    )  # fmt: skip


def _quotations(facts: Facts) -> Iterator[Row]:
    for one in facts.quotations:
        yield _quotation(one)


def _quotation(one: Quotation) -> Row:
    where = one.evidence
    return one.id, _symbol(one.speaker), carried(one.text), carried(where.quote), where.document, where.start, where.end


def _documents(facts: Facts) -> Iterator[Row]:
    names = dict(facts.sources)
    for one in facts.documents:
        told = (one.title, one.published, one.language, one.author, one.site)
        sources = listed(carried(name) for name in names.get(one.id, (one.source,)))
        yield one.id, sources, one.media_type, *(carried(text or "") for text in told)


def _mentions(facts: Facts) -> Iterator[Row]:
    for document, entity in facts.mentions:
        yield document, symbol(entity)


TABLES = (
    Table("nodes", dict.fromkeys(("id", "label", "kind", "types", "names", "country", "same_as"), Type.TEXT), _nodes),
    Table(
        "edges",
        {
            **dict.fromkeys(("statement", "subject", "relation", "object", "status"), Type.TEXT),
            "confidence": Type.REAL,
            **dict.fromkeys(("role", "amount", "time", "claimed_by"), Type.TEXT),
            **_PLACE,
        },
        _edges,
    ),
    Table(
        "observations",
        {
            **dict.fromkeys(("observation", "about", "measure"), Type.TEXT),
            "value": Type.TEXT,
            "upper": Type.TEXT,
            **dict.fromkeys(("unit", "amount", "time", "status", "claimed_by"), Type.TEXT),
            **_PLACE,
        },
        _observations,
    ),
    Table("quotations", {"quotation": Type.TEXT, "speaker": Type.TEXT, "words": Type.TEXT, **_PLACE}, _quotations),
    Table(
        "documents",
        dict.fromkeys(("document", "sources", "format", "title", "published", "language", "author", "site"), Type.TEXT),
        _documents,
    ),
    Table("mentions", {"document": Type.TEXT, "entity": Type.TEXT}, _mentions),
)
"""Cells that hold several texts part them by `|` (see `listed`). Values of observations are decimal numbers as texts, exact."""


def csv_tables(source: Source, *, for_spreadsheets: bool = False) -> Files:
    """Each table as RFC 4180 has it, in UTF-8.

    For spreadsheets it begins with a byte order mark, and a cell that they would take for a formula with an apostrophe.
    """
    return {f"{one.name}.csv": _csv(one, one.rows(source.facts), for_spreadsheets) for one in TABLES}


def created(table: Table, types: Mapping[Type, str]) -> str:
    """The SQL that makes a table."""
    columns = ", ".join(f'"{name}" {types[kind]}' for name, kind in table.columns.items())
    return f'CREATE TABLE "{table.name}" ({columns})'


def _csv(table: Table, rows: Iterable[Row], for_spreadsheets: bool) -> Iterator[bytes]:
    written = ([_written(cell, for_spreadsheets) for cell in row] for row in rows)
    mark = ["\ufeff"] if for_spreadsheets else []
    return in_utf8(chain(mark, csv_lines(tuple(table.columns), written)))


def _written(cell: Cell, for_spreadsheets: bool) -> str:
    if isinstance(cell, str):
        return guarded(cell) if for_spreadsheets else cell
    return "" if cell is None else str(cell)


def _symbol(identifier: str | None) -> str:
    return "" if identifier is None else symbol(identifier)


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
