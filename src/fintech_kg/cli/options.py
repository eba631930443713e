"""The options that several verbs share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fintech_kg.errors import RunError
from fintech_kg.sparql.entailment import Entailment

if TYPE_CHECKING:
    from fintech_kg.documents import Reading

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
CacheFolder = Annotated[
    Path | None, typer.Option("--cache", help="The folder that keeps extractions; .cache in the output by default.")
]
LogFile = Annotated[Path | None, typer.Option("--log-file", help="Append a line for each document to this file.")]
Workers = Annotated[
    int | None, typer.Option("--workers", "-w", min=1, help="Processes that extract; by default one for each processor.")
]
RunnerName = Annotated[
    str | None, typer.Option("--runner", help="Who extracts: serial, processes, or ray (an extra).", show_default=False)
]
RayAddress = Annotated[
    str | None, typer.Option("--ray-address", help="The Ray cluster that extracts; by default this machine.")
]

InputFormat = Annotated[
    str | None,
    typer.Option("--input-format", help="What standard input and the files named by themselves are: txt, csv, jsonl, zip …"),
]
ColumnSettings = Annotated[
    list[str] | None,
    typer.Option(
        "--column", help="A table's column: text=, id=, title=, date=, source=, author= or language=NAME. Repeatable."
    ),
]
Delimiter = Annotated[str | None, typer.Option("--delimiter", help="What parts the cells of .csv: a character, or tab.")]
LimitSettings = Annotated[
    list[str] | None,
    typer.Option("--limit", help="A bound on hostile input: read-time=60, read-memory=2G, file-size=256M … Repeatable."),
]

THINGS = "https://w3id.org/fintech-kg/id/"
BaseIri = Annotated[str, typer.Option("--base-iri", help="What the IRIs of things begin with.")]
Title = Annotated[str | None, typer.Option("--title", help="What the data set is called in its metadata.")]
Licence = Annotated[str | None, typer.Option("--licence", help="Its licence: an IRI or an SPDX identifier.")]
Stamp = Annotated[bool, typer.Option("--stamp", help="Tell when it was made; SOURCE_DATE_EPOCH does so too.")]


def reading_from(columns: list[str] | None, delimiter: str | None, limits: list[str] | None) -> Reading:
    """How to read, as the options say it. Raises RunError."""
    from fintech_kg.documents import Reading, columns_from, limits_from

    return Reading(limits_from(limits or ()), columns_from(columns or (), delimiter))


def standard_input(reading: Reading) -> Callable[[], bytes]:
    """Reads standard input, and no more of it than tells that it is too long."""
    return partial(sys.stdin.buffer.read, reading.limits.file_size + 1)


def format_of(name: str | None) -> str | None:
    """What `--input-format` names, where it is a suffix that can be read. Raises UnknownFormat."""
    from fintech_kg.documents import media_types
    from fintech_kg.errors import UnknownFormat

    known = [suffix.removeprefix(".") for suffix in media_types()]
    if name is not None and name not in known:
        raise UnknownFormat("input format", name, known)
    return name


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
