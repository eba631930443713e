"""From SPARQL to an Answer. Reads only: nothing is changed, fetched or loaded."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import Dataset, Graph, Literal
from rdflib.query import Result

from fintech_kg.errors import BadQuery, reason_of
from fintech_kg.graph import Named
from fintech_kg.store.shown import data_frame, html_table, html_text, named_by

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a SELECT with their columns, the truth of an ASK, or the graph of a CONSTRUCT or DESCRIBE."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | None, ...], ...] = ()
    truth: bool | None = None
    graph: Graph | None = None
    sparql_json: str = field(default="", repr=False)

    def as_csv(self) -> str:
        """The rows as CSV (SPARQL 1.1 Query Results CSV: values without types)."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(["" if value is None else value for value in row] for row in self.rows)
        return stream.getvalue()

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas data frame of texts. Raises MissingExtra without pandas, an extra (`notebook`)."""
        return data_frame(self.columns, self.rows)

    def names(self) -> Named:
        """What the answer names, for a part of the graph. Raises RunError for an ASK."""
        return named_by(self.columns, self.rows, self.graph)

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows as a table, the truth, or the graph as Turtle."""
        if self.graph is not None:
            return html_text(self.as_turtle())
        return html_table(self.columns, self.rows) if self.truth is None else html_text("yes" if self.truth else "no")

    def as_turtle(self) -> str:
        """The graph as Turtle; empty for other answers."""
        return "" if self.graph is None else str(self.graph.serialize(format="turtle"))


def ask(dataset: Dataset, sparql: str, *, bindings: Mapping[str, str] | None = None) -> Answer:
    """The answer to a query over the union of the named graphs; the dataset's own prefixes are known.

    `bindings` gives variables plain literals as values, so that no text becomes part of a query.
    Raises BadQuery where the query does not parse, fails, changes something, or reaches outside (SERVICE, FROM).
    """
    from rdflib.plugins.sparql import prepareQuery  # imported here because it is slow and a build asks nothing

    namespaces = dict(dataset.namespaces())
    try:
        prepared = prepareQuery(sparql, initNs=namespaces)
    except Exception as error:  # pyparsing and rdflib raise many kinds; each means that the query cannot be run
        raise BadQuery(f"the query does not parse: {reason_of(error)}") from error
    if _reaches_out(prepared.algebra):
        raise BadQuery("SERVICE and FROM are not allowed here: queries read this graph alone")
    try:
        given = {name: Literal(value) for name, value in (bindings or {}).items()}
        return _answer(dataset.query(prepared, initBindings=given), dataset)
    except RecursionError as error:
        raise BadQuery("the query is nested too deeply") from error
    except Exception as error:  # what functions raise on values that they cannot take, such as a broken regular expression
        raise BadQuery(f"the query cannot be answered: {reason_of(error)}") from error


def _reaches_out(part: object) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(part, CompValue):
        if part.name == "ServiceGraphPattern" or part.datasetClause:
            return True
        return any(_reaches_out(value) for value in part.values())
    return isinstance(part, list | tuple) and any(_reaches_out(value) for value in part)


def _answer(result: Result, dataset: Dataset) -> Answer:
    if result.type == "ASK":
        return Answer(truth=bool(result.askAnswer), sparql_json=_json(result))
    if result.type in {"CONSTRUCT", "DESCRIBE"}:
        return Answer(graph=_sorted_graph(result.graph or Graph(), {p: str(n) for p, n in dataset.namespaces()}))
    columns = tuple(str(variable) for variable in result.vars or ())
    rows: list[Sequence[object]] = [tuple(row) for row in result]  # type: ignore[arg-type]
    texts = tuple(tuple(None if value is None else str(value) for value in row) for row in rows)
    return Answer(columns=columns, rows=texts, sparql_json=_json(result))


def graph_of(ntriples: bytes, prefixes: Mapping[str, str]) -> Graph:
    """The triples of N-Triples, sorted, with prefixes to write them with."""
    read = Graph()
    read.parse(data=ntriples, format="nt")
    return _sorted_graph(read, prefixes)


def _sorted_graph(triples: Graph, prefixes: Mapping[str, str]) -> Graph:
    graph = Graph()
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace, replace=True)
    for triple in sorted(triples):
        graph.add(triple)
    return graph


def _json(result: Result) -> str:
    serialised = result.serialize(format="json")
    return json.dumps(json.loads(serialised or b"{}"), indent=1, ensure_ascii=False) + "\n"
