"""`fintech-kg verify`: an output folder against its texts, its sources and the ontology."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.options import (
    ColumnSettings,
    Delimiter,
    LedgerFile,
    LimitSettings,
    OntologyFolder,
    ledger_beside,
    reading_from,
)


def verify_command(
    output: Annotated[Path, typer.Argument(help="The folder that `build` wrote.")] = Path("output"),
    sources: Annotated[
        Path | None, typer.Option("--sources", help="The folder that it was built from: its files are read again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts and the findings as one JSON object.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Extract each kept text once more and compare: as long as a build takes.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes that extract with --again.")] = 1,
    ontology: OntologyFolder = None,
    ledger: LedgerFile = None,
    column: ColumnSettings = None,
    delimiter: Delimiter = None,
    limit: LimitSettings = None,
) -> None:
    """Prove every statement from the kept texts. Exit code 1 and a list where anything fails."""
    from fintech_kg.assembly import NO_DECISION, read_ledger
    from fintech_kg.verification import verify

    decisions = ledger_beside(output) if ledger is None else ledger
    verdict = verify(
        output,
        sources=sources,
        reading=reading_from(column, delimiter, limit),
        ontology=ontology,
        again=again,
        ledger=read_ledger(decisions) if decisions.exists() or ledger is not None else NO_DECISION,
        workers=workers,
    )
    if as_json:
        told = {"holds": verdict.holds, "counts": dict(verdict.counts), "findings": [asdict(one) for one in verdict.findings]}
        typer.echo(json.dumps(told, indent=1))
    else:
        for one in verdict.findings:
            typer.echo(f"{one.file}: {one.check}: {one.node}: {' '.join(one.message.split())}")
        counted = ", ".join(f"{number} {name}" for name, number in verdict.counts.items())
        outcome = "all proved" if verdict.holds else f"{len(verdict.findings)} findings"
        typer.echo(f"{output}: {counted}: {outcome}")
    if not verdict.holds:
        raise typer.Exit(1)
