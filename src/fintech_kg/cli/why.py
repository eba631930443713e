"""`fintech-kg query --why`: each row with the sentences behind the triples that made it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typer

from fintech_kg.cli.query import plain_row, short
from fintech_kg.sparql import Limits
from fintech_kg.sparql.entailment import Entailment
from fintech_kg.store.why import Explained, explained


def print_why(folder: Path, sparql: str, limits: Limits, *, as_json: bool, entailment: Entailment) -> None:
    """Prints the rows with their sentences, and at the end what could not be explained."""
    answer = explained(folder, sparql, limits=limits, entailment=entailment)
    if as_json:
        typer.echo(_json(answer))
        return
    for row, sentences in answer.rows:
        typer.echo(" | ".join(short(value) for value in plain_row(answer.columns, row)))
        for one in sentences:
            typer.echo(f"    “{' '.join(one.quote.split())}” — {one.document}, {one.start}-{one.end}")
    if not answer.rows:
        typer.echo("no answer")
    for part in answer.left_out:
        typer.echo(f"not explained: {part}")


def _json(answer: Explained) -> str:
    rows = [{"row": row, "why": [asdict(sentence) for sentence in sentences]} for row, sentences in answer.rows]
    told = {"columns": answer.columns, "rows": rows, "not_explained": answer.left_out}
    return json.dumps(told, indent=1, ensure_ascii=False)
