"""Answers to compare: from the files of W3C SPARQL test suites, from HTTP responses and from Oxigraph, to one form."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RESULTS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
GRAPHS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Answer:
    """A truth, a graph, or rows as a graph with a blank node for each; `lines` are those of the same rows as CSV."""

    truth: bool | None = None
    graph: Dataset | None = None
    lines: Counter[tuple[tuple[str, str], ...]] | None = None

    def same(self, other: Answer) -> bool:
        """Whether they say the same: as CSV where one is nothing else, else as RDF but for the names of blank nodes."""
        if (self.graph is None and self.truth is None) or (other.graph is None and other.truth is None):
            return self.lines == other.lines
        return self.truth == other.truth and self.graph == other.graph


def expected(path: Path, iri: str) -> Answer | None:
    """What a suite's file says is the answer; None where it cannot be read."""
    try:
        if path.suffix in RESULTS:
            read = parse_query_results(path=path, format=RESULTS[path.suffix])
            return Answer(truth=bool(read)) if isinstance(read, QueryBoolean) else of_rows(read)
        if path.suffix == ".csv":
            return Answer(lines=_lines(path.read_bytes()))
        quads = list(parse(path=path, format=GRAPHS[path.suffix], base_iri=iri))
    except (OSError, KeyError, SyntaxError, ValueError):
        return None
    return _result_set(quads) or Answer(graph=_canonical(quads))


def of_response(response: httpx.Response) -> Answer:
    """The answer in a response."""
    media_type = response.headers["content-type"].partition(";")[0]
    if media_type == "text/csv":
        return Answer(lines=_lines(response.content))
    return of_result(response.content, None)


def of_result(body: bytes, table: bytes | None) -> Answer:
    """The answer in SPARQL JSON or N-Triples."""
    if not body.lstrip().startswith(b"{"):
        return Answer(graph=_canonical(parse(input=body, format=RdfFormat.N_TRIPLES)))
    read = parse_query_results(input=body, format=QueryResultsFormat.JSON)
    if isinstance(read, QueryBoolean):
        return Answer(truth=bool(read))
    rows = of_rows(read)
    return Answer(graph=rows.graph, lines=None if table is None else _lines(table))


def of_rows(read: object) -> Answer:
    """The rows that a reader gives."""
    names = [variable.value for variable in read.variables]  # type: ignore[attr-defined]
    return _rows({name: row[name] for name in names if row[name] is not None} for row in read)  # type: ignore[attr-defined]


def _rows(rows: Iterable[Mapping[str, Term]]) -> Answer:
    quads = []
    for row in rows:
        node = BlankNode()
        quads.append(Quad(node, NamedNode(TYPE), NamedNode(f"{RS}ResultSolution")))
        quads += [Quad(node, NamedNode(f"urn:column:{name}"), value) for name, value in row.items()]
    return Answer(graph=_canonical(quads))


def _result_set(quads: list[Quad]) -> Answer | None:
    """The rows or the truth that a graph describes in the suites' own vocabulary."""
    by_property: dict[str, dict[object, list[Term]]] = {}
    for quad in quads:
        by_property.setdefault(quad.predicate.value, {}).setdefault(quad.subject, []).append(quad.object)
    truths = by_property.get(f"{RS}boolean", {})
    if truths:
        return Answer(truth=next(iter(truths.values()))[0].value == "true")  # type: ignore[union-attr]
    if not any(quad.object == NamedNode(f"{RS}ResultSet") for quad in quads):
        return None
    variables, values = by_property.get(f"{RS}variable", {}), by_property.get(f"{RS}value", {})
    bindings = by_property.get(f"{RS}binding", {})
    solutions = [one for found in by_property.get(f"{RS}solution", {}).values() for one in found]
    return _rows({variables[b][0].value: values[b][0] for b in bindings.get(solution, [])} for solution in solutions)  # type: ignore[union-attr]


def _canonical(quads: Iterable[Quad]) -> Dataset:
    """Numbers as Oxigraph writes their values ("1.0E0" and "1" are one double), blank nodes by their place."""
    store = Store()
    store.extend(quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _lines(content: bytes) -> Counter[tuple[tuple[str, str], ...]]:
    """The rows of CSV, their columns sorted, as the order of those of SELECT * is free; blank nodes are all one."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return Counter(
        tuple(sorted((name, "_:" if value.startswith("_:") else value) for name, value in row.items())) for row in rows
    )
