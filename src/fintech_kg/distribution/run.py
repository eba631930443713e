"""From inputs to a graph in shards, step by step: what each step makes lies on the disk, and the next begins from there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from rdflib import VOID
from rdflib.term import Node

from fintech_kg.building import decisions_of, versions_of
from fintech_kg.corpus import Observer, Options, Stage, unobserved
from fintech_kg.corpus.cluster import SameProgram, connected, each
from fintech_kg.corpus.sharding import extract_to_shards
from fintech_kg.corpus.shards import write_rows
from fintech_kg.distribution.copying import near_copies_in
from fintech_kg.distribution.gather import TOLD, Gathered, documents_of, gather
from fintech_kg.distribution.naming import Named, name_things
from fintech_kg.distribution.plan import Plan
from fintech_kg.distribution.writing import Written, asserted_in, write_lines, write_shard
from fintech_kg.documents import READING, Input, Reading, find_inputs
from fintech_kg.errors import NoInput, RunError
from fintech_kg.graph import RunDescription, checked_base, checked_licence
from fintech_kg.graph.metadata import METADATA, metadata_triples
from fintech_kg.graph.quads import quad_lines
from fintech_kg.graph.vocabulary import iri

REPORT, SUMS = "report.json", "SHA256SUMS"
Report = Mapping[str, object]
Given = TypeVar("Given")
Made = TypeVar("Made")


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
    each shard has the same bytes whatever the cluster. Without an address this machine is the cluster. An output that is there
    is written again only where this made it. Raises MissingExtra, NoInput where no document could be read, and RunError.
    """
    checked_base(options.base_iri)
    if options.licence is not None:
        checked_licence(options.licence)
    plan = Plan(options, output.absolute(), shards)
    decisions_of(options)
    inputs = find_inputs(paths, but=[output, *([] if options.ledger is None else [options.ledger])], reading=reading)
    _begin(plan)
    with connected(address, workers or os.cpu_count() or 1) as processors:
        same = SameProgram(options.ontology, options.model)
        run = _Run(plan, same, observer)
        actors = max(1, min(workers or processors, processors))
        run.extract(inputs, reading, actors)
        report = run.assemble()
    shutil.rmtree(plan.work(""))
    return report


def _begin(plan: Plan) -> None:
    """Makes room for the output. Raises RunError where something else stands there."""
    ours = {"extractions", "quads", "work", REPORT, SUMS}
    found = {path.name for path in plan.output.iterdir() if not path.name.startswith(".")} if plan.output.exists() else set()
    if found - ours or (found and not found & {"work", SUMS}):
        raise RunError(f"{plan.output} holds something else; name an empty or a new folder with --output")
    for name in sorted(ours):
        path = plan.output / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (plan.extractions, plan.quads, plan.work("")):
        path.mkdir(parents=True)


class _Run:
    """The steps, on the cluster that this process is connected to."""

    def __init__(self, plan: Plan, same: SameProgram, observer: Observer) -> None:
        self._plan, self._same, self._observer = plan, same, observer
        self._shards = [(plan, shard) for shard in range(plan.shards)]

    def extract(self, inputs: Sequence[Input], reading: Reading, actors: int) -> None:
        """Reads and extracts."""
        self._observer(Stage("extracting"))
        options = self._plan.options
        extract_to_shards(
            inputs,
            self._plan.extractions,
            ontology=options.ontology,
            model=options.model,
            reading=reading,
            told=TOLD,
            actors=actors,
        )

    def assemble(self) -> Report:
        """From the extractions to the finished output."""
        plan = self._plan
        self._observer(Stage("gathering"))
        gathered = self._each(gather, self._shards)
        if not sum(one.documents for one in gathered):
            problems = "; ".join(f"{name}: {reason}" for one in gathered for name, reason in one.skipped[:3])
            raise NoInput(f"no document could be read ({problems})")
        self._observer(Stage("looking for copies"))
        copies = near_copies_in(plan, self._each)
        rows = [{"document": one, "original": original} for one, original in sorted(copies.items())]
        write_rows(plan.file("copies", 0), rows, {"document": "text", "original": "text"})
        self._observer(Stage("resolving names"))
        [named] = self._each(name_things, [plan])
        self._observer(Stage("writing"))
        written = self._each(write_shard, self._shards)
        facts = sum(self._each(asserted_in, self._shards))
        sums = {one.name: one.sha256 for one in written} | self._metadata(named, written, facts)
        report = _report(gathered, named, written, facts, len(copies), versions_of(plan.options.model, self._same.ontology))
        _put(plan.output / REPORT, json.dumps(report, indent=1) + "\n")
        _put(plan.output / SUMS, "".join(f"{sha256}  quads/{name}\n" for name, sha256 in sorted(sums.items())))
        return report

    def _each(self, function: Callable[[Given], Made], given: Sequence[Given]) -> list[Made]:
        return each(function, given, same=self._same)

    def _metadata(self, named: Named, written: Sequence[Written], facts: int) -> dict[str, str]:
        """Writes what the graph says of itself, and gives the hash of the file by its name."""
        plan, options = self._plan, self._plan.options
        documents = (row for shard in range(plan.shards) for row in documents_of(plan, shard, "sha256"))
        described = RunDescription(
            sources={row["document"]: row["sha256"] for row in documents},
            versions=versions_of(options.model, self._same.ontology),
            model=Path(options.model).name,
            ontology=self._same.ontology,
            ledger=decisions_of(options).hash,
            title=options.title,
            licence=options.licence,
            created=options.created,
            base=options.base_iri,
        )
        counted: dict[Node, int] = {
            VOID.triples: sum(one.own for one in written) + named.triples + facts,
            VOID.entities: named.mentioned,
            VOID.classes: len(frozenset().union(*(one.classes for one in written))),
            VOID.properties: len(frozenset().union(*(one.predicates for one in written))),
        }
        lines = quad_lines(metadata_triples(counted, described), iri(options.base_iri, METADATA))
        name = "metadata.nq.gz"
        return {name: write_lines(plan.quads / name, lines)}


def _report(
    gathered: Sequence[Gathered],
    named: Named,
    written: Sequence[Written],
    facts: int,
    copies: int,
    versions: Mapping[str, str],
) -> dict[str, object]:
    skipped = sorted(one for shard in gathered for one in shard.skipped)
    return {
        "versions": dict(sorted(versions.items())),
        "totals": {
            "documents": sum(one.documents for one in gathered),
            "skipped": len(skipped),
            "copies": sum(one.copies for one in gathered),
            "nearCopies": copies,
            "entities": dict(named.kinds),
            "facts": facts,
            "statements": {status: sum(one.statements[status] for one in written) for status in written[0].statements},
            "observations": sum(one.observations for one in written),
            "quotations": sum(one.quotations for one in written),
            "leftOut": sum(one.left_out for one in written),
            "toReview": len(named.review),
            "quads": sum(one.quads for one in written),
        },
        "skipped": [{"source": name, "reason": reason} for name, reason in skipped],
        "merged": [{"names": list(one.names), "reasons": list(one.reasons)} for one in named.merged],
        "review": [
            {"things": list(one.things), "names": list(one.names), "reasons": list(one.reasons)} for one in named.review
        ],
    }


def _put(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
