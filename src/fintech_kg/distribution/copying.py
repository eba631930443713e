"""From documents in shards to the near-copies among them, in steps of which each reads a part of the sequences or documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from fintech_kg.assembly.agreement import agree
from fintech_kg.assembly.alike import candidates, compared, repeated, share_enough
from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.copies import Precedence, precedence
from fintech_kg.assembly.rows import Numbers
from fintech_kg.corpus.shards import rows_of, table_between, write_columns
from fintech_kg.distribution.gather import documents_of
from fintech_kg.distribution.plan import Each, Plan, number
from fintech_kg.distribution.texts import extractions_of

_PAIRS_AT_ONCE = 500


def spread(given: tuple[Plan, int]) -> None:
    """Of a shard of documents: each sequence with its document, sorted by sequence."""
    plan, shard = given
    rows = documents_of(plan, shard, "sequences")
    told = [np.frombuffer(row["sequences"], np.uint64) for row in rows]
    hashes = np.concatenate([*told, np.empty(0, np.uint64)])
    documents = np.repeat(np.array([number(row["document"]) for row in rows], np.uint64), [len(one) for one in told])
    order = np.argsort(hashes, kind="stable")
    columns = {"sequence": hashes[order], "document": documents[order]}
    write_columns(plan.file("sequences", shard), columns, dict.fromkeys(columns, "number"))


def count(given: tuple[Plan, int]) -> None:
    """Of a shard of sequences: those that several documents hold, sorted by document."""
    plan, shard = given
    hashes, documents = _numbers(plan, "sequences", "sequence", shard, "sequence", "document")
    hashes, documents, counts = repeated(hashes, documents)
    order = np.argsort(documents, kind="stable")
    columns = {"document": documents[order], "sequence": hashes[order], "count": counts[order]}
    write_columns(plan.file("repeated", shard), columns, dict.fromkeys(columns, "number"))


def choose(given: tuple[Plan, int]) -> None:
    """Of a shard of documents: the sequences by which they are compared, sorted by sequence."""
    plan, shard = given
    documents, hashes, counts = _numbers(plan, "repeated", "document", shard, "document", "sequence", "count")
    lengths = {number(row["document"]): len(row["sequences"]) // 8 for row in documents_of(plan, shard, "sequences")}
    order = np.argsort(documents, kind="stable")
    names, starts = np.unique(documents[order], return_index=True)
    found: list[tuple[Numbers, ...]] = []
    for name, places in zip(names.tolist(), np.split(order, starts[1:]) if len(names) else (), strict=True):
        told, asking = compared(lengths[name], hashes[places], counts[places])
        same = np.ones(len(told), np.uint64)
        found.append((told, same * np.uint64(name), same * np.uint64(lengths[name]), asking.astype(np.uint64)))
    parts = [_joined(column) for column in zip(*found, strict=True)] if found else [_joined(())] * 4
    order = np.argsort(parts[0], kind="stable")
    columns = {name: part[order] for name, part in zip(("sequence", "document", "length", "asking"), parts, strict=True)}
    write_columns(plan.file("compared", shard), columns, dict.fromkeys(columns, "number"))


def pair(given: tuple[Plan, int]) -> None:
    """Of a shard of sequences: the pairs of documents that may be near-copies, sorted."""
    plan, shard = given
    hashes, documents, lengths, asking = _numbers(
        plan, "compared", "sequence", shard, "sequence", "document", "length", "asking"
    )
    pairs = np.array(list(candidates(hashes, documents, lengths, asking.astype(np.bool_))), np.uint64).reshape(-1, 2)
    write_columns(plan.file("pairs", shard), {"one": pairs[:, 0], "other": pairs[:, 1]}, {"one": "number", "other": "number"})


def verify(given: tuple[Plan, int]) -> list[tuple[str, str]]:
    """The pairs that are near-copies and whose shorter document is in the shard."""
    plan, shard = given
    ones, others = _numbers(plan, "pairs", "one", shard, "one", "other")
    pairs = sorted({(f"{one:016x}", f"{other:016x}") for one, other in zip(ones.tolist(), others.tolist(), strict=True)})
    return [
        pair
        for start in range(0, len(pairs), _PAIRS_AT_ONCE)
        for pair in _agreeing(plan, pairs[start : start + _PAIRS_AT_ONCE])
    ]


def _agreeing(plan: Plan, pairs: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    wanted = sorted(set(chain.from_iterable(pairs)))
    told = {
        row["document"]: np.frombuffer(row["sequences"], np.uint64)
        for row in rows_of(plan.work("documents"), ("document", "sequences"), "document", wanted)
    }
    likely = [(one, other) for one, other in pairs if share_enough(told[one], told[other])]
    found = extractions_of(plan, sorted(set(chain.from_iterable(likely))))
    return [(one, other) for one, other in likely if agree(found[one], found[other])]


def _numbers(plan: Plan, folder: str, key: str, shard: int, *columns: str) -> list[Numbers]:
    """The columns of those rows of all files whose key is in the shard."""
    table = table_between(plan.work(folder), columns, key, plan.numbers(shard))
    return [table[name].to_numpy().astype(np.uint64) for name in columns]


def _joined(arrays: Iterable[Numbers]) -> Numbers:
    return np.concatenate([*arrays, np.empty(0, np.uint64)]).astype(np.uint64)


def _precedences(plan: Plan, documents: Sequence[str]) -> Iterable[tuple[str, Precedence]]:
    for row in rows_of(plan.work("documents"), ("document", "published", "names"), "document", documents):
        names = sorted(json.loads(name) for name in row["names"])
        yield row["document"], precedence(row["document"], row["published"] or None, names)


def near_copies_in(plan: Plan, each: Each) -> dict[str, str]:
    """The original of each near-copy. Its steps are tasks; what it holds itself is the copies."""
    shards = [(plan, shard) for shard in range(plan.shards)]
    for step in (spread, count, choose, pair):
        each(step, shards)
    pairs = [one for found in each(verify, shards) for one in found]
    clusters = Clusters()
    for one, other in pairs:
        clusters.join(one, other)
    members = sorted(set(chain.from_iterable(pairs)))
    places = dict(_precedences(plan, members)) if members else {}
    copies: dict[str, str] = {}
    for group in clusters.groups(members):
        first = min(group, key=places.__getitem__)
        copies |= {one: first for one in group if one != first}
    return copies
