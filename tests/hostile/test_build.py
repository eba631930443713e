"""A folder of hostile files goes through the whole of the command: the good ones are in the graph, the others are named."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Dataset

from ..cli.conftest import Run, run  # noqa: F401  the fixture
from .valid import zipped

pytestmark = pytest.mark.model

NAMES = (
    "\x1b[31mred\x07.txt",
    "two\nlines\r.txt",
    '" onload=alert(1).txt',
    "<script>alert(1)<&amp;>.txt",
    "'; DROP TABLE x; --.txt",
    "![a](javascript:b) *c* _d_ `e` | f.txt",
    "\u202etxt.exe.txt",
    "Pay\u200bPal.txt",
    "$(touch x) `touch y` %zz %00.txt",
    "a#b?c=d&e.txt",
    "-o.txt",
    "é.txt",
    "é.txt",
    "É.txt",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every name with a sentence of its own, and what is no document."""
    made = tmp_path / "in"
    made.mkdir()
    for number, name in enumerate(NAMES):
        (made / name).write_text(f"Kite Bank acquired Plaid Pay in {1990 + number}.")
    (made / "names.zip").write_bytes(zipped({f"{name}": f"Visa bought Tink in {1950 + n}." for n, name in enumerate(NAMES)}))
    Path(os.fsdecode(os.fsencode(made) + b"/bad\xff.txt")).write_text("Plaid Pay is based in London.")
    (tmp_path / "secret.txt").write_text("SECRET")
    (made / "out.txt").symlink_to("../secret.txt")
    os.mkfifo(made / "pipe.txt")
    with (made / "sparse.txt").open("wb") as file:
        file.truncate(2 << 30)
    (made / "up.zip").write_bytes(zipped({"../up.txt": "UP", "/up.txt": "UP"}))
    return made


def test_good_ones_are_in_the_graph_and_the_others_are_named(run: Run, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    before = {path.name for path in tmp_path.rglob("*")}
    done = run("build", folder, "--output", tmp_path / "out", "--model", "fast")
    assert done.code == 0
    assert not {char for char in done.out + done.err if char in "\x1b\x07\r\u202e\u200b"}
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    states = {one["source"]: one["state"] for one in report["documents"]}
    read = {*NAMES, *(f"names.zip/{name}" for name in NAMES), "bad\udcff.txt"}
    assert {name for name, state in states.items() if state == "read"} == read
    assert set(states) - read == {"out.txt", "pipe.txt", "sparse.txt", "up.zip/../up.txt", "up.zip//up.txt"}
    hidden = {path for path in tmp_path.rglob("*") if any(part.startswith(".") for part in path.parts)}
    written = {path.name for path in {*tmp_path.rglob("*")} - hidden} - before
    sums = {"SHA256SUMS", "documents.jsonl"}
    assert written == {"out", "graph.ttl", "graph.trig", "graph.html", "report.json", "report.md", *sums}


def test_names_are_inert_in_what_is_written(run: Run, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    run("build", folder, "--output", tmp_path / "out", "--model", "fast")
    graph = Dataset()
    graph.parse(tmp_path / "out" / "graph.trig", format="trig")
    sources = {str(value) for _, predicate, value, _ in graph.quads() if str(predicate).endswith("/source")}
    assert {name for name in NAMES if "\x1b" not in name} <= sources
    page = (tmp_path / "out" / "graph.html").read_text()
    assert "<script>alert" not in page
    assert _handlers(page) == []
    told = (tmp_path / "out" / "report.md").read_text()
    assert not {char for char in told if char in "\x1b\x07\r\u202e\u200b"}
    assert "<script>" not in told and "](" not in told and "SECRET" not in told + page


def _handlers(page: str) -> list[str]:
    """The attributes of the page's elements that call something."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(name for name, _ in attrs if name.startswith("on"))

    Reader().feed(page)
    return found
