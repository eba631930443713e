"""How long each export takes and how large it is, over facts made by rule: `python benchmarks/export.py 100000 [FORMAT …]`.

The peak of memory is that of the whole process so far, the facts and their dataset among it.
"""

from __future__ import annotations

import resource
import sys
import time
from decimal import Decimal

from rdflib import Dataset

from fintech_kg.errors import MissingExtra
from fintech_kg.exports import EXPORTERS, export
from fintech_kg.graph import dataset_of
from fintech_kg.model import Document, Entity, Evidence, Fact, Facts, Kind, Statement, Status
from fintech_kg.ontology import load_ontology

_NOT_FROM_THE_DATASET = (
    "graphml", "gexf", "cx2", "cytoscapejs", "neo4j", "kgtk", "pykeen", "csv", "sqlite", "duckdb", "parquet", "geojson",
    "obsidian",
)  # fmt: skip


def made(count: int) -> Facts:
    """So many facts, with a statement each, between a fifth as many organisations, in a twentieth as many documents."""
    entities = tuple(
        Entity(f"organisation/{number:07}", Kind.ORGANISATION, f"Name {number} & Co") for number in range(max(2, count // 5))
    )
    documents = tuple(Document(f"{number:016x}", f"{number}.txt", "", "text/plain") for number in range(max(1, count // 20)))
    facts = tuple(_fact(number, entities, documents) for number in range(count))
    mentions = {(one.statements[0].evidence.document, end) for one in facts for end in (one.subject, one.object)}
    sources = tuple((one.id, (one.source,)) for one in documents)
    return Facts(documents, entities, tuple(sorted(mentions)), facts, (), (), sources)


def _fact(number: int, entities: tuple[Entity, ...], documents: tuple[Document, ...]) -> Fact:
    subject, object_ = entities[number % len(entities)].id, entities[(number * 7 + 1) % len(entities)].id
    evidence = Evidence(documents[number % len(documents)].id, number, number + 40, f"A sentence, number {number}; it says so.")
    span, belief = (number, number + 4), Decimal("0.9")
    one = Statement(subject, "uses", object_, Status.ASSERTED, (), evidence, "verb:use", belief, span, span, span)
    return Fact(subject, "uses", object_, Status.ASSERTED, belief, (one,))


def main(count: int, names: list[str]) -> None:
    """Prints a line for each format: seconds of CPU, megabytes written, and the peak of memory in megabytes."""
    facts = made(count)
    needed = any(name not in _NOT_FROM_THE_DATASET for name in names)
    dataset = dataset_of(facts, load_ontology()) if needed else Dataset()
    for name in names:
        start = time.process_time()
        try:
            size = sum(map(len, export(name, facts, dataset).values()))
        except MissingExtra as error:
            print(f"{name:12} {error}")
            continue
        seconds, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:12} {seconds:7.1f} s {size / 1e6:8.1f} MB   peak {peak} MB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or list(EXPORTERS))
