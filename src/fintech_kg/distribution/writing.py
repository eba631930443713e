"""From a shard of documents, and what is known of all things, to a shard of N-Quads."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from rdflib.term import Node

from fintech_kg.assembly import Resolution, assemble
from fintech_kg.corpus.packing import unpacked
from fintech_kg.corpus.shards import Row, rows_between, write_rows
from fintech_kg.distribution.gather import documents_of
from fintech_kg.distribution.naming import resolution_in, things_named
from fintech_kg.distribution.plan import Plan
from fintech_kg.distribution.texts import extractions_in, opened
from fintech_kg.graph.quads import Counted, document_quads
from fintech_kg.model import Extraction, Facts, Status
from fintech_kg.ontology import load_ontology

_AT_ONCE = 1000
"""Documents that are assembled together, which is what a task has in memory."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a shard: the hash of its file, its triples that no other shard has, and its counts by name."""

    name: str
    sha256: str
    own: int
    quads: int
    classes: frozenset[str]
    predicates: frozenset[str]
    statements: Mapping[str, int]
    observations: int
    quotations: int
    left_out: int


def write_shard(given: tuple[Plan, int]) -> Written:
    """Writes the graphs of a shard's documents, sorted, and what they assert."""
    plan, shard = given
    known = load_ontology(plan.options.ontology)
    rows = documents_of(plan, shard, "source", "key", "names", "abridged")
    chosen = {row["document"]: (json.dumps(row["source"]), row["key"]) for row in rows}
    names = {row["document"]: row["names"] for row in rows}
    copies = {
        row["document"]: row["original"]
        for row in rows_between(plan.work("copies"), ("document", "original"), "document", plan.documents(shard))
    }
    resolution = resolution_in(plan, shard)
    things = {one.id: one for one in things_named(plan, _named_in(rows, resolution))}
    counts: Counter[str] = Counter()
    told: list[Counted] = []

    def content() -> Iterator[bytes]:
        waiting = extractions_in(plan, shard, chosen)
        while several := [opened(one) for _, one in islice(waiting, _AT_ONCE)]:
            held = {one.document.id for one in several}
            facts = assemble(
                several,
                sources={name: names[name] for name in held},
                resolution=resolution,
                symmetric=known.symmetric,
                copies={one: original for one, original in copies.items() if one in held},
            )
            facts = replace(facts, entities=tuple(things[name] for name in sorted({thing for _, thing in facts.mentions})))
            lines, counted = document_quads(facts, known, base=plan.options.base_iri)
            told.append(counted)
            counts.update(_counts(facts), quads=lines.count(b"\n"), left_out=sum(len(one.document.left_out) for one in several))
            yield lines

    name = f"graph-{shard:05}-of-{plan.shards:05}.nq.gz"
    sha256 = write_lines(plan.quads / name, content())
    asserted = sorted({_digest(triple) for one in told for triple in one.asserted})
    write_rows(plan.file("asserted", shard), [{"fact": one} for one in asserted], {"fact": "bytes"})
    return Written(
        name,
        sha256,
        sum(one.own for one in told),
        counts["quads"],
        frozenset().union(*(one.classes for one in told)),
        frozenset().union(*(one.predicates for one in told)),
        {status.value: counts[status.value] for status in Status},
        counts["observations"],
        counts["quotations"],
        counts["left_out"],
    )


def asserted_in(given: tuple[Plan, int]) -> int:
    """How many different facts all shards assert, of those whose hashes are in a shard."""
    plan, shard = given
    first, last = plan.numbers(shard)
    bounds = first.to_bytes(8, "big"), last.to_bytes(8, "big") + b"\xff" * 8
    return len({row["fact"] for row in rows_between(plan.work("asserted"), ("fact",), "fact", bounds)})


def write_lines(path: Path, content: Iterable[bytes]) -> str:
    """Writes lines, compressed, and gives the hash of the file. Who dies over it leaves no file of that name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as stream, gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed:
        for lines in content:
            packed.write(lines)
    beside.replace(path)
    with path.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()


def _named_in(rows: Iterable[Row], resolution: Resolution) -> set[str]:
    """The things that the documents name."""
    abridged = (unpacked(row["abridged"], Extraction) for row in rows)
    return {resolution.canonical(one.document.id, name.entity) for one in abridged for name in one.mentions}


def _counts(facts: Facts) -> Mapping[str, int]:
    statuses = Counter(one.status.value for fact in facts.facts for one in fact.statements)
    return {**statuses, "observations": len(facts.observations), "quotations": len(facts.quotations)}


def _digest(triple: Sequence[Node]) -> bytes:
    return hashlib.blake2b(" ".join(map(str, triple)).encode(), digest_size=16).digest()
