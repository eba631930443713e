"""The options that several verbs share."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.errors import RunError

Model = Annotated[str, typer.Option("--model", help="A spaCy pipeline: a package's name or a folder.")]
OntologyFolder = Annotated[
    Path | None,
    typer.Option("--ontology", help="A folder with fintech.ttl and lexicon/ to use instead of the installed one."),
]
GraphFolder = Annotated[Path, typer.Option("--graph", "-g", help="The folder that `build` wrote.")]
LedgerFile = Annotated[
    Path | None,
    typer.Option("--ledger", help="The file of decisions about what is one thing; ledger.toml beside the output by default."),
]


def ledger_beside(output: Path) -> Path:
    """The ledger of an output folder where none is named: it stands beside the folder."""
    folder = output if output.name not in {"", ".."} else output.absolute()
    return folder.parent / "ledger.toml"


def build_moment(stamp: bool) -> datetime | None:
    """When the build was made, as far as it is to be told: what SOURCE_DATE_EPOCH says, else now if `stamp` asks for it.

    Raises RunError for a SOURCE_DATE_EPOCH that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC) if stamp else None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise RunError(f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not {epoch!r}") from error
