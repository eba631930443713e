"""`fintech-kg evaluate`: the extraction against a folder of gold annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.options import Model, OntologyFolder
from fintech_kg.errors import NoInput
from fintech_kg.extraction.pipeline import DEFAULT_MODEL


def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="A folder with *expected.json files, or one such file.")],
    texts: Annotated[Path | None, typer.Option("--texts", help="Where the documents are; default: beside their gold.")] = None,
    show: Annotated[bool, typer.Option("--show", help="List what was missed and what is false.")] = False,
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
) -> None:
    """Compare what is extracted with what a careful analyst takes from the same documents."""
    from fintech_kg.cleaning import clean
    from fintech_kg.documents import find_inputs, read_source
    from fintech_kg.evaluation import read_gold, score
    from fintech_kg.extraction import load_extractor
    from fintech_kg.ontology import load_ontology

    files = [gold] if gold.is_file() else sorted(gold.rglob("*expected.json"))
    if not files:
        raise NoInput(f"{gold} holds no expected.json")
    known = load_ontology(ontology)
    extract = load_extractor(known, model)
    symmetric = frozenset(relation.name for relation in known.relations.values() if relation.symmetric)
    total = None
    for file in files:
        expected = read_gold(file)
        (given,) = find_inputs([(texts or file.parent) / expected.document])
        found = score(extract(clean(read_source(given), cues=known.cues)), expected, symmetric=symmetric)
        total = found if total is None else total + found
        if show:
            typer.echo(f"== {file.parent.name}/{expected.document}")
            _print_faults(found)
    typer.echo(f"{'':14} {'precision':>9} {'recall':>9} {'F1':>9} {'right':>6} {'missed':>6} {'false':>6}")
    for name in ("entities", "facts", "observations", "quotations"):
        one = getattr(total, name)
        counts = f"{one.right:6} {len(one.missed):6} {len(one.false):6}"
        typer.echo(f"{name:14} {100 * one.precision:9.1f} {100 * one.recall:9.1f} {100 * one.f1:9.1f} {counts}")


def _print_faults(found: object) -> None:
    for name in ("entities", "facts", "observations", "quotations"):
        one = getattr(found, name)
        for text in one.missed:
            typer.echo(f"  missed {name}: {text}")
        for text in one.false:
            typer.echo(f"  false {name}: {text}")
