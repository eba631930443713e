"""`fintech-kg build`: from documents to the output folder."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fintech_kg.cli.options import (
    THINGS,
    BaseIri,
    CacheFolder,
    ColumnSettings,
    Delimiter,
    Infer,
    InputFormat,
    LedgerFile,
    Licence,
    LimitSettings,
    LogFile,
    Model,
    OntologyFolder,
    RayAddress,
    RunnerName,
    Stamp,
    Title,
    Workers,
    build_moment,
    format_of,
    ledger_beside,
    reading_from,
    standard_input,
)
from fintech_kg.cli.skipped import tell_skipped
from fintech_kg.cli.turn import Wait, take_turn
from fintech_kg.extraction.choices import DEFAULT_MODEL
from fintech_kg.sparql.entailment import Entailment
from fintech_kg.visible import visible

if TYPE_CHECKING:
    from fintech_kg.knowledge_graph import KnowledgeGraph


def build_command(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, globs in quotes, or - for standard input.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = Path("output"),
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
    workers: Workers = None,
    runner: RunnerName = None,
    ray_address: RayAddress = None,
    base_iri: BaseIri = THINGS,
    ledger: LedgerFile = None,
    input_format: InputFormat = None,
    column: ColumnSettings = None,
    delimiter: Delimiter = None,
    limit: LimitSettings = None,
    cache: CacheFolder = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Extract everything again, and keep nothing.")] = False,
    times: Annotated[bool, typer.Option("--times", help="Seconds in the report, which then differs each time.")] = False,
    log_file: LogFile = None,
    title: Title = None,
    licence: Licence = None,
    stamp: Stamp = False,
    infer: Infer = Entailment.NONE,
    wait: Wait = True,
) -> None:
    """Build the graph of documents: graph.ttl, graph.trig, graph.html, documents.jsonl, report.json, report.md."""
    if no_cache and cache is not None:
        raise typer.BadParameter("--cache and --no-cache exclude each other")
    from fintech_kg.building import build, cache_in
    from fintech_kg.cli.progress import watching

    take_turn(context, output, wait=wait)
    reading = reading_from(column, delimiter, limit)
    decisions = ledger_beside(output) if ledger is None else ledger
    with watching(log_file) as tally:
        kg = build(
            inputs,
            model=model,
            ontology=ontology,
            workers=workers,
            runner=runner,
            ray_address=ray_address,
            base_iri=base_iri,
            ledger=decisions if decisions.exists() or ledger is not None else None,
            but=output,
            stdin=standard_input(reading),
            input_format=format_of(input_format),
            reading=reading,
            cache=None if no_cache else cache or cache_in(output),
            times=times,
            observer=tally,
            title=title,
            licence=licence,
            created=build_moment(stamp),
        )
        written = kg.write(output, entailment=infer)
    reused = [("extracted", f"{tally.extracted}, and {tally.reused} from the cache")] if tally.reused else []
    print_graph(kg, written, reused)


def print_graph(kg: KnowledgeGraph, written: list[Path], more: Sequence[tuple[str, str]] = ()) -> None:
    """Prints what was skipped to standard error, and what the graph holds and where it is."""
    from fintech_kg.corpus.report import table_rows

    assert kg.report is not None
    tell_skipped(_skipped(kg.report))
    _print_table([*table_rows(kg.report["totals"]), *more])
    _print_paths(written)
    typer.echo(f"\nfintech-kg verify {visible(shlex.quote(str(_folder(written))))} proves it")


def _skipped(report: object) -> list[dict[str, str]]:
    assert isinstance(report, dict)
    return [document for document in report["documents"] if document["state"] == "skipped"]


def _print_table(rows: list[tuple[str, str]]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, count in rows:
        table.add_row(Text(name, style="bold"), Text(count))
    Console().print(table)


def _folder(written: list[Path]) -> Path:
    return min((path.parent for path in written), key=lambda folder: len(folder.parts))


def _print_paths(paths: list[Path]) -> None:
    what = {
        "documents.jsonl": "the texts that offsets refer to",
        "graph.ttl": "the graph (Turtle)",
        "graph.trig": "the graph, document by document (TriG)",
        "graph.html": "the page: open it in a browser",
        "report.md": "the report",
        "report.json": "the report as data",
        "SHA256SUMS": "the hashes of these files",
    }
    typer.echo("")
    for path in paths:
        typer.echo(f"{what.get(path.name, path.name):40} {path}")
