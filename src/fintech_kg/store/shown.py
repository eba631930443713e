"""Answers for people and notebooks: from an Answer to an HTML table, to a data frame, and to what it names in the graph."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from rdflib import URIRef

from fintech_kg.errors import MissingExtra, RunError
from fintech_kg.graph import Named
from fintech_kg.visible import visible

if TYPE_CHECKING:
    import pandas as pd
    from rdflib import Graph

_MOST_ROWS = 100


def html_table(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
    """The first rows as an HTML table, in which no text is markup; the number of those left out stands below."""
    head = "".join(f"<th>{_cell(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in rows[:_MOST_ROWS])
    more = f"<p>{len(rows) - _MOST_ROWS:,} more rows</p>" if len(rows) > _MOST_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def html_text(text: str) -> str:
    """The text as it stands, lines and all."""
    return f"<pre>{escape(text)}</pre>"


def data_frame(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> pd.DataFrame:
    """A column of texts for each variable; what a row does not bind is None. Raises MissingExtra without pandas."""
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtra("a data frame", "pandas", "notebook") from error
    return pd.DataFrame([tuple(row) for row in rows], columns=list(columns), dtype=object)


def named_by(columns: Sequence[str], rows: Sequence[Sequence[str | None]], graph: Graph | None) -> Named:
    """What an answer names: each cell of a row; of a graph its triples and their subjects.

    Raises RunError for an answer of yes or no.
    """
    if graph is not None:
        triples = frozenset((str(s), str(p), str(o)) for s, p, o in graph if isinstance(o, URIRef))
        return Named(nodes=frozenset(str(subject) for subject in graph.subjects()), triples=triples)
    if not columns:
        raise RunError("an ASK names nothing; give a SELECT whose rows name things, or a CONSTRUCT")
    return Named(things=frozenset(value for row in rows for value in row if value is not None))


def _cell(value: str | None) -> str:
    return "" if value is None else escape(visible(value))
