"""From all texts that the inputs gave to documents: each content once, under the first of its names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fintech_kg.assembly.abridged import abridged
from fintech_kg.assembly.alike import hashes_of
from fintech_kg.cleaning import source_text
from fintech_kg.corpus import Record
from fintech_kg.corpus.packing import packed
from fintech_kg.corpus.records import in_order
from fintech_kg.corpus.sharding import Told
from fintech_kg.corpus.shards import Row, rows_between, rows_of, write_rows
from fintech_kg.distribution.plan import Plan
from fintech_kg.model import Extraction
from fintech_kg.store import sha256_of

_KINDS: Mapping[str, str] = {"abridged": "bytes", "sequences": "bytes", "sha256": "text", "published": "text"}
DOCUMENTS: Mapping[str, str] = {"document": "text", "source": "text", "key": "text", "names": "texts", **_KINDS}
_NAMES = ("document", "source", "key", "problem")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What became of a shard's texts: how many documents and copies there are, and what was skipped, each with its reason."""

    documents: int
    copies: int
    skipped: tuple[tuple[str, str], ...]


def told_of(extraction: Extraction) -> Row:
    """What later steps ask of an extraction, so that they need not read it whole."""
    return {
        "abridged": packed(abridged(extraction)),
        "sequences": hashes_of(extraction.document.text).tobytes(),
        "sha256": sha256_of(source_text(extraction.document)),
        "published": extraction.document.published or "",
    }


TOLD = Told(_KINDS, told_of)


def gather(given: tuple[Plan, int]) -> Gathered:
    """Writes the documents of a shard, sorted: by what they go, all their names, and what later steps ask of them."""
    plan, shard = given
    bounds = plan.documents(shard)
    found = sorted({_told(row) for row in rows_between(plan.extractions, _NAMES, "document", bounds)}, key=_place)
    skipped = [(one.source, one.problem or "") for one in found if one.document is None]
    chosen: dict[str, tuple[Record, list[str]]] = {}
    copies = 0
    for document, group in groupby((one for one in found if one.document is not None), key=lambda one: str(one.document)):
        records = in_order(group)
        holder, names = records[0], [one.source for one in records]
        if holder.problem is None:
            chosen[document] = (holder, sorted(set(names)))
            copies += len(records) - 1
        else:
            skipped += [(name, holder.problem) for name in names]
    write_rows(plan.file("documents", shard), list(_documents(plan, bounds, chosen)), DOCUMENTS)
    return Gathered(len(chosen), copies, tuple(sorted(skipped)))


def _documents(plan: Plan, bounds: tuple[str, str], chosen: Mapping[str, tuple[Record, list[str]]]) -> Iterable[Row]:
    rows: dict[str, Row] = {}
    for row in rows_between(plan.extractions, ("document", "source", "key", *_KINDS), "document", bounds):
        document = row["document"]
        if document in chosen and (chosen[document][0].source, chosen[document][0].key) == (
            json.loads(row["source"]),
            row["key"],
        ):
            rows[document] = row | {"names": [json.dumps(name) for name in chosen[document][1]]}
    return (rows[document] for document in sorted(rows))


def documents_of(plan: Plan, shard: int, *columns: str) -> list[Row]:
    """The documents of a shard, sorted, with these of their columns; names as they are."""
    rows = list(rows_of(plan.file("documents", shard), ("document", *columns)))
    for row in rows:
        row |= {name: _plain(row[name]) for name in ("source", "names") if name in row}
    return rows


def _told(row: Row) -> Record:
    document = row["document"] or None
    problem = None if row["problem"] is None else json.loads(row["problem"])
    return Record(json.loads(row["source"]), document, row["key"] or None, problem)


def _place(one: Record) -> tuple[str, str, str]:
    return (one.document or "", one.source, one.key or "")


def _plain(value: Any) -> Any:
    return [json.loads(one) for one in value] if isinstance(value, list) else json.loads(value)
