"""Prints how long the kept queries take through HTTP, to their whole answers, and a light one alone and beside hostile ones.

The graph is that of model_graph.py. Light queries are timed in rounds, each alone and then beside, so that what else the
machine does falls on both. `--folder` takes a folder that `build` wrote instead.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx
from model_graph import model_graph

from fintech_kg.store import build_store, kept_queries, open_store

SECONDS = 12.0
TIMES = 3
_PAIRS = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(20))
HOSTILE = [
    f"SELECT (COUNT(*) AS ?n) {{ {_PAIRS} }}",
    f"SELECT (COUNT(DISTINCT ?a1) AS ?n) {{ {_PAIRS} FILTER(?a1 != ?c2) }}",
    "SELECT * { ?s (!<a:b>|^!<a:b>)* ?o . ?o (!<a:c>|^!<a:c>)* ?x }",
    "SELECT (COUNT(*) AS ?n) { ?s (!<a:b>|^!<a:b>)+ ?o }",
    "CONSTRUCT { ?a1 ?b2 ?c3 } { ?a1 ?b1 ?c1 . ?a2 ?b2 ?c2 . ?a3 ?b3 ?c3 }",
    "SELECT * { ?a1 ?b1 ?c1 . ?a2 ?b2 ?c2 } ORDER BY ?c2 ?a1",
    "#" + "x" * 1_000_000,
    "SELECT * {" + "{" * 1000 + "}" * 1000 + "}",
    "SELECT * { ?s ?p " + "(" * 120 + ")" * 120 + " }",
    "SELECT * { ?s " + "<a:b>/" * 5000 + "<a:c> ?o }",
]


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=220, help="of the model; 2,220 give a million triples")
    options.add_argument("--folder", type=Path)
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--in-memory", type=int, default=1024, help="as of serve; 0 reads from the disk")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if given.folder is None:
            (folder / "graph.trig").write_text("".join(model_graph(given.documents)), encoding="utf-8")
        start = time.perf_counter()
        build_store(folder)
        with open_store(folder) as store:
            print(f"{store.manifest.counts['triples']:,} triples; store built or found in {time.perf_counter() - start:.1f} s")
        command = [sys.executable, "-c", "from fintech_kg.cli import main; main()", "serve", str(folder), "--port", "0"]
        with subprocess.Popen(
            [*command, "--timeout", "10", "--in-memory", str(given.in_memory)], stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                assert server.stdout is not None
                address = server.stdout.readline().removeprefix("SPARQL at ").partition(";")[0]
                if given.in_memory:
                    wait_for_forks(server.pid)
                asyncio.run(measured(address, given.rounds, server.pid))
            finally:
                server.terminate()


def wait_for_forks(server: int) -> None:
    """Waits until a child of the server has several children of its own: then the graph is in memory (Linux)."""
    start = time.perf_counter()
    while not any(len(children_of(child)) > 2 for child in children_of(server)):  # one is the reader of the disk
        time.sleep(0.2)
    time.sleep(1)
    print(f"in memory after {time.perf_counter() - start:.1f} s")


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still live."""
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


async def measured(address: str, rounds: int, server: int) -> None:
    """Asks the kept queries one after the other, then a light one alone and beside ten hostile ones that are repeated."""
    async with httpx.AsyncClient(timeout=120, trust_env=False) as client:
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}; each query asked {TIMES} times as a new one, then again")
        times = {}
        for name, kept in kept_queries().items():
            found = []
            for number in range(TIMES):
                before = processor_seconds(server)
                status, seconds, size = await timed(client, address, f"{kept.sparql}# {number}")
                found.append((status, seconds, size, processor_seconds(server) - before))
            _, again, _ = await timed(client, address, f"{kept.sparql}# 0")
            times[name] = found[0][0], min(one[1] for one in found), min(one[3] for one in found), again, found[0][2]
            print(f"  {name:28} {told(*times[name])}", flush=True)
        middle = [statistics.median(one[place] for one in times.values()) for place in (1, 2, 3)]
        print(f"  {'median of all':28}     {' '.join(f'{1000 * one:9.0f}' for one in middle)} ms")
        light = "SELECT * { ?s <https://w3id.org/fintech-kg/ontology#acquired> ?o } LIMIT 20"
        ratios = [await one_round(client, address, light) for _ in range(rounds)]
    print(f"ratios of the rounds: {' '.join(f'{one:.2f}' for one in sorted(ratios))}; median {statistics.median(ratios):.2f}")


