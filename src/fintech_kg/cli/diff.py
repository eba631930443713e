"""`fintech-kg diff`: what came, went or changed between two outputs, or an output and the documents as they are now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fintech_kg.cli.options import OntologyFolder, ledger_beside
from fintech_kg.errors import NoInput

if TYPE_CHECKING:
    from fintech_kg.evaluation.difference import Change
    from fintech_kg.model import Facts

_MARKS = {"came": "+", "went": "-", "changed": "~"}
_SINGULAR = {"entities": "entity", "evidence": "evidence"}


def diff_command(
    a: Annotated[Path, typer.Argument(metavar="A", help="A folder that `build` wrote, or a folder or file of documents.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="The same; documents are read with the other's options.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as one JSON object.")] = False,
    ontology: OntologyFolder = None,
) -> None:
    """Print what came, went or changed from A to B. Exit code 0: the same; 1: differences; 2: trouble."""
    from fintech_kg.evaluation.difference import as_data, differences

    before, after = (_facts(one, other, ontology) for one, other in ((a, b), (b, a)))
    changes = differences(before, after)
    data = as_data(changes)
    if as_json:
        typer.echo(json.dumps(data, indent=1))
    else:
        for line in _lines(changes, before, after):
            typer.echo(line)
        typer.echo(_summary(changes))
    if not data["same"]:
        raise typer.Exit(1)


def _facts(path: Path, other: Path, ontology: Path | None) -> Facts:
    """The facts of an output, or of documents, which are read with what is known of the other output's options."""
    from fintech_kg.building import build
    from fintech_kg.graph import facts_of, run_options
    from fintech_kg.store import load_dataset

    if not path.exists():
        raise NoInput(f"{path} does not exist; name a folder that `build` wrote, or documents")
    if _is_output(path):
        return facts_of(load_dataset(path))
    options = run_options(load_dataset(other)) if _is_output(other) else {}
    ledger = ledger_beside(other)
    decisions = ledger if _is_output(other) and ledger.exists() else None
    built = build([path], ontology=ontology, ledger=decisions, **options)  # type: ignore[arg-type]
    return facts_of(built.dataset)  # what the dataset carries, as for the other


def _is_output(path: Path) -> bool:
    from fintech_kg.store import GRAPH_FILE

    return (path / GRAPH_FILE).is_file()


def _lines(changes: Mapping[str, list[Change]], before: Facts, after: Facts) -> Iterator[str]:
    names = {one.id: one.name for facts in (before, after) for one in facts.entities}
    for section, found in changes.items():
        for change in found:
            told = _phrase(section, change.key, names)
            sort = _SINGULAR.get(section, section.removesuffix("s"))
            yield f"{_MARKS[change.sort]} {sort} {told}{_otherwise(section, change)}"


def _phrase(section: str, key: tuple[str, ...], names: Mapping[str, str]) -> str:
    parts = [" ".join(names.get(one, one).split()) for one in key if one]
    if section == "evidence":
        return f"“{parts[1]}” — {parts[0]}"
    if section == "quotations":
        return f"“{parts[-1]}”{f' — {parts[0]}' if len(parts) > 1 else ''}"
    if section == "entities":
        return f"{parts[0]} ({key[0]})"
    return " ".join(parts)


def _otherwise(section: str, change: Change) -> str:
    """For a fact its status, and for what changed each property with both values."""
    if change.sort != "changed":
        told = change.before or change.after or {}
        return f" [{_value(told['status'])}]" if section == "facts" else ""
    return ": " + "; ".join(f"{name} {_value(old)} → {_value(new)}" for name, old, new in change.changed())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(one)}" for name, one in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    return "none" if value is None else str(value)


def _summary(changes: Mapping[str, list[Change]]) -> str:
    counted = [f"{name} {_signed(found)}" for name, found in changes.items() if found]
    return "; ".join(counted) or "the same"


def _signed(found: Iterable[Change]) -> str:
    sorts = [one.sort for one in found]
    return " ".join(f"{mark}{sorts.count(sort)}" for sort, mark in _MARKS.items())
