"""`fintech-kg query`: from SPARQL to a table, CSV, JSON or Turtle."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fintech_kg.cli.options import GraphFolder
from fintech_kg.errors import RunError
from fintech_kg.visible import visible_lines


class QueryFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


def query_command(
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; the usual prefixes are known.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file that holds the query.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="A kept query; see --list.")] = None,
    list_kept: Annotated[bool, typer.Option("--list", help="List the kept queries.")] = False,
    output_format: Annotated[QueryFormat, typer.Option("--format", "-f", help="How to print the answer.")] = QueryFormat.TABLE,
    graph: GraphFolder = Path("output"),
) -> None:
    """Ask the graph a SPARQL query, your own or a kept one."""
    from fintech_kg.store import ask, kept_queries, load_dataset

    if list_kept:
        for kept in kept_queries().values():
            typer.echo(f"{kept.name:28} {kept.question}")
        return
    answer = ask(load_dataset(graph), _query_text(sparql, file, name))
    if answer.graph is not None:
        typer.echo(answer.as_turtle())
    elif output_format is QueryFormat.JSON:
        typer.echo(answer.sparql_json, nl=False)
    elif answer.truth is not None:
        typer.echo("yes" if answer.truth else "no")
    elif output_format is QueryFormat.CSV:
        typer.echo(answer.as_csv(), nl=False)
    elif output_format is QueryFormat.TURTLE:
        raise RunError("a SELECT has no triples; Turtle is for CONSTRUCT and DESCRIBE")
    else:
        _print_table(answer.columns, answer.rows)


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


def _print_table(columns: tuple[str, ...], rows: tuple[tuple[str | None, ...], ...]) -> None:
    console = Console()
    table = Table(show_lines=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(value)) for value in row))
    console.print(table if rows else Text("no answer"))


def _short(value: str | None) -> str:
    """A value for people: of an IRI of things or terms only what tells it apart."""
    if value is None:
        return ""
    for base in ("https://w3id.org/fintech-kg/id/", "https://w3id.org/fintech-kg/ontology#"):
        value = value.removeprefix(base)
    return visible_lines(value)
