"""`fintech-kg evaluate`: the extraction against a folder of gold annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fintech_kg.cli.options import Model, OntologyFolder
from fintech_kg.errors import NoInput
from fintech_kg.extraction.choices import DEFAULT_MODEL

if TYPE_CHECKING:
    from fintech_kg.evaluation import Finding, Gold, Score, Scores

_WIDTH = 24


def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="A folder with *expected.json files, or one such file.")],
    texts: Annotated[Path | None, typer.Option("--texts", help="Where the documents are; default: beside their gold.")] = None,
    show: Annotated[bool, typer.Option("--show/--no-show", help="List what was missed and what is false.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as one JSON object.")] = False,
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
) -> None:
    """Compare what is extracted with what a careful analyst takes from the same documents."""
    from fintech_kg.evaluation import Scores, read_gold
    from fintech_kg.evaluation.report import report

    files = [gold] if gold.is_file() else sorted(gold.rglob("*expected.json"))
    if not files:
        raise NoInput(f"{gold} holds no expected.json" if gold.exists() else f"{gold} does not exist")
    annotated = [(file, read_gold(file)) for file in files]
    scores = reduce(add, _scores(annotated, gold, texts, model, ontology), Scores())
    if as_json:
        typer.echo(json.dumps(report(scores, documents=len(files)), indent=1))
        return
    for line in (*_table(scores), *_reliability(scores), *(_faults(scores) if show else ())):
        typer.echo(line)


def _scores(
    annotated: Iterable[tuple[Path, Gold]], top: Path, texts: Path | None, model: str, ontology: Path | None
) -> Iterator[Scores]:
    """The scores of each document, called by its path under the top folder where its gold lies deeper."""
    from fintech_kg.cleaning import clean
    from fintech_kg.documents import find_inputs, read_source
    from fintech_kg.evaluation import score
    from fintech_kg.extraction import load_extractor
    from fintech_kg.ontology import load_ontology

    known = load_ontology(ontology)
    extract = load_extractor(known, model)
    symmetric = frozenset(relation.name for relation in known.relations.values() if relation.symmetric)
    for file, expected in annotated:
        (given,) = find_inputs([(texts or file.parent) / expected.document])
        found = extract(clean(read_source(given), cues=known.cues))
        folder = file.parent.relative_to(top if top.is_dir() else top.parent)
        yield score(found, expected, symmetric=symmetric, document=(folder / expected.document).as_posix())


def _table(scores: Scores) -> Iterator[str]:
    """A line for each sort, and beneath it one for each kind, relation or unit where there are several."""
    yield f"{'':{_WIDTH}} {'precision':>9} {'recall':>9} {'F1':>9} {'right':>6} {'missed':>6} {'false':>6}"
    yield from (_row(name, one) for name, one in scores.by_sort.items())
    for name, one in scores.by_sort.items():
        if len(one.rows) > 1:
            yield from ("", name, *(_row(f"  {row}", part) for row, part in one.rows.items()))


def _row(name: str, one: Score) -> str:
    rates = " ".join(f"{100 * rate:9.1f}" for rate in (one.precision, one.recall, one.f1))
    counts = " ".join(f"{len(part):6}" for part in (one.right, one.missed, one.false))
    return f"{name:{_WIDTH}} {rates} {counts}"


def _reliability(scores: Scores) -> Iterator[str]:
    from fintech_kg.evaluation import calibration_error, reliability

    bins = reliability(scores.beliefs)
    yield from ("", f"{'confidence of facts':{_WIDTH}} {'count':>9} {'stated':>9} {'right':>9}")
    for one in bins:
        name = f"  {one.low:.1f} to {one.high:.1f}"
        yield f"{name:{_WIDTH}} {one.count:9} {100 * one.confidence:9.1f} {100 * one.right:9.1f}"
    yield f"{'  calibration error':{_WIDTH}} {'':9} {'':9} {100 * calibration_error(bins):9.1f}"


def _faults(scores: Scores) -> Iterator[str]:
    for name, one in scores.by_sort.items():
        for fault, findings in (("missed", one.missed), ("false", one.false)):
            if findings:
                yield from ("", f"{fault} {name}")
            for finding in sorted(findings, key=lambda finding: (finding.document, finding)):
                yield from _fault(finding)


def _fault(one: Finding) -> Iterator[str]:
    yield f"  {one.what}{f' — {one.why}' if one.why else ''}"
    yield f"    “{one.sentence}” — {one.document}" if one.sentence else f"    {one.document}"
