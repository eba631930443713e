"""`fintech-kg export`: from the output folder, or a part of it, to files for other tools."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.options import GraphFolder
from fintech_kg.cli.turn import Wait, take_turn
from fintech_kg.model import Status

_PART = "A part of the graph (options compose; each repeatable one takes any of its values)"


def export_command(
    context: typer.Context,
    format_name: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="turtle, trig, ntriples, nquads, rdfxml, jsonld; turtle12, trig12, ntriples12, nquads12; graphml, gexf, cx2, "
            "cytoscapejs; neo4j, kgtk, pykeen; csv, sqlite, duckdb, parquet; geojson, obsidian or rocrate.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write into.")] = Path("output/export"),
    graph: GraphFolder = Path("output"),
    for_spreadsheets: Annotated[
        bool, typer.Option("--for-spreadsheets", help="CSV in which no cell is taken for a formula.")
    ] = False,
    where: Annotated[
        str | None,
        typer.Option("--where", help="A SELECT whose rows name things, or a CONSTRUCT of facts.", rich_help_panel=_PART),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="A class that one end is of, such as Bank.", rich_help_panel=_PART)
    ] = None,
    relation: Annotated[
        list[str] | None, typer.Option("--relation", help="A relation, such as acquired.", rich_help_panel=_PART)
    ] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="A document's name or id.", rich_help_panel=_PART)
    ] = None,
    status: Annotated[
        list[Status] | None, typer.Option("--status", help="How the text puts it.", rich_help_panel=_PART)
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option("--min-confidence", help="The least confidence of a fact.", rich_help_panel=_PART)
    ] = None,
    after: Annotated[
        str | None,
        typer.Option("--after", help="The first date of documents, YYYY[-MM[-DD]].", rich_help_panel=_PART),
    ] = None,
    before: Annotated[
        str | None,
        typer.Option("--before", help="The last date of documents, YYYY[-MM[-DD]].", rich_help_panel=_PART),
    ] = None,
    wait: Wait = True,
) -> None:
    """Write the graph, or a part of it, in a format of another tool. docs/exports.md says what each format keeps."""
    from fintech_kg.exports import exported, part_in
    from fintech_kg.graph import Filter
    from fintech_kg.knowledge_graph import source_of_folder
    from fintech_kg.store import write_files
    from fintech_kg.store.asking import named_in_folder

    wanted = Filter(
        kinds=tuple(kind or ()),
        relations=tuple(relation or ()),
        documents=tuple(document or ()),
        statuses=tuple(status or ()),
        confidence=None if min_confidence is None else Decimal(str(min_confidence)),
        after=after,
        before=before,
    )
    source = source_of_folder(graph)
    if where is not None:
        wanted = replace(wanted, named=named_in_folder(graph, where, of=source.sha256))
    files = exported(format_name, source if wanted == Filter() else part_in(source, wanted), for_spreadsheets=for_spreadsheets)
    take_turn(context, output, wait=wait)
    for path in write_files(output, files):
        typer.echo(str(path))
