"""How a text stands in the graph, and how numbers and spans are read from it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from rdflib.term import Node

from fintech_kg.graph.write import text

_SPAN = re.compile(r"([0-9]+)-([0-9]+)")


def written(value: str) -> str:
    """The text as a literal carries it: what no RDF file can hold is U+FFFD."""
    return str(text(value))


def span_of(value: str) -> tuple[int, int] | None:
    """`12-34` as its two offsets; None for anything else and for a span that holds nothing."""
    match = _SPAN.fullmatch(value)
    if match is None or int(match[1]) >= int(match[2]):
        return None
    return int(match[1]), int(match[2])


def whole(value: Node | None) -> int | None:
    """A literal of digits as its number."""
    return int(str(value)) if value is not None and re.fullmatch("[0-9]+", str(value)) else None


def number(value: Node | None) -> Decimal | None:
    """A decimal literal as its number."""
    try:
        found = None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None
