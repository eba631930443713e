"""Prints how long the explorer's index of a large graph takes to make, how large it is, and how long each question takes.

The graph is that of model_output.py; `--folder` takes a folder that `build` wrote instead. Questions go to the routes without a
network, each in turn and several times, client and server in one process.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

from model_output import write_output
from starlette.applications import Starlette
from starlette.testclient import TestClient

from fintech_kg.cli.explorer import explorer_desk
from fintech_kg.explorer.web import Newest, explorer_routes

ROUNDS = 7
Parameters = list[tuple[str, str | int | float | bool | None]]
SEARCHES = ("b", "bal", "balcor pay", "pay cor", "alfa", "zzz", "balcro", "balcro capitla", "aldnelcapital", "kesmr la")


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--things", type=int, default=100_000)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if given.folder is None:
            print(f"{write_output(folder, given.things):,} documents")
        _measure(folder)


def _measure(folder: Path) -> None:
    desk = explorer_desk(folder, folder / "ledger.toml")
    start, busy = perf_counter(), process_time()
    with desk.opened(False) as (path, _):
        print(f"index made or found in {perf_counter() - start:.1f} s, {process_time() - busy:.1f} s of the processor")
        print(
            f"{path.stat().st_size / 1e6:,.0f} MB on disk; at most {getrusage(RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB of memory"
        )
    newest = Newest(desk)
    client = TestClient(Starlette(routes=explorer_routes(newest)))
    while client.get("/api/about").status_code == 503:
        pass
    print("milliseconds of each question: median, slowest, and the median of those that the processor was busy; bytes unpacked")
    for name, parameters in _questions(client):
        _ask(client, name, parameters)
    newest.close()


def _questions(client: TestClient) -> list[tuple[str, Parameters]]:
    seen = client.get("/api/overview", params={"limit": 300}).json()
    hub, far = seen["nodes"][0]["id"], seen["nodes"][-1]["id"]
    edge, document = seen["edges"][0], client.get("/api/documents?limit=1").json()["documents"][0]["id"]
    middle = client.get("/api/rows?limit=1&offset=100000").json()["rows"] or client.get("/api/rows?limit=1").json()["rows"]
    return [
        ("about", []),
        *(("search", [("q", typed)]) for typed in SEARCHES),
        ("search", [("q", "bal"), ("kind", "Place")]),
        ("overview", [("limit", "300")]),
        ("overview", [("limit", "300"), ("status", "denied"), ("min_confidence", "0.9")]),
        ("neighbours", [("id", hub), ("limit", "300")]),
        ("neighbours", [("id", hub), ("limit", "300"), ("among", "1")]),
        ("thing", [("id", hub)]),
        ("thing", [("id", middle[0]["s"])]),
        ("fact", [("s", edge["s"]), ("p", edge["p"]), ("o", edge["o"])]),
        ("document", [("id", document)]),
        ("documents", [("q", "news 12")]),
        ("path", [("from", far), ("to", middle[0]["s"])]),
        ("path", [("from", far), ("to", middle[0]["s"]), ("min_confidence", "0.8")]),
        ("between", [("id", node["id"]) for node in seen["nodes"]]),
        ("rows", [("limit", "100")]),
        ("rows", [("limit", "100"), ("sort", "confidence")]),
        ("rows", [("limit", "100"), ("offset", "100000")]),
        ("timeline", []),
        ("places", []),
        ("measures", []),
        ("quotations", []),
        ("review", []),
        ("terms", [("q", "acq")]),
        ("picture", []),
    ]


def _ask(client: TestClient, name: str, parameters: Parameters) -> None:
    times, busy = [], []
    for _ in range(ROUNDS):
        start, worked = perf_counter(), process_time()
        reply = client.get(f"/api/{name}", params=parameters, headers={"Accept-Encoding": "gzip"})
        times.append(1000 * (perf_counter() - start))
        busy.append(1000 * (process_time() - worked))
        assert reply.status_code == 200, reply.text
    told = " ".join(f"{key}={value}" for key, value in parameters[:3])
    middle, most, work = statistics.median(times), max(times), statistics.median(busy)
    print(f"{name:<11} {told:<56.56} {middle:8.1f} {most:8.1f} {work:8.1f} {len(reply.content):>11,}")


if __name__ == "__main__":
    main()
