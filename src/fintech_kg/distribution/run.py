"""From inputs to a graph in shards, by a Ray cluster."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from fintech_kg.building import decisions_of
from fintech_kg.corpus import Observer, Options, Stage, unobserved
from fintech_kg.corpus.cluster import SameProgram, connected, each
from fintech_kg.corpus.sharding import extract_to_shards
from fintech_kg.distribution.gather import TOLD
from fintech_kg.distribution.plan import Plan
from fintech_kg.distribution.steps import REPORT, SUMS, Report, assemble_shards
from fintech_kg.documents import READING, Reading, find_inputs
from fintech_kg.errors import RunError
from fintech_kg.graph import checked_base, checked_licence


def distribute(
    paths: Iterable[str | Path],
    output: Path,
    options: Options,
    *,
    shards: int = 16,
    workers: int | None = None,
    address: str | None = None,
    reading: Reading = READING,
    observer: Observer = unobserved,
) -> Report:
    """Writes the graph of all documents under the paths in so many shards, by a Ray cluster, and gives the report.

    All nodes see the paths, the output, the ontology and the ledger under the same names. The quads are those of `build`, and
    each shard has the same bytes whatever the cluster. Without an address this machine is the cluster. What a run left that was
    cut short is begun anew; a finished output is not written over. Raises MissingExtra, NoInput where no document could be
    read, and RunError.
    """
    checked_base(options.base_iri)
    if options.licence is not None:
        checked_licence(options.licence)
    plan = Plan(options, output.absolute(), shards)
    decisions_of(options)
    inputs = find_inputs(paths, but=[output, *([] if options.ledger is None else [options.ledger])], reading=reading)
    with connected(address, workers or os.cpu_count() or 1) as processors:
        _begin(plan)
        observer(Stage("extracting"))
        extract_to_shards(
            inputs,
            plan.extractions,
            ontology=options.ontology,
            model=options.model,
            reading=reading,
            told=TOLD,
            actors=max(1, min(workers or processors, processors)),
        )
        report = assemble_shards(plan, partial(each, same=SameProgram(options.ontology, options.model)), observer)
    shutil.rmtree(plan.work(""))
    return report


def _begin(plan: Plan) -> None:
    """Makes room for the output, where an earlier run was cut short too. Raises RunError where something else stands there."""
    found = {path.name for path in plan.output.iterdir() if not path.name.startswith(".")} if plan.output.exists() else set()
    if SUMS in found:
        raise RunError(f"{plan.output} holds a finished graph, and shards are not written over; name another folder")
    if found - {"extractions", "quads", "work", REPORT} or (found and "work" not in found):
        raise RunError(f"{plan.output} holds something else; name a new folder or an empty one")
    for path in (plan.extractions, plan.quads, plan.work("")):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
