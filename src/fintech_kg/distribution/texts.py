"""From identifiers of documents to their extractions, which lie in shards under every name that a text came under."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from fintech_kg.corpus.packing import unpacked
from fintech_kg.corpus.shards import Row, rows_between, rows_of
from fintech_kg.distribution.plan import Plan
from fintech_kg.model import Extraction

_COLUMNS = ("document", "source", "key", "extraction")


def extractions_of(plan: Plan, documents: Collection[str]) -> dict[str, Extraction]:
    """Those of some documents."""
    held = rows_of(plan.work("documents"), ("document", "source", "key"), "document", sorted(documents))
    chosen = {row["document"]: (row["source"], row["key"]) for row in held}
    found = _chosen(rows_of(plan.extractions, _COLUMNS, "document", sorted(documents)), chosen)
    return {document: opened(content) for document, content in found.items()}


def extractions_in(plan: Plan, shard: int, chosen: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Those of a shard's documents, sorted and packed; `chosen` gives the name, as JSON, and the key that each goes by."""
    found = _chosen(rows_between(plan.extractions, _COLUMNS, "document", plan.documents(shard)), chosen)
    yield from sorted(found.items())


def opened(content: bytes) -> Extraction:
    """An extraction as it was packed."""
    return unpacked(content, Extraction)


def _chosen(rows: Iterable[Row], chosen: Mapping[str, tuple[str, str]]) -> dict[str, bytes]:
    return {row["document"]: row["extraction"] for row in rows if chosen.get(row["document"]) == (row["source"], row["key"])}
