"""The `fintech-kg` command."""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import sys
from typing import Annotated

import typer

import fintech_kg
from fintech_kg.cli.build import build_command
from fintech_kg.cli.diff import diff_command
from fintech_kg.cli.distribute import distribute_command
from fintech_kg.cli.evaluate import evaluate_command
from fintech_kg.cli.explain import explain_command
from fintech_kg.cli.export import export_command
from fintech_kg.cli.extract import extract_command
from fintech_kg.cli.misses import misses_command
from fintech_kg.cli.query import query_command
from fintech_kg.cli.remove import remove_command
from fintech_kg.cli.review import review_command
from fintech_kg.cli.serve import serve_command
from fintech_kg.cli.verify import verify_command
from fintech_kg.errors import FintechKGError, reason_of
from fintech_kg.visible import visible

app = typer.Typer(
    name="fintech-kg",
    help="Turns fintech prose into a knowledge graph in which every fact leads to the sentence that states it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("build")(build_command)
app.command("distribute")(distribute_command)
app.command("remove")(remove_command)
app.command("query")(query_command)
app.command("serve")(serve_command)
app.command("explain")(explain_command)
app.command("review")(review_command)
app.command("verify")(verify_command)
app.command("diff")(diff_command)
app.command("export")(export_command)
app.command("extract")(extract_command)
app.command("evaluate")(evaluate_command)
app.command("misses")(misses_command)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"fintech-kg {fintech_kg.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """The options before a verb."""


def main() -> None:
    """Runs the command.

    Exit code 0: done; 1: done, with findings, or cut short by whoever read what is printed; 2: nothing could be done;
    70: a fault of ours; 75: another process writes the output; 130: interrupted.
    With FINTECH_KG_DEBUG set, a fault of ours shows its traceback.
    """
    # What a command makes lives until its end: it is not worth being looked through often, nor once more at the end.
    gc.set_threshold(1_000_000, 20, 100)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that has no letter for something gets its number
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="fintech-kg")
    except FintechKGError as error:
        typer.echo(f"fintech-kg: {visible(str(error))}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        typer.echo("fintech-kg: interrupted; the old output is untouched", err=True)
        sys.exit(130)
    except Exception as error:
        if isinstance(error, OSError) and _cannot_print(error):
            typer.echo(f"fintech-kg: cannot write to standard output: {error.strerror}", err=True)
            sys.exit(2)
        if os.environ.get("FINTECH_KG_DEBUG"):
            raise
        typer.echo(f"fintech-kg: a fault of the program, please report it: {visible(reason_of(error))}", err=True)
        sys.exit(70)


def _cannot_print(error: OSError) -> bool:
    """Whether standard output took no more; what it still holds is dropped then, as Python would fail on it at its end.

    The rooms below make errors of their own out of files that cannot be written; what printing raises names no file.
    """
    if error.filename is not None or error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}:
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return True
