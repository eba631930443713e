"""`fintech-kg verify`: an output folder against its texts, its sources and the ontology."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.options import OntologyFolder


def verify_command(
    output: Annotated[Path, typer.Argument(help="The folder that `build` wrote.")] = Path("output"),
    sources: Annotated[
        Path | None, typer.Option("--sources", help="The folder that it was built from: its files are read again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts and the findings as one JSON object.")] = False,
    ontology: OntologyFolder = None,
) -> None:
    """Prove every statement from the kept texts. Exit code 1 and a list where anything fails."""
    from fintech_kg.verification import verify

    verdict = verify(output, sources=sources, ontology=ontology)
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
