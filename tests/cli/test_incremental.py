"""A second build, and removal: the bytes are those of a build from nothing."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fintech_kg.corpus.cache import FILE

from .conftest import Run
from .test_build import written

pytestmark = pytest.mark.model

STORY = " ".join(
    f"The firm said that its plan number {number} for the market would go ahead without delay." for number in range(9)
)
TEXTS = {
    "a.txt": "Kite Bank acquired Plaid in 2024. Li Chen is the CTO of Kite Bank.",
    "b.txt": "Visa invested in Tallow Pay, which competes with Kite Bank.",
    "c.txt": f"Nord Pay acquired Tally Labs in 2023. {STORY}",
    "d.txt": f"LISBON, 3 March – Nord Pay acquired Tally Labs in 2023. {STORY} Subscribe to read more.",
    "e.md": "Kite Bank acquired Plaid in 2024. Li Chen is the CTO of Kite Bank.",
    "empty.txt": "",
}
BUILD = [sys.executable, "-c", "from fintech_kg.cli import main; main()", "build"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "in" / name).write_text(text)
    return tmp_path / "in"


def cold(run: Run, folder: Path, tmp_path: Path, *options: str) -> dict[str, bytes]:
    shutil.rmtree(tmp_path / "cold", ignore_errors=True)
    assert run("build", folder, "-o", tmp_path / "cold", "--no-cache", *options).code == 0
    assert not (tmp_path / "cold" / ".cache").exists()
    return written(tmp_path / "cold")


def reused(out: str) -> str:
    (line,) = [one for one in out.splitlines() if one.startswith("extracted")]
    return " ".join(line.split()[1:])


def test_second_build_extracts_what_is_new_and_has_the_bytes_of_a_cold_one(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run("build", folder, "-o", out)
    assert "extracted" not in first.out
    assert written(out) == cold(run, folder, tmp_path)
    assert reused(run("build", folder, "-o", out).out) == "0, and 4 from the cache"
    assert written(out) == cold(run, folder, tmp_path)
    (folder / "b.txt").write_text("Visa owns Tallow Pay.")
    (folder / "c.txt").unlink()
    (folder / "a.txt").rename(folder / "z.txt")
    assert reused(run("build", folder, "-o", out).out).startswith(("2, and 1", "1, and 2"))
    assert written(out) == cold(run, folder, tmp_path)


def test_removed_documents_leave_no_trace_even_without_their_files(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", folder, "-o", out)
    shutil.move(folder, tmp_path / "kept")
    for name in ("d.txt", "a.txt", "empty.txt"):  # a near-copy, an exact copy that e.md takes over from, a skipped one
        (tmp_path / "kept" / name).unlink()
        done = run("remove", name, "--output", out)
        assert done.code == 0, done.err
        assert written(out) == cold(run, tmp_path / "kept", tmp_path)
    report = json.loads((out / "report.json").read_text())
    identifier = next(one["document"] for one in report["documents"] if one["source"] == "c.txt")
    (tmp_path / "kept" / "c.txt").unlink()
    run("remove", identifier, "--output", out)
    assert written(out) == cold(run, tmp_path / "kept", tmp_path)


def test_near_copy_is_named_in_the_report(run: Run, folder: Path, tmp_path: Path) -> None:
    run("build", folder, "-o", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert {one["source"]: one["nearCopyOf"] for one in report["documents"] if "nearCopyOf" in one} == {"d.txt": "c.txt"}
    assert report["totals"]["nearCopies"] == 1
    assert "Nearly the same text as c.txt" in (tmp_path / "out" / "report.md").read_text()


def test_removal_that_cannot_be_done_says_what_to_do_and_changes_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", folder, "-o", out)
    before = written(out)
    done = run("remove", "b.text", "-o", out)
    assert (done.code, "did you mean b.txt" in done.err) == (2, True)
    connection = sqlite3.connect(out / ".cache" / FILE)
    connection.execute("DELETE FROM entry WHERE kind = 'extraction'")
    connection.commit()
    connection.close()
    done = run("remove", "b.txt", "-o", out)
    assert (done.code, "run `fintech-kg build` again" in done.err) == (2, True)
    shutil.rmtree(out / ".cache")
    done = run("remove", "b.txt", "-o", out)
    assert (done.code, "has no record" in done.err) == (2, True)
    assert written(out) == before


def test_other_ontology_reuses_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[2] / "ontology", tmp_path / "terms")
    run("build", folder, "-o", tmp_path / "out", "--ontology", tmp_path / "terms")
    assert reused(run("build", folder, "-o", tmp_path / "out", "--ontology", tmp_path / "terms").out).startswith("0")
    with (tmp_path / "terms" / "fintech.ttl").open("a") as stream:
        stream.write("# another line\n")
    assert "extracted" not in run("build", folder, "-o", tmp_path / "out", "--ontology", tmp_path / "terms").out


def test_log_has_a_line_for_each_document(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "two\nlines.txt").write_text("Visa owns Plaid.")
    run("build", folder, "-o", tmp_path / "out", "--log-file", tmp_path / "log")
    lines = [line.split(" ", 3)[3] for line in (tmp_path / "log").read_text().splitlines()]
    assert any(line.startswith('read "a.txt" words=14 statements=') and "seconds=" in line for line in lines)
    assert 'skipped "empty.txt" "the document is empty"' in lines
    assert 'copy "e.md" "the same content as a.txt"' in lines
    assert any(line.startswith('read "two\\nlines.txt"') for line in lines)


def test_times_stand_in_the_report_only_when_asked_for(run: Run, folder: Path, tmp_path: Path) -> None:
    run("build", folder, "-o", tmp_path / "out", "--times")
    assert '"seconds": ' in (tmp_path / "out" / "report.json").read_text()
    run("build", folder, "-o", tmp_path / "out")
    assert '"seconds": ' not in (tmp_path / "out" / "report.json").read_text()


def children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(one) for one in found.split()]


def wait_for_entries(file: Path, count: int, process: subprocess.Popen[str]) -> None:
    """Until so many extractions are kept."""
    while process.poll() is None:
        if file.exists():
            connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
            try:
                if connection.execute("SELECT count(*) FROM entry WHERE kind = 'extraction'").fetchone()[0] >= count:
                    return
            except sqlite3.OperationalError:
                pass
            finally:
                connection.close()
        time.sleep(0.05)
    raise AssertionError(f"it ended before: {process.communicate()}")


@pytest.mark.parametrize(("signal_", "workers"), [(signal.SIGINT, 1), (signal.SIGTERM, 2), (signal.SIGKILL, 2)])
def test_interrupted_build_keeps_what_was_done_and_the_next_one_goes_on(
    run: Run, tmp_path: Path, signal_: signal.Signals, workers: int
) -> None:
    (tmp_path / "in").mkdir()
    for number in range(14):
        (tmp_path / "in" / f"{number:02}.txt").write_text(f"Firm{number} Bank acquired Plaid in 2024.\n\n" * 60)
    command = [*BUILD, str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--workers", str(workers)]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C, and what they start with them.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_for_entries(tmp_path / "out" / ".cache" / FILE, 3, process)
    workers_ = children(process.pid)
    process.send_signal(signal_)
    _, err = process.communicate(timeout=120)
    if signal_ is not signal.SIGKILL:
        assert process.returncode == 130
        (line,) = [one for one in err.splitlines() if "interrupted" in one]
        assert "what was extracted is kept" in line
    assert "Traceback" not in err
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{one}/exe").exists() for one in workers_) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [one for one in workers_ if Path(f"/proc/{one}/exe").exists()]
    done = run("build", tmp_path / "in", "-o", tmp_path / "out")
    assert int(reused(done.out).split(" and ")[1].split()[0]) >= 3
    assert written(tmp_path / "out") == cold(run, tmp_path / "in", tmp_path)
