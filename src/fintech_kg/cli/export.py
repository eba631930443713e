"""`fintech-kg export`: from the output folder to files for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.options import GraphFolder
from fintech_kg.cli.turn import Wait, take_turn


def export_command(
    context: typer.Context,
    format_name: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="turtle, trig, ntriples, nquads, rdfxml, jsonld, graphml, gexf or csv."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write into.")] = Path("output/export"),
    graph: GraphFolder = Path("output"),
    wait: Wait = True,
) -> None:
    """Write the graph in a format of another tool."""
    from fintech_kg.exports import export
    from fintech_kg.graph import facts_of
    from fintech_kg.store import load_dataset, write_files

    dataset = load_dataset(graph)
    take_turn(context, output, wait=wait)
    for path in write_files(output, export(format_name, facts_of(dataset), dataset)):
        typer.echo(str(path))
