"""`fintech-kg review`: the pairs that may be one thing, with their reasons, and people's decisions about them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fintech_kg.cli.options import LedgerFile, ledger_beside
from fintech_kg.errors import NoGraph, RunError, reason_of
from fintech_kg.visible import visible_lines

if TYPE_CHECKING:
    from fintech_kg.assembly import Decision

REPORT_FILE = "report.json"

Row = dict[str, Any]


def review_command(
    output: Annotated[Path, typer.Argument(help="The folder that `build` wrote.")] = Path("output"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
    merged: Annotated[bool, typer.Option("--merged", help="List what was merged, instead of what is doubtful.")] = False,
    decide: Annotated[
        tuple[str, str, str] | None,
        typer.Option("--decide", metavar="ID ID same|different|undecided", help="Write a decision into the ledger."),
    ] = None,
    who: Annotated[str, typer.Option("--who", help="Who decides.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why so.")] = "",
    day: Annotated[str, typer.Option("--date", help="The day of the decision, YYYY-MM-DD; today by default.")] = "",
    undo: Annotated[
        tuple[str, str] | None, typer.Option("--undo", metavar="ID ID", help="Take a decision out of the ledger.")
    ] = None,
    ledger: LedgerFile = None,
) -> None:
    """List the pairs that may be one thing, or decide about one; the next build obeys."""
    path = ledger_beside(output) if ledger is None else ledger
    if decide is not None and undo is not None:
        raise RunError("give either --decide or --undo")
    if decide is not None:
        _decide(output, path, decide, who, why, day)
    elif undo is not None:
        _undo(path, undo)
    else:
        _list(_resolution(output)["merged" if merged else "review"], path, as_json=as_json)


def _resolution(output: Path) -> Mapping[str, list[Row]]:
    """What the build's report tells of merges and doubts. Raises NoGraph and RunError."""
    from fintech_kg.store import read_files

    path = output / REPORT_FILE
    content = read_files(output, [REPORT_FILE]).get(REPORT_FILE)
    if content is None:
        raise NoGraph(str(output), REPORT_FILE)
    try:
        resolution: dict[str, list[Row]] = json.loads(content.decode("utf-8"))["resolution"]
        _ = [(row["things"], row["names"], row["reasons"]) for part in ("merged", "review") for row in resolution[part]]
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path} is not a report that this version wrote: {reason_of(error)}; build it again") from error
    return resolution


def _list(rows: list[Row], path: Path, *, as_json: bool) -> None:
    """The rows with the decisions that the ledger has now, be they older or younger than the build."""
    from fintech_kg.store.decisions import decisions as kept_decisions

    decisions = kept_decisions(path).decisions
    found = [(row, decisions.get((row["things"][0], row["things"][1]))) for row in rows]
    if as_json:
        typer.echo(json.dumps([_with_decision(row, one) for row, one in found], indent=1))
        return
    for number, (row, one) in enumerate(found, start=1):
        typer.echo(visible_lines("\n".join(_lines(number, row, one))))
    typer.echo(f"{len(rows)} in the list" if rows else "nothing in the list")


def _with_decision(row: Row, one: Decision | None) -> Row:
    plain = {key: value for key, value in row.items() if key != "decision"}
    if one is None:
        return plain
    return plain | {"decision": {"verdict": one.verdict.value, "who": one.who, "why": one.why, "date": one.date}}


def _lines(number: int, row: Row, one: Decision | None) -> Iterator[str]:
    (first, second), (name, other) = row["things"], row["names"]
    yield f"{number}. {_plain(name)} — {_plain(other)}"
    yield f"   {_plain(first)}  {_plain(second)}"
    yield from (f"   why: {_plain(reason)}" for reason in row["reasons"])
    for passage in filter(None, row.get("evidence", ())):
        yield f"   “{_plain(passage['quote'])}” — {_plain(passage['source'])}, {passage['start']}-{passage['end']}"
    if one is not None:
        yield f"   decided: {one.verdict}, by {_plain(one.who)}{f' on {one.date}' if one.date else ''}: {_plain(one.why)}"
    yield ""


def _plain(text: str) -> str:
    """The text on one line, without what would steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(str(text).split()))


def _decide(output: Path, path: Path, given: tuple[str, str, str], who: str, why: str, day: str) -> None:
    from fintech_kg.assembly import Decision, Verdict
    from fintech_kg.store.decisions import write_decision

    first, second, verdict = given
    if verdict not in set(Verdict):
        raise RunError(f"{verdict!r} is no verdict; there are: {', '.join(Verdict)}")
    if not who.strip() or not why.strip():
        raise RunError("a decision needs --who and --why")
    names = _names(output, (first, second))
    (one, name), (other, other_name) = sorted(((first, names[first]), (second, names[second])))
    decision = Decision((one, other), (name, other_name), Verdict(verdict), who, why, _day(day))
    write_decision(path, decision)
    typer.echo(f"{verdict}: {_plain(name)} and {_plain(other_name)}, in {path}; the next build obeys")


def _day(given: str) -> str:
    try:
        return (date.fromisoformat(given) if given else date.today()).isoformat()
    except ValueError as error:
        raise RunError(f"{given!r} is no day; write it as 2025-03-14") from error


def _names(output: Path, wanted: Iterable[str]) -> dict[str, str]:
    """The names of the things, from the report or else from the graph. Raises RunError for one that neither knows."""
    rows = [row for part in _resolution(output).values() for row in part if "things" in row]
    names = {thing: name for row in rows for thing, name in zip(row["things"], row["names"], strict=True)}
    if not set(wanted) <= set(names):
        names |= _names_in_graph(output)
    for one in wanted:
        if one not in names:
            raise RunError(f"the graph in {output} has nothing with the identifier {one!r}; `fintech-kg review` shows them")
    return names


def _names_in_graph(output: Path) -> dict[str, str]:
    from fintech_kg.graph import facts_of
    from fintech_kg.store import load_dataset

    return {one.id: one.name for one in facts_of(load_dataset(output)).entities}


def _undo(path: Path, given: tuple[str, str]) -> None:
    from fintech_kg.store.decisions import take_back

    first, second = sorted(given)
    take_back(path, (first, second))
    typer.echo(f"taken back: {_plain(first)} and {_plain(second)}, in {path}; the next build obeys")
