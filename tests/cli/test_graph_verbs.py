"""The verbs that read an output folder: query, explain, export; and the command itself."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from fintech_kg import __version__
from fintech_kg.exports import EXPORTERS
from fintech_kg.store import kept_queries

from .conftest import Run

CTO = 'SELECT ?role WHERE { ?s rdf:predicate fkg:worksFor ; fkg:role ?role FILTER(?role = "CTO") }'


def test_query_prints_a_table(run: Run, graph_files: Path) -> None:
    done = run("query", CTO, "--graph", graph_files)
    assert (done.code, done.err) == (0, "")
    assert "role" in done.out
    assert "CTO" in done.out


def test_query_prints_csv(run: Run, graph_files: Path) -> None:
    done = run("query", CTO, "-g", graph_files, "--format", "csv")
    assert list(csv.reader(io.StringIO(done.out))) == [["role"], ["CTO"]]


def test_query_prints_json(run: Run, graph_files: Path) -> None:
    done = run("query", CTO, "-g", graph_files, "-f", "json")
    assert json.loads(done.out)["results"]["bindings"][0]["role"]["value"] == "CTO"


def test_construct_prints_turtle(run: Run, graph_files: Path) -> None:
    done = run("query", "CONSTRUCT WHERE { ?s fkg:worksFor ?o }", "-g", graph_files)
    assert len(Graph().parse(data=done.out, format="turtle")) > 0


@pytest.mark.parametrize(("kind", "said"), [("Person", "yes\n"), ("Nothing", "no\n")])
def test_ask_says_yes_or_no(run: Run, graph_files: Path, kind: str, said: str) -> None:
    assert run("query", f"ASK {{ ?s a fkg:{kind} }}", "-g", graph_files).out == said


def test_no_row_is_said(run: Run, graph_files: Path) -> None:
    assert run("query", "SELECT ?s WHERE { ?s a fkg:Nothing }", "-g", graph_files).out == "no answer\n"


def test_query_from_a_file(run: Run, graph_files: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(CTO)
    assert "CTO" in run("query", "--file", tmp_path / "q.rq", "-g", graph_files).out


def test_kept_queries_are_listed(run: Run) -> None:
    done = run("query", "--list")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == list(kept_queries())


def test_kept_query_is_asked(run: Run, graph_files: Path) -> None:
    done = run("query", "--name", "who-works-where", "-g", graph_files, "-f", "csv")
    assert "Li Chen,CTO,Ant Group" in done.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["query"], "give one query"),
        (["query", CTO, "--name", "figures"], "give one query"),
        (["query", "--name", "nope"], "no kept query is called 'nope'"),
        (["query", "--file", "nowhere.rq"], "nowhere.rq cannot be read"),
        (["query", "SELECT nonsense"], "the query does not parse"),
        (["query", "DROP ALL"], "DROP is no query, and not allowed here"),
        (["query", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "not allowed"),
        (["query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.1"], "and was stopped"),
        (["query", CTO, "--why", "-f", "csv"], "--why prints a table"),
        (["query", "ASK {}", "--why"], "an ASK has neither"),
        (["query", CTO, "-f", "turtle"], "a SELECT or ASK has no triples"),
        (["query", CTO, "-f", "pdf"], "'pdf' is not one of"),
        (["explain", "Nobody At All"], "the graph knows nothing by the name 'Nobody At All'"),
        (["export", "gexf", "--for-spreadsheets"], "only the format csv can be for spreadsheets"),
        (["export", "csv", "--relation", "aquired"], "the graph has no relation 'aquired'"),
        (["export", "csv", "--where", "ASK {}"], "an ASK names nothing"),
        (["export", "csv", "--after", "May"], "'May' is no date"),
        (["export", "csv", "--min-confidence", "2"], "a confidence is between 0 and 1"),
        (["export", "pdf"], "no export format is called 'pdf'; there are: csv, cx2,"),
    ],
)
def test_what_cannot_be_done_is_exit_2(run: Run, graph_files: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    output = ["--output", tmp_path / "out"] if arguments[0] == "export" else []
    done = run(*arguments, "--graph", graph_files, *output)
    assert (done.code, done.out) == (2, "")
    assert says in " ".join(done.err.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [["query", CTO], ["explain", "Ant Group"], ["export", "csv"]])
@pytest.mark.parametrize(
    ("content", "says"), [(None, "holds no graph.trig; build one first"), (b"garbage", "cannot be read: ")]
)
def test_folder_without_a_graph_is_exit_2(
    run: Run, tmp_path: Path, arguments: list[str], content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / "graph.trig").write_bytes(content)
    done = run(*arguments, "--graph", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_graph_of_another_program_is_exit_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_text("<urn:a> a <https://w3id.org/fintech-kg/ontology#Statement> .")
    assert run("explain", "a", "--graph", tmp_path).code == 2


def test_explain_gives_each_fact_with_its_sentence_and_document(run: Run, graph_files: Path) -> None:
    done = run("explain", "li chen", "--graph", graph_files)
    assert done.code == 0
    assert "Li Chen worksFor Ant Group as CTO" in done.out
    assert "“Li Chen asserted worksFor Ant Group.” — report.txt, 0-36" in done.out
    assert "says: So be it" in done.out


def test_explain_suggests_names_that_are_near(run: Run, graph_files: Path) -> None:
    assert "it knows " in run("explain", "chen", "--graph", graph_files).err


@pytest.mark.parametrize("name", EXPORTERS)
def test_export_writes_what_it_names(run: Run, graph_files: Path, tmp_path: Path, name: str) -> None:
    done = run("export", name, "--graph", graph_files, "--output", tmp_path / "out")
    if done.code == 2 and "which is not installed; pip install 'fintech-kg[" in done.err:
        pytest.skip("its extra is not installed")
    assert done.code == 0
    assert sorted(done.out.splitlines()) == sorted(str(path) for path in (tmp_path / "out").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "options",
    [
        ["--relation", "worksFor"],
        ["--kind", "Person", "--relation", "worksFor", "--status", "asserted"],
        ["--min-confidence", "0.1", "--relation", "worksFor"],
        ["--where", "SELECT ?s { ?s fkg:role 'CTO' }"],
        ["--where", "CONSTRUCT { ?a fkg:worksFor ?b } WHERE { ?a fkg:worksFor ?b }"],
    ],
)
def test_export_of_a_part_holds_that_part(run: Run, graph_files: Path, tmp_path: Path, options: list[str]) -> None:
    done = run("export", "pykeen", *options, "--graph", graph_files, "--output", tmp_path)
    triples = (tmp_path / "triples.tsv").read_text(encoding="utf-8").splitlines()
    assert (done.code, triples) == (0, ["person/Li%20Chen\tworksFor\torganisation/Ant%20Group"])


def test_export_for_spreadsheets_begins_with_a_mark(run: Run, graph_files: Path, tmp_path: Path) -> None:
    assert run("export", "csv", "--for-spreadsheets", "--graph", graph_files, "--output", tmp_path).code == 0
    assert (tmp_path / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbfid,label,kind")


def test_version(run: Run) -> None:
    assert run("--version").out == f"fintech-kg {__version__}\n"


@pytest.mark.parametrize("verb", ["build", "query", "explain", "export", "extract", "evaluate"])
def test_every_verb_has_help(run: Run, verb: str) -> None:
    done = run(verb, "--help")
    assert done.code == 0
    assert "Usage: fintech-kg" in done.out


def started(*arguments: object, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from fintech_kg.cli import main; main()", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )


def test_reader_that_goes_away_is_no_error(graph_files: Path) -> None:
    with started("query", "SELECT * WHERE { ?s ?p ?o }", "-g", graph_files, "-f", "csv") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
    assert (process.returncode in (0, 1), err) == (True, b"")


def test_terminal_that_has_no_letter_for_something_gets_its_number(graph_files: Path) -> None:
    ascii_only = {"COLUMNS": "2000", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    out, err = started("query", "--name", "facts-with-sentences", "-g", graph_files, **ascii_only).communicate()
    assert err == b""
    assert b"\\u" in out or b"\\x" in out
