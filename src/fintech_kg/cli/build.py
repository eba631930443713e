"""`fintech-kg build`: from documents to the output folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fintech_kg.cli.options import Infer, LedgerFile, Model, OntologyFolder, ledger_beside
from fintech_kg.extraction.pipeline import DEFAULT_MODEL
from fintech_kg.sparql.entailment import Entailment


def build_command(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = Path("output"),
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes that extract.")] = 1,
    base_iri: Annotated[
        str, typer.Option("--base-iri", help="What the IRIs of things begin with.")
    ] = "https://w3id.org/fintech-kg/id/",
    ledger: LedgerFile = None,
    infer: Infer = Entailment.NONE,
) -> None:
    """Build the graph of documents: graph.ttl, graph.trig, graph.html, report.json, report.md."""
    from fintech_kg.corpus.report import table_rows
    from fintech_kg.knowledge_graph import build

    decisions = ledger_beside(output) if ledger is None else ledger
    kg = build(
        inputs,
        model=model,
        ontology=ontology,
        workers=workers,
        base_iri=base_iri,
        ledger=decisions if decisions.exists() or ledger is not None else None,
        but=output,
        stdin=sys.stdin.buffer.read,
    )
    written = kg.write(output, entailment=infer)
    assert kg.report is not None
    for document in _skipped(kg.report):
        typer.echo(f"fintech-kg: skipped {document['source']}: {document['reason']}", err=True)
    _print_table(table_rows(kg.report["totals"]))
    _print_paths(written)


def _skipped(report: object) -> list[dict[str, str]]:
    assert isinstance(report, dict)
    return [document for document in report["documents"] if document["state"] == "skipped"]


def _print_table(rows: list[tuple[str, str]]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, count in rows:
        table.add_row(Text(name, style="bold"), Text(count))
    Console().print(table)


def _print_paths(paths: list[Path]) -> None:
    what = {
        "graph.ttl": "the graph (Turtle)",
        "graph.trig": "the graph, document by document (TriG)",
        "graph.html": "the page: open it in a browser",
        "report.md": "the report",
        "report.json": "the report as data",
    }
    typer.echo("")
    for path in paths:
        typer.echo(f"{what.get(path.name, path.name):40} {path}")
