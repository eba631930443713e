"""`fintech-kg distribute`: from documents to a graph in shards, by a Ray cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.options import (
    THINGS,
    BaseIri,
    ColumnSettings,
    Delimiter,
    LedgerFile,
    Licence,
    LimitSettings,
    LogFile,
    Model,
    OntologyFolder,
    RayAddress,
    Stamp,
    Title,
    Workers,
    build_moment,
    ledger_beside,
    reading_from,
)
from fintech_kg.cli.skipped import tell_skipped
from fintech_kg.cli.turn import Wait, take_turn
from fintech_kg.extraction.choices import DEFAULT_MODEL


def distribute_command(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Argument(help="Folders of Parquet shards, or of any files that `build` reads.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write; every node must see it.")],
    shards: Annotated[int, typer.Option("--shards", min=1, max=99_999, help="Into how many files the graph is parted.")] = 16,
    ray_address: RayAddress = None,
    workers: Workers = None,
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
    base_iri: BaseIri = THINGS,
    ledger: LedgerFile = None,
    column: ColumnSettings = None,
    delimiter: Delimiter = None,
    limit: LimitSettings = None,
    log_file: LogFile = None,
    title: Title = None,
    licence: Licence = None,
    stamp: Stamp = False,
    wait: Wait = True,
) -> None:
    """Build the graph of more documents than one machine reads: Parquet shards in, N-Quads shards for a large store out."""
    from fintech_kg.cli.progress import watching
    from fintech_kg.corpus import Options
    from fintech_kg.corpus.report import table_rows
    from fintech_kg.distribution import distribute

    take_turn(context, output, wait=wait)
    decisions = ledger_beside(output) if ledger is None else ledger
    chosen = decisions.absolute() if decisions.exists() or ledger is not None else None
    folder = None if ontology is None else ontology.absolute()
    options = Options(model, folder, base_iri, chosen, title, licence, build_moment(stamp))
    reading = reading_from(column, delimiter, limit)
    with watching(log_file) as tally:
        report = distribute(
            inputs, output, options, shards=shards, workers=workers, address=ray_address, reading=reading, observer=tally
        )
    skipped = report["skipped"]
    assert isinstance(skipped, list)
    tell_skipped(skipped)
    for name, count in table_rows(report["totals"]):
        typer.echo(f"{name:14}{count}")
    typer.echo("")
    for what, where in (("the graph (N-Quads)", "quads"), ("what was extracted (Parquet)", "extractions"),
                        ("the report", "report.json"), ("the hashes of the shards", "SHA256SUMS")):  # fmt: skip
        typer.echo(f"{what:40} {output / where}")
