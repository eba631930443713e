"""The options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.sparql.entailment import Entailment

Model = Annotated[str, typer.Option("--model", help="A spaCy pipeline: a package's name or a folder.")]
OntologyFolder = Annotated[
    Path | None,
    typer.Option("--ontology", help="A folder with fintech.ttl and lexicon/ to use instead of the installed one."),
]
GraphFolder = Annotated[Path, typer.Option("--graph", "-g", help="The folder that `build` wrote.")]
Infer = Annotated[Entailment, typer.Option("--infer", help="Add what follows from facts and ontology, in a graph of its own.")]
LedgerFile = Annotated[
    Path | None,
    typer.Option("--ledger", help="The file of decisions about what is one thing; ledger.toml beside the output by default."),
]


def ledger_beside(output: Path) -> Path:
    """The ledger of an output folder where none is named: it stands beside the folder."""
    folder = output if output.name not in {"", ".."} else output.absolute()
    return folder.parent / "ledger.toml"
