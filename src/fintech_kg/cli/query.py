"""`fintech-kg query`: from SPARQL to a table, or to any form that the standards have for rows and triples."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fintech_kg.cli.options import GraphFolder, Infer
from fintech_kg.errors import RunError
from fintech_kg.sparql.entailment import Entailment
from fintech_kg.visible import visible_lines


class QueryFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"


_SOLUTIONS = {
    QueryFormat.TABLE: "application/sparql-results+json",
    QueryFormat.CSV: "text/csv",
    QueryFormat.TSV: "text/tab-separated-values",
    QueryFormat.JSON: "application/sparql-results+json",
    QueryFormat.XML: "application/sparql-results+xml",
}
_TRIPLES = {
    QueryFormat.TABLE: "application/n-triples",
    QueryFormat.TURTLE: "application/n-triples",
    QueryFormat.NTRIPLES: "application/n-triples",
    QueryFormat.RDFXML: "application/rdf+xml",
    QueryFormat.JSONLD: "application/ld+json",
}


def query_command(
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; the usual prefixes are known.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file that holds the query.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="A kept query; see --list.")] = None,
    list_kept: Annotated[bool, typer.Option("--list", help="List the kept queries.")] = False,
    output_format: Annotated[QueryFormat, typer.Option("--format", "-f", help="How to print the answer.")] = QueryFormat.TABLE,
    why: Annotated[bool, typer.Option("--why", help="Print under each row the sentences behind it (table or json).")] = False,
    infer: Infer = Entailment.NONE,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds for the query.")] = 60.0,
    graph: GraphFolder = Path("output"),
) -> None:
    """Ask the graph a SPARQL query, your own or a kept one."""
    from fintech_kg.sparql import Limits, Question
    from fintech_kg.store import kept_queries
    from fintech_kg.store.asking import ask_folder

    if list_kept:
        for kept in kept_queries().values():
            typer.echo(f"{kept.name:28} {kept.question}")
        return
    text = _query_text(sparql, file, name)
    limits = Limits(seconds=timeout)
    if why:
        from fintech_kg.cli.why import print_why

        print_why(graph, text, limits, as_json=_table_or_json(output_format), entailment=infer)
        return
    question = Question(text, solutions=_SOLUTIONS.get(output_format), triples=_TRIPLES.get(output_format))
    reply = ask_folder(graph, question, limits=limits, entailment=infer)
    if reply.media_type in _TRIPLES.values():
        _print_triples(graph, reply.body, output_format)
    else:
        _print_solutions(reply.body, output_format)


def _table_or_json(output_format: QueryFormat) -> bool:
    if output_format not in {QueryFormat.TABLE, QueryFormat.JSON}:
        raise RunError("--why prints a table or, with --format json, JSON")
    return output_format is QueryFormat.JSON


def _query_text(sparql: str | None, file: Path | None, name: str | None) -> str:
    from fintech_kg.store import kept_query

    given = [one for one in (sparql, file, name) if one is not None]
    if len(given) != 1:
        raise RunError("give one query: as an argument, with --file or with --name (--list shows the kept ones)")
    if name is not None:
        return kept_query(name).sparql
    if file is None:
        return str(sparql)
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(f"{file} cannot be read as UTF-8 text") from error


def _print_triples(folder: Path, body: bytes, output_format: QueryFormat) -> None:
    from fintech_kg.store.asking import usual_prefixes
    from fintech_kg.store.query import Answer, graph_of

    if output_format in {QueryFormat.TABLE, QueryFormat.TURTLE}:
        typer.echo(Answer(graph=graph_of(body, dict(usual_prefixes(folder)))).as_turtle())
    elif output_format is QueryFormat.NTRIPLES:
        typer.echo(b"".join(sorted(body.splitlines(keepends=True))), nl=False)
    else:
        typer.echo(body)


def _print_solutions(body: bytes, output_format: QueryFormat) -> None:
    if output_format is QueryFormat.XML:
        typer.echo(body)
    elif output_format is QueryFormat.JSON:
        typer.echo(json.dumps(json.loads(body), indent=1, ensure_ascii=False))
    elif output_format is QueryFormat.TABLE:
        read = json.loads(body)
        if "boolean" in read:
            typer.echo("yes" if read["boolean"] else "no")
        else:
            print_table(read["head"]["vars"], [plain_row(read["head"]["vars"], row) for row in read["results"]["bindings"]])
    elif body in {b"true", b"false"}:  # these forms are for rows; a head line with its line end is longer
        typer.echo("yes" if body == b"true" else "no")
    else:
        typer.echo(body, nl=False)


def plain_row(columns: Sequence[str], row: Mapping[str, Mapping[str, object]]) -> list[str | None]:
    """A row of SPARQL JSON as texts; None where a variable is unbound."""
    return [_plain(row[column]) if column in row else None for column in columns]


def _plain(term: Mapping[str, object]) -> str:
    value = term["value"]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)  # a quoted triple


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> None:
    """Prints rows for people: of IRIs only what tells them apart."""
    console = Console()
    table = Table(show_lines=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(short(value)) for value in row))
    console.print(table if rows else Text("no answer"))


def short(value: str | None) -> str:
    """A value for people: of an IRI of things or terms only what tells it apart."""
    if value is None:
        return ""
    for base in ("https://w3id.org/fintech-kg/id/", "https://w3id.org/fintech-kg/ontology#"):
        value = value.removeprefix(base)
    return visible_lines(value)
