"""`fintech-kg review`: the list, decisions written and taken back; and builds that obey them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fintech_kg.assembly import assemble, folded, resolution_report, resolve
from fintech_kg.corpus import Outcome
from fintech_kg.corpus import Run as Corpus
from fintech_kg.corpus.report import as_json, as_markdown, report
from fintech_kg.graph import dataset_of, to_trig
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE, write_files

from ..handmade import Claim, extraction
from .conftest import Run

PAIR = ("organisation/Ant", "organisation/Ant Group")
WHO = ("--who", "Ada", "--why", "the report says so", "--date", "2025-03-14")
FILES = [
    extraction("one.txt", [Claim("Ant", "acquired", "Plaid")]),
    extraction("two.txt", [Claim("Ant Group", "uses", "Visa")]),
]


@pytest.fixture
def output(known: Ontology, tmp_path: Path) -> Path:
    """What a build of two documents with one doubtful pair wrote."""
    resolution = resolve(FILES)
    facts = assemble(FILES, resolution=resolution)
    told = resolution_report(resolution, folded(FILES, resolution), facts.sources)
    corpus = Corpus(tuple(FILES), tuple(Outcome(one.document.source, one.document.id) for one in FILES))
    data = report(corpus, versions={}, facts=facts, resolution=told)
    content = {GRAPH_FILE: to_trig(dataset_of(facts, known)), "report.json": as_json(data).encode()}
    write_files(tmp_path / "out", {**content, "report.md": as_markdown(data).encode()})
    return tmp_path / "out"


def test_lists_pairs_with_reasons_and_a_sentence_for_each_side(run: Run, output: Path) -> None:
    done = run("review", output)
    assert (done.code, done.err) == (0, "")
    assert "1. Ant — Ant Group\n   organisation/Ant  organisation/Ant Group" in done.out
    assert "why: “Ant” is how “Ant Group” begins, and no other name begins so" in done.out
    assert "“Ant asserted acquired Plaid.” — one.txt, 0-28" in done.out
    assert "“Ant Group asserted uses Visa.” — two.txt, 0-29" in done.out


def test_list_as_json(run: Run, output: Path) -> None:
    (row,) = json.loads(run("review", output, "--json").out)
    assert row["things"] == list(PAIR)
    assert [passage["source"] for passage in row["evidence"]] == ["one.txt", "two.txt"]


def test_empty_list_is_said(run: Run, output: Path) -> None:
    assert run("review", output, "--merged").out == "nothing in the list\n"


def test_report_holds_the_list(output: Path) -> None:
    data = json.loads((output / "report.json").read_text())
    assert data["totals"]["toReview"] == 1
    assert data["resolution"]["review"][0]["names"] == ["Ant", "Ant Group"]
    assert (
        "## To review\n\n| one | other | why |\n|---|---|---|\n| Ant | Ant Group | “Ant” is"
        in (output / "report.md").read_text()
    )


def test_decision_stands_beside_the_output_and_in_the_list(run: Run, output: Path) -> None:
    done = run("review", output, "--decide", *PAIR, "same", *WHO)
    assert (done.code, done.err) == (0, "")
    ledger = (output.parent / "ledger.toml").read_text()
    assert 'names = ["Ant", "Ant Group"]\nverdict = "same"\nwho = "Ada"\n' in ledger
    assert "decided: same, by Ada on 2025-03-14: the report says so" in run("review", output).out
    assert json.loads(run("review", output, "--json").out)[0]["decision"]["verdict"] == "same"


def test_decision_is_taken_back_in_any_order_of_the_two(run: Run, output: Path) -> None:
    run("review", output, "--decide", *PAIR, "different", *WHO)
    assert run("review", output, "--undo", *reversed(PAIR)).code == 0
    assert "[[decision]]" not in (output.parent / "ledger.toml").read_text()


def test_things_that_are_not_in_the_list_can_be_decided(run: Run, output: Path) -> None:
    done = run("review", output, "--decide", "organisation/Plaid", "organisation/Visa", "different", *WHO)
    assert done.code == 0
    assert 'names = ["Plaid", "Visa"]' in (output.parent / "ledger.toml").read_text()


def test_day_is_today_by_default(run: Run, output: Path) -> None:
    run("review", output, "--decide", *PAIR, "same", *WHO[:4])
    assert "date = 20" in (output.parent / "ledger.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--decide", *PAIR, "perhaps", *WHO], "'perhaps' is no verdict; there are: same, different, undecided"),
        (["--decide", *PAIR, "same", "--who", "Ada"], "a decision needs --who and --why"),
        (["--decide", *PAIR, "same", *WHO[:4], "--date", "yesterday"], "'yesterday' is no day"),
        (["--decide", PAIR[0], PAIR[0], "same", *WHO], "two identifiers that differ"),
        (["--decide", PAIR[0], "organisation/x", "same", *WHO], "has nothing with the identifier 'organisation/x'"),
        (["--undo", *PAIR], "has no decision about organisation/Ant and organisation/Ant Group"),
        (["--undo", *PAIR, "--decide", *PAIR, "same"], "give either --decide or --undo"),
    ],
)
def test_bad_decision_is_exit_2_and_writes_nothing(run: Run, output: Path, arguments: list[str], says: str) -> None:
    done = run("review", output, *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert not (output.parent / "ledger.toml").exists()


def test_broken_ledger_stops_and_stays_as_it_is(run: Run, output: Path) -> None:
    (output.parent / "ledger.toml").write_text("[[decision]]\nthings = 1\n")
    done = run("review", output, "--decide", *PAIR, "same", *WHO)
    assert (done.code, done.out) == (2, "")
    assert "decision 1 needs things" in done.err
    assert (output.parent / "ledger.toml").read_text() == "[[decision]]\nthings = 1\n"


@pytest.mark.parametrize("content", [None, "{", "[]", "{}", '{"resolution": {"review": [1], "merged": []}}'])
def test_folder_without_a_report_of_ours_is_exit_2(run: Run, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "report.json").write_text(content)
    done = run("review", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "build" in done.err


TEXTS = {"one.txt": "Kestrel acquired Plaid in 2024.", "two.txt": "Kestrel Pay acquired Tink in 2023."}


def built(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir() if path.is_file()}


@pytest.mark.model
def test_build_obeys_and_forgets_without_a_trace(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {name: text.encode() for name, text in TEXTS.items()})
    pair = ("organisation/kestrel", "organisation/kestrel-pay")
    assert run("build", tmp_path, "-o", tmp_path / "out").code == 0
    before = built(tmp_path)
    run("review", tmp_path / "out", "--decide", *pair, "same", *WHO)
    assert run("build", tmp_path, "-o", tmp_path / "out").code == 0
    assert "organisation/kestrel>" not in built(tmp_path)["graph.ttl"].decode()
    assert 'fkg:statedSubject "organisation/kestrel"' in built(tmp_path)["graph.ttl"].decode()
    run("review", tmp_path / "out", "--undo", *pair)
    assert run("build", tmp_path, "-o", tmp_path / "out").code == 0
    assert built(tmp_path) == before


@pytest.mark.model
@pytest.mark.parametrize("given", [(), ("--ledger", "ledger.toml"), ("--ledger", "nowhere.toml")])
def test_broken_ledger_stops_the_build_before_it_reads(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"ledger.toml": b"decision = 1\n", "one.txt": b"Kestrel acquired Plaid."})
    done = run("build", "one.txt", "-o", "out", *given)
    assert (done.code, done.out) == (2, "")
    assert "cannot be used" in done.err
    assert not (tmp_path / "out").exists()
