"""Prints what the kept queries cost, ours beside plain rdflib in memory, on a graph of about N triples.

Ours: each query asked of the store on disk by a process that has it open already (`opened`), and as `fintech-kg query --name`
does it from the shell, with all that starting takes (`shell`). rdflib: a Graph of the union, as every kept query
asks it; each has a process forked from the one that holds the graph, which is stopped after `--limit` seconds. Where it was
stopped, the ratio is at least the one given (`>`). Seconds of the processor, the least of several times for ours.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import process_time

from measuring import PROGRAM, cost_of, options, print_table, told
from model_facts import write_graph
from pyoxigraph import QueryBoolean, Store
from rdflib import Graph

from fintech_kg.graph import PREFIXES, parse_turtle
from fintech_kg.store import build_store, kept_queries, open_store

HEAD = ("query", "rows", "opened s", "shell s", "rdflib s", "x opened", "x shell", "rows by rdflib")


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__)
    parser.add_argument("--triples", type=int, default=20_000)
    parser.add_argument("--limit", type=int, default=60, help="seconds of the processor for a query of rdflib")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_graph(folder, given.triples, given.seed)
        build_store(folder)
        with open_store(folder) as store:
            title = f"The kept queries on {store.manifest.counts['triples']:,} triples"
            rows = _rows(folder, Store.read_only(str(store.path)), given.limit, given.times)
            print_table(title, HEAD, rows, seed=given.seed)


def _rows(folder: Path, store: Store, limit: int, times: int) -> Iterator[tuple[object, ...]]:
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    for triple in parse_turtle((folder / "graph.ttl").read_bytes()):
        graph.add(triple)
    found = []
    for name, kept in kept_queries().items():
        rows, opened = min((_asked(store, kept.sparql) for _ in range(times)), key=lambda one: one[1])
        shell = min(cost_of([*PROGRAM, "query", "--graph", folder, "--name", name]).busy for _ in range(times))
        their_rows, theirs = asked_of_rdflib(graph, kept.sparql, limit)
        found.append((opened, shell, theirs, theirs / opened, theirs / shell))
        least = ">" if their_rows is None else ""
        ratios = [f"{least}{told(one)}" for one in found[-1][3:]]
        yield name, rows, opened, shell, f"{least}{told(theirs)}", *ratios, "stopped" if their_rows is None else their_rows
    yield "median", None, *(median(column) for column in zip(*found, strict=True)), None


def _asked(store: Store, sparql: str) -> tuple[int, float]:
    """The rows or triples of the answer, and the seconds that it took us."""
    start = process_time()
    answer = store.query(sparql, prefixes=dict(PREFIXES))
    rows = int(bool(answer)) if isinstance(answer, QueryBoolean) else sum(1 for _ in answer)
    return rows, process_time() - start


def asked_of_rdflib(graph: Graph, sparql: str, limit: int) -> tuple[int | None, float]:
    """The rows of the answer, None where it was stopped, and the seconds that it took a process forked from this one."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, limit)  # ends the process; counts what it is busy, not what others are
        start = process_time()
        rows = sum(1 for _ in graph.query(sparql))
        sending.send((rows, process_time() - start))
        os._exit(0)
    sending.close()
    with suppress(EOFError):
        answer: tuple[int, float] = receiving.recv()
        os.waitpid(child, 0)
        return answer
    os.waitpid(child, 0)
    return None, float(limit)


if __name__ == "__main__":
    main()
