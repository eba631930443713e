"""From extractions in shards to the finished graph, in steps: what each makes lies on the disk, and the next begins there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from rdflib import VOID
from rdflib.term import Node

from fintech_kg.building import decisions_of, versions_of
from fintech_kg.corpus import Observer, Stage, unobserved
from fintech_kg.corpus.shards import write_rows
from fintech_kg.distribution.copying import near_copies_in
from fintech_kg.distribution.gather import Gathered, documents_of, gather
from fintech_kg.distribution.naming import Named, name_things
from fintech_kg.distribution.plan import Each, Plan
from fintech_kg.distribution.writing import Written, asserted_in, write_lines, write_shard
from fintech_kg.errors import NoInput
from fintech_kg.graph import RunDescription
from fintech_kg.graph.metadata import METADATA, metadata_triples, source_triple
from fintech_kg.graph.quads import quad_lines
from fintech_kg.graph.vocabulary import iri
from fintech_kg.ontology import load_ontology

REPORT, SUMS = "report.json", "SHA256SUMS"
Report = Mapping[str, object]
_PROBLEMS_TOLD = 3


def assemble_shards(plan: Plan, each: Each, observer: Observer = unobserved) -> Report:
    """Writes the graph of the plan's extractions and what is told of it; `each` does the tasks of a step, wherever.

    Raises NoInput where there is no document.
    """
    shards = [(plan, shard) for shard in range(plan.shards)]
    observer(Stage("gathering"))
    gathered = each(gather, shards)
    if not sum(one.documents for one in gathered):
        problems = [f"{name}: {reason}" for one in gathered for name, reason in one.skipped]
        raise NoInput(f"no document could be read ({'; '.join(problems[:_PROBLEMS_TOLD])})")
    observer(Stage("looking for copies"))
    copies = near_copies_in(plan, each)
    rows = [{"document": one, "original": original} for one, original in sorted(copies.items())]
    write_rows(plan.file("copies", 0), rows, {"document": "text", "original": "text"})
    observer(Stage("resolving names"))
    [named] = each(name_things, [plan])
    observer(Stage("writing"))
    written = each(write_shard, shards)
    facts = sum(each(asserted_in, shards))
    sums = {one.name: one.sha256 for one in written} | _metadata(plan, named, written, facts)
    report = _report(plan, gathered, named, written, facts, len(copies))
    _put(plan.output / REPORT, json.dumps(report, indent=1) + "\n")
    _put(plan.output / SUMS, "".join(f"{sha256}  quads/{name}\n" for name, sha256 in sorted(sums.items())))
    return report


def _metadata(plan: Plan, named: Named, written: Sequence[Written], facts: int) -> dict[str, str]:
    """Writes what the graph says of itself, and gives the hash of the file by its name."""
    options, known = plan.options, load_ontology(plan.options.ontology)
    documents = (row for shard in range(plan.shards) for row in documents_of(plan, shard, "sha256"))
    described = RunDescription(
        sources={row["document"]: row["sha256"] for row in documents},
        versions=versions_of(options.model, known.hash),
        model=Path(options.model).name,
        ontology=known.hash,
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
    told = chain(metadata_triples(counted, described), (source_triple(one, described) for one in described.sources))
    lines = quad_lines(told, iri(options.base_iri, METADATA))
    name = "metadata.nq.gz"
    return {name: write_lines(plan.quads / name, lines)}


def _report(
    plan: Plan,
    gathered: Sequence[Gathered],
    named: Named,
    written: Sequence[Written],
    facts: int,
    copies: int,
) -> dict[str, object]:
    versions = versions_of(plan.options.model, load_ontology(plan.options.ontology).hash)
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
