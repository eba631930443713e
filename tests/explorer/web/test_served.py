"""The newest index: after another build, after damage, and where there is none."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from .conftest import EXTRACTIONS, Client, write
from .test_answers import asked


def until(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether it becomes true in that time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def things(client: TestClient) -> Any:
    reply = client.get("/api/about")
    return reply.json()["counts"]["things"] if reply.status_code == 200 else None


def index_of(output: Path) -> Path:
    return next((output / ".store").glob("*-explorer")) / "index.sqlite"


def test_an_output_that_is_built_again_is_shown_anew(serve: Client, output: Path) -> None:
    client = serve(output)
    before = asked(client, "about")
    write(output, EXTRACTIONS[:1])
    assert until(lambda: things(client) == 5)
    assert asked(client, "about")["generation"] != before["generation"]


def test_an_index_is_made_once(serve: Client, output: Path) -> None:
    asked(serve(output), "about")
    made = index_of(output).stat().st_ino
    asked(serve(output), "about")
    assert index_of(output).stat().st_ino == made


def test_the_index_of_an_older_output_goes(serve: Client, output: Path) -> None:
    asked(serve(output), "about")
    write(output, EXTRACTIONS[:1])
    asked(serve(output), "about")
    assert len([*(output / ".store").glob("*-explorer")]) in {1, 2}  # the first client still reads its own


def test_an_index_that_was_damaged_while_nobody_looked_is_made_again(serve: Client, output: Path) -> None:
    asked(serve(output), "about")
    path = index_of(output)
    path.write_bytes(path.read_bytes()[:-4096] + b"\xff" * 4096)
    assert asked(serve(output), "rows")["of"] == 5


def test_an_index_that_is_cut_short_is_made_again(serve: Client, output: Path) -> None:
    asked(serve(output), "about")
    index_of(output).write_bytes(b"")
    assert things(serve(output)) == 7


def test_an_index_that_is_damaged_while_it_is_read_is_made_again(serve: Client, output: Path) -> None:
    client = serve(output)
    asked(client, "about")
    size = index_of(output).stat().st_size
    with index_of(output).open("r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xff" * (size - 8192))
    assert until(lambda: client.get("/api/rows?limit=1000").status_code == 200)
    assert asked(client, "rows")["of"] == 5


def test_a_report_that_changed_is_shown(serve: Client, output: Path) -> None:
    assert asked(serve(output), "review")["of"] == 1
    write(output, EXTRACTIONS, ())
    assert asked(serve(output), "review")["of"] == 0


def test_an_output_without_texts_and_report_is_shown_as_far_as_it_goes(serve: Client, output: Path) -> None:
    (output / "documents.jsonl").unlink()
    (output / "report.json").unlink()
    client = serve(output)
    said = asked(client, "fact", s="organisation/Borealis", p="basedIn", o="place/Lisbon")["statements"][0]
    assert said["evidence"]["paragraph"] == "Borealis asserted basedIn Lisbon."
    assert asked(client, "review")["of"] == 0


def test_a_folder_that_nobody_may_write_is_shown(serve: Client, output: Path, tmp_path: Path) -> None:
    shutil.rmtree(output / ".store")
    (output / ".store").write_text("in the way")
    assert things(serve(output)) == 7


def test_a_graph_that_cannot_be_read_is_named(serve: Client, output: Path) -> None:
    (output / "graph.trig").write_text("what <is this")
    reply = serve(output).get("/api/about")
    assert reply.status_code == 503
    assert "graph.trig cannot be read" in reply.json()["error"]
    assert reply.headers["retry-after"] == "2"
