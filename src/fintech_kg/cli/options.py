"""The options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Model = Annotated[str, typer.Option("--model", help="A spaCy pipeline: a package's name or a folder.")]
OntologyFolder = Annotated[
    Path | None,
    typer.Option("--ontology", help="A folder with fintech.ttl and lexicon/ to use instead of the installed one."),
]
GraphFolder = Annotated[Path, typer.Option("--graph", "-g", help="The folder that `build` wrote.")]
