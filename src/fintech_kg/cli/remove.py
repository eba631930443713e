"""`fintech-kg remove`: from an output folder to the same as if it had never seen some documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.build import print_graph
from fintech_kg.cli.options import CacheFolder, LedgerFile, LogFile, OntologyFolder, ledger_beside
from fintech_kg.cli.turn import Wait, take_turn


def remove_command(
    context: typer.Context,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOC...", help="Documents by source or id, as the report has them.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder that `build` wrote.")] = Path("output"),
    ontology: OntologyFolder = None,
    ledger: LedgerFile = None,
    cache: CacheFolder = None,
    log_file: LogFile = None,
    wait: Wait = True,
) -> None:
    """Take documents out of a graph without a trace; their files are not needed, and are not touched."""
    from fintech_kg.building import remove
    from fintech_kg.cli.progress import watching

    take_turn(context, output, wait=wait)
    with watching(log_file) as tally:
        kg = remove(
            output,
            documents,
            cache=cache,
            ontology=ontology,
            ledger=ledger,
            beside=ledger_beside(output),
            observer=tally,
        )
        written = kg.write(output)
    print_graph(kg, written)
