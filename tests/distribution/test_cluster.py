"""The whole path on a Ray cluster of several nodes, one of which is killed on the way."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from fintech_kg import build
from fintech_kg.corpus import Options
from fintech_kg.corpus.cluster import cluster_token
from fintech_kg.distribution import distribute
from fintech_kg.graph import BASE_IRI

from ..deadly import DEADLY, deadly_pipeline
from .made import quads_in

pytest.importorskip("ray", reason="ray is an extra")
pytestmark = [
    pytest.mark.model,
    pytest.mark.cluster,
    pytest.mark.skipif(sys.platform != "linux", reason="finds the node to kill in /proc"),
]
FILES, ROWS = 6, 12


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A pipeline that one of the texts kills, wherever on the cluster it is read."""
    name = deadly_pipeline(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    return name


@pytest.fixture
def cluster(pipeline: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster of this machine with a head and two more nodes, each with a processor."""
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_AUTH_TOKEN", cluster_token())
    import ray
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 100 << 20}
    made = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    for _ in range(2):
        made.add_node(**node)
    made.wait_for_nodes()
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder of Parquet shards."""
    import pyarrow
    from pyarrow import parquet

    folder = tmp_path / "in"
    folder.mkdir()
    for file in range(FILES):
        numbers = range(file * ROWS, (file + 1) * ROWS)
        texts = [f"Kite {number} Bank acquired Plaid {number % 7} in 2024 for ${number} million." for number in numbers]
        texts[0] = "Kite Bank is a copy in every file."
        texts[1] = f"{DEADLY} Pay acquired Plaid." if file == 2 else texts[1]
        columns = {"id": [f"d{number}" for number in numbers], "text": texts, "date": ["2025-03-14"] * ROWS}
        parquet.write_table(pyarrow.table(columns), folder / f"part-{file}.parquet")
    return folder


def test_graph_is_that_of_build_though_a_node_is_killed(cluster: Any, pipeline: str, tables: Path, tmp_path: Path) -> None:
    build([tables], model=pipeline, runner="processes", workers=1).write(tmp_path / "built")
    killed: list[Any] = []
    thread = threading.Thread(target=lambda: killed.append(kill_a_reader(cluster)), daemon=True)
    thread.start()
    options = Options(pipeline, None, BASE_IRI, None)
    report = distribute([tables], tmp_path / "out", options, shards=3, address=cluster.address)
    thread.join(timeout=10)
    assert killed
    totals = report["totals"]
    assert isinstance(totals, dict)
    assert (totals["documents"], totals["copies"], totals["skipped"]) == (FILES * (ROWS - 1), FILES - 1, 1)
    assert "two processes that read it died" in str(report["skipped"])
    quads = quads_in(tmp_path / "out")
    assert len(quads) == len(set(quads))
    assert set(quads) == set(parse(path=tmp_path / "built" / "graph.trig", format=RdfFormat.TRIG))


def kill_a_reader(cluster: Any) -> Any:
    """Waits for an actor with a pipeline on a node that is not the head, and kills that node with all its processes."""
    while True:
        for node in list(cluster.worker_nodes):
            raylet = node.all_processes["raylet"][0].process.pid
            if any(children(actor) for actor in children(raylet) if b"_Extracting" in told(actor, "cmdline")):
                cluster.remove_node(node, allow_graceful=False)
                return node
        time.sleep(0.1)


def children(pid: int) -> list[int]:
    return [int(one) for one in told(pid, f"task/{pid}/children").split()]


def told(pid: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes()
    except OSError:
        return b""