def told(status: int, least: float, processor: float, again: float, size: int) -> str:
    """A line of the table."""
    return f"{status} {' '.join(f'{1000 * one:9.0f}' for one in (least, processor, again))} ms {size:12,} bytes"


def processor_seconds(pid: int) -> float:
    """What a process, its children and theirs, also those that ended, have had of the processor (Linux)."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        mine = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        return mine + sum(map(processor_seconds, children_of(pid)))
    return 0.0


async def one_round(client: httpx.AsyncClient, address: str, light: str) -> float:
    """How many times longer the light query takes beside ten hostile ones, by the medians of one round."""
    alone = await for_seconds(client, address, light, SECONDS / 2)
    with multiprocessing.Pool(1) as others:  # a process of their own, or their clients would hold up the light one's
        answering = others.apply_async(asked_again_and_again, (address, SECONDS))
        await asyncio.sleep(SECONDS / 6)
        beside = await for_seconds(client, address, light, SECONDS * 2 / 3)
        answers = await asyncio.to_thread(answering.get)
    lost = sum(status != 200 for status, _, _ in beside)
    told = [statistics.median(seconds for _, seconds, _ in one) for one in (alone, beside)]
    worst = [statistics.quantiles((seconds for _, seconds, _ in one), n=20)[-1] for one in (alone, beside)]
    print(f"light query: median {1000 * told[0]:.1f} ms alone, {1000 * told[1]:.1f} ms beside: ratio {told[1] / told[0]:.2f}")
    print(f"             95th percentile {1000 * worst[0]:.1f} ms, {1000 * worst[1]:.1f} ms: ratio {worst[1] / worst[0]:.2f}")
    print(f"             {lost} of {len(beside)} lost; the hostile ones were answered {answers}", flush=True)
    return told[1] / told[0]


async def for_seconds(client: httpx.AsyncClient, address: str, query: str, seconds: float) -> list[tuple[int, float, int]]:
    """What `timed` gives for a query that is repeated for so long."""
    end, found = time.perf_counter() + seconds, []
    while time.perf_counter() < end:
        found.append(await timed(client, address, f"{query} # {time.perf_counter()}"))  # never one whose answer is kept
    return found


async def timed(client: httpx.AsyncClient, address: str, query: str) -> tuple[int, float, int]:
    """The status, the seconds, and the bytes of an answer."""
    start = time.perf_counter()
    response = await client.post(address, data={"query": query})
    return response.status_code, time.perf_counter() - start, len(response.content)


def asked_again_and_again(address: str, seconds: float) -> dict[int, int]:
    """How often each status was the answer to the hostile queries, each repeated for so long; 0: the server cut one off."""
    os.nice(10)  # it is the server that is measured, not the callers

    async def repeated(client: httpx.AsyncClient, query: str, found: Counter[int]) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            try:
                status, _, _ = await timed(client, address, query)
            except httpx.TransportError:
                status = 0
            found[status] += 1

    async def all_of_them() -> Counter[int]:
        found: Counter[int] = Counter()
        async with httpx.AsyncClient(timeout=120, trust_env=False) as client:
            await asyncio.gather(*(repeated(client, query, found) for query in HOSTILE))
        return found

    return dict(asyncio.run(all_of_them()))


if __name__ == "__main__":
    main()
