"""`fintech-kg build`: what it writes and prints, and what it says of bad input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Dataset, Graph

from fintech_kg.cli import build as build_module

from ..handmade import HOSTILE
from .conftest import Run

pytestmark = pytest.mark.model

FILES = ["SHA256SUMS", "documents.jsonl", "graph.html", "graph.trig", "graph.ttl", "report.json", "report.md"]
GOOD = "Kite Bank acquired Plaid in 2024. Li Chen is the CTO of Kite Bank."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    return tmp_path / "in"


def written(folder: Path) -> dict[str, bytes]:
    """The files of an output, but for what is hidden."""
    found = sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.exists() else []
    return {path.name: path.read_bytes() for path in found}


def parses(folder: Path) -> None:
    """Both files of the graph are read by rdflib and by rapper."""
    assert len(Graph().parse(folder / "graph.ttl")) > 0
    Dataset().parse(folder / "graph.trig", format="trig")
    if shutil.which("rapper") is not None:
        for name, form in (("graph.ttl", "turtle"), ("graph.trig", "trig")):
            done = subprocess.run(["rapper", "-q", "-c", "-i", form, folder / name], capture_output=True, check=False)
            assert done.returncode == 0, done.stderr.decode()


def test_writes_all_files_and_says_where(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("build", folder, "--output", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert list(written(tmp_path / "out")) == FILES
    assert all(str(tmp_path / "out" / name) in done.out for name in FILES)
    assert "documents     1" in done.out
    parses(tmp_path / "out")


def test_standard_input(run: Run, tmp_path: Path) -> None:
    done = run("build", "-", "-o", tmp_path / "out", stdin=GOOD.encode())
    assert done.code == 0
    assert '"standard-input"' in (tmp_path / "out" / "graph.ttl").read_text()


def test_removed_document_leaves_no_trace(run: Run, folder: Path, tmp_path: Path) -> None:
    run("build", folder, "-o", tmp_path / "never")
    (folder / "more.txt").write_text("Visa invested in Tallow Pay, which competes with Kite Bank.")
    run("build", folder, "-o", tmp_path / "out")
    assert written(tmp_path / "out") != written(tmp_path / "never")
    (folder / "more.txt").unlink()
    run("build", folder, "-o", tmp_path / "out")
    assert written(tmp_path / "out") == written(tmp_path / "never")


BAD: dict[str, tuple[bytes | None, str]] = {
    "missing.txt": (None, "missing.txt does not exist"),
    "a" * 300: (None, "File name too long"),
    "empty.txt": (b"", "the document is empty"),
    "blank.txt": (b" \n\n", "the document is empty"),
    "binary.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not a text file"),
    "controls.txt": (b"\0\1\2\3" * 500, "not a text file"),
    "page.xyz": (b"text", "no reader takes .xyz; readers: "),
    "noname": (b"text", "no reader takes a file without a suffix"),
}


@pytest.mark.parametrize(
    ("name", "content", "says"), [(name, *rest) for name, rest in BAD.items()], ids=lambda one: str(one)[:20]
)
def test_bad_input_alone_is_exit_2_and_leaves_the_old_output(
    run: Run, folder: Path, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.ttl").write_text("old")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = run("build", tmp_path / name, "-o", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("fintech-kg: ")
    assert says in done.err
    assert written(tmp_path / "out") == {"graph.ttl": b"old"}


def test_bad_documents_among_good_ones_are_named_and_the_rest_is_built(run: Run, folder: Path, tmp_path: Path) -> None:
    bad = {name: content for name, (content, _) in BAD.items() if content is not None}
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "pipe.txt")
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    done = run("build", folder, "-o", tmp_path / "out")
    assert done.code == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    skipped = {one["source"]: one["reason"] for one in report["documents"] if one["state"] == "skipped"}
    assert set(skipped) == {*bad, "pipe.txt", "dangling.txt"}
    assert all(f"fintech-kg: skipped {name}: {reason}" in done.err for name, reason in skipped.items())
    assert all(name in (tmp_path / "out" / "report.md").read_text() for name in skipped)
    assert report["totals"]["documents"] == 1


ODD = {
    "nul": "Kite Bank\0 acquired Plaid\0 in 2024.",
    "bytes of no encoding": b"Kite Bank acquired Plaid \xff\xfe\x81 in 2024, said caf\xe9 owners.".decode("latin-1"),
    "marks": "Nur\u200f Pay\u202e acquired <b>Plaid</b> & \"Sons\" in 2024. O'Hare \\ D'Souza uses {blockchain}.",
    "only marks": "\u200f\u202e <>\"'&",
    "foreign": "微信加群秒批额度6688",
    "carriage returns": "Kite Bank acquired\rPlaid in\r\n2024.\r",
    "html": "<p>Kite Bank acquired Plaid.</p><script>alert(1)</script>",
    "names": " ".join(f"{name} acquired Plaid." for name in HOSTILE).encode("utf-8", "replace").decode(),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_built_and_parses_again(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.txt").write_text(text, newline="")
    done = run("build", tmp_path / "odd.txt", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    parses(tmp_path / "out")
    assert "<script>alert" not in (tmp_path / "out" / "graph.html").read_text()


NAMES = [
    b"bad\xff.txt",
    b"q\"uo'te.txt",
    b"<b>tag.txt",
    b"two\nlines.txt",
    "\u202egnp.txt".encode(),
    b"pipe|back`tick.txt",
    b"100%41.txt",
]


def test_odd_file_names_are_built_and_parse_again(run: Run, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "in")
    (tmp_path / "in").mkdir()
    for name in NAMES:
        with open(os.path.join(folder, name), "wb") as stream:  # noqa: PTH118, PTH123 -- names that pathlib would decode
            stream.write(b"Kite Bank acquired Plaid. " + str(name).encode())
    with open(os.path.join(folder, b"empty\xfe.txt"), "wb"):  # noqa: PTH118, PTH123
        pass
    done = run("build", tmp_path / "in", "-o", tmp_path / "out")
    assert done.code == 0
    assert "skipped empty" in done.err
    parses(tmp_path / "out")
    assert len(json.loads((tmp_path / "out" / "report.json").read_text())["documents"]) == len(NAMES) + 1


def test_long_line_is_cut_and_read_to_its_end(run: Run, tmp_path: Path) -> None:
    line = f"Kite Bank acquired Plaid in 2024. {'x' * 1_000_000} Visa acquired Tallow Pay in 2023."
    (tmp_path / "long.txt").write_text(line)
    done = run("build", tmp_path / "long.txt", "-o", tmp_path / "out")
    assert done.code == 0
    trig = (tmp_path / "out" / "graph.ttl").read_text()
    assert "Visa" in trig
    assert "Plaid" in trig


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--model", "no_such_model"], "the spaCy pipeline 'no_such_model' cannot be loaded"),
        (["--model", ""], "the spaCy pipeline '' cannot be loaded"),
        (["--ontology", "nowhere"], "fintech.ttl"),
        (["--base-iri", "not an <iri>"], "is no base IRI"),
        (["--base-iri", "https://example.org/x"], "must be absolute and end in"),
        (["--workers", "0"], "--workers"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_bad_option_is_exit_2(run: Run, folder: Path, tmp_path: Path, options: list[str], says: str) -> None:
    done = run("build", folder, "-o", tmp_path / "out", *options)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert not (tmp_path / "out").exists()


def test_output_that_cannot_be_written_is_exit_2(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = run("build", folder, "-o", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert "cannot write" in done.err
    assert (tmp_path / "out").read_text() == "a file"


def test_interruption_leaves_the_old_output(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    run("build", folder, "-o", tmp_path / "out")
    old = written(tmp_path / "out")
    monkeypatch.setattr("fintech_kg.building.run_corpus", interrupt)
    done = run("build", folder, "-o", tmp_path / "out")
    assert done.code == 130
    assert build_module.__doc__
    assert written(tmp_path / "out") == old


def test_other_base_iri(run: Run, folder: Path, tmp_path: Path) -> None:
    run("build", folder, "-o", tmp_path / "out", "--base-iri", "https://example.org/kg/")
    graph = Graph().parse(tmp_path / "out" / "graph.ttl")
    assert not [term for triple in graph for term in triple if "w3id.org/fintech-kg/id/" in str(term)]
    assert "Li Chen" in run("explain", "li chen", "--graph", tmp_path / "out").out
