"""Tables: from Facts to nodes.csv and edges.csv (RFC 4180, UTF-8), exact, for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from rdflib import Dataset

from fintech_kg.model import Fact, Facts, Statement

NODE_COLUMNS = ("id", "label", "kind", "types", "names", "country", "same_as")
EDGE_COLUMNS = (
    "subject", "relation", "object", "status", "confidence", "role", "amount", "time", "sentence", "document", "start", "end",
    "statement",
)  # fmt: skip


def csv_tables(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """A row for each entity and a row for each statement; several values of a cell are parted by `|`.

    `types` are the classes below the kind, and `names` the names besides the label.
    """
    nodes = (
        (
            e.id,
            e.name,
            e.kind.value,
            "|".join(cls for cls in e.types if cls != e.kind.value),
            "|".join(name for name in e.names if name != e.name),
            e.country or "",
            "|".join(e.same_as),
        )
        for e in facts.entities
    )
    edges = (_edge(fact, statement) for fact in facts.facts for statement in fact.statements)
    return {"nodes.csv": _csv(NODE_COLUMNS, nodes), "edges.csv": _csv(EDGE_COLUMNS, edges)}


def _edge(fact: Fact, one: Statement) -> tuple[str, ...]:
    qualifiers, confidence = dict(one.qualifiers), f"{one.confidence.normalize():f}"
    return (
        fact.subject, one.predicate, fact.object, one.status.value, confidence, qualifiers.get("role", ""),
        qualifiers.get("amount", ""), qualifiers.get("time", ""), one.evidence.quote, one.evidence.document,
        str(one.evidence.start), str(one.evidence.end), one.id,
    )  # fmt: skip


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")
