"""From a folder that a verb is about to write to this process' turn at it, until the verb ends."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Wait = Annotated[
    bool,
    typer.Option("--wait/--no-wait", help="Wait while another process writes the folder, or stop with exit code 75."),
]


def take_turn(context: typer.Context, folder: Path, *, wait: bool) -> None:
    """Keeps others from writing the folder until the verb ends; says on standard error for whom it waits.

    Raises OutputBusy where it is not to wait, and RunError where the folder cannot be written.
    """
    from fintech_kg.store import held

    def waiting(holder: int | None) -> None:
        who = "another process" if holder is None else f"process {holder}"
        typer.echo(f"fintech-kg: {who} is writing {folder}; waiting until it has ended", err=True)

    context.with_resource(held(folder, wait=wait, waiting=waiting))
