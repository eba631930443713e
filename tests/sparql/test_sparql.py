"""Queries in a process of their own: what is refused before it is parsed, what is counted, and what the child cannot do."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from fintech_kg.sparql import Limits, Outcome, Question, ask_once
from fintech_kg.sparql.checks import may_name_graphs, names_dataset, objection
from fintech_kg.sparql.formats import COUNTERS, SOLUTIONS, TRIPLES
from fintech_kg.sparql.lexer import tokens
from fintech_kg.sparql.sandbox import can_confine_files, can_deny_network

AWKWARD = ["[{}", '},{"x":{"type":', "a\nb", '"', "<result>", "\t", "\\", "", "\r\n", "é😀"]
SEPARATORS = ["", " ", "\n", "\t", ".", "} ", ". #x\n", "#\n", ")", "{", ";", ","]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "data"
    made = Store(str(path))
    made.extend(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal(text)) for text in AWKWARD)
    made.flush()
    return path


@pytest.mark.parametrize("media_type", [*SOLUTIONS][1:])
def test_rows_are_counted_whatever_stands_in_them(store: Path, media_type: str) -> None:
    asked = Question("SELECT ?o ?none { ?s ?p ?o }", solutions=media_type)
    assert ask_once(store, asked, Limits()).rows == len(AWKWARD)
    assert ask_once(store, asked, Limits(rows=len(AWKWARD) - 1)).outcome is Outcome.TOO_MUCH


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?type ?value { ?s ?p ?type . ?s ?p ?value }",
        "SELECT ?subject ?none { ?s ?p ?subject OPTIONAL { ?s <a:none> ?none } }",
        "SELECT (<<( ?s ?p ?o )>> AS ?value) { ?s ?p ?o }",
        "SELECT ?none {}",
        "SELECT ?none { ?s <a:none> ?none }",
    ],
)
def test_rows_of_json_are_counted_in_pieces_of_any_size(sparql: str, size: int) -> None:
    store = Store()
    for text in ['},{"x":{"type":', '{"', '{"type":"', '"value":{"subject":', "\\", '"']:
        store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), Literal(text)))
    answer = store.query(sparql)
    assert isinstance(answer, QuerySolutions)
    written = answer.serialize(format=QueryResultsFormat.JSON) or b""
    count = COUNTERS["application/sparql-results+json"]()
    counted = sum(count(written[start : start + size]) for start in range(0, len(written), size))
    assert counted == len(json.loads(written)["results"]["bindings"])


@pytest.mark.parametrize("media_type", TRIPLES)
def test_triples_are_counted(store: Path, media_type: str) -> None:
    asked = Question("CONSTRUCT WHERE { ?s ?p ?o }", triples=media_type)
    assert ask_once(store, asked, Limits()).rows == len(AWKWARD)
    assert ask_once(store, asked, Limits(rows=3)).outcome is Outcome.TOO_MUCH


def test_bytes_and_seconds_are_limited(store: Path) -> None:
    rows = Question("SELECT * { ?s ?p ?o }", solutions="text/csv")
    assert ask_once(store, rows, Limits(answer_bytes=50)).outcome is Outcome.TOO_MUCH
    apart = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(20))
    endless = Question(f"SELECT (COUNT(*) AS ?n) {{ {apart} }}", solutions="text/csv")
    assert ask_once(store, endless, Limits(seconds=1)).outcome is Outcome.TOO_LONG


def test_store_that_is_none_is_said(tmp_path: Path) -> None:
    assert ask_once(tmp_path / "none", Question("ASK {}", "text/csv"), Limits()).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        ("SELECT * { SERVICE <a:b> { } }", Outcome.REFUSED),
        ("SELECT*{service<a:b>{}}", Outcome.REFUSED),
        ("SELECT*{SERVICESILENT<a:b>{}}", Outcome.REFUSED),
        ("SELECT * { ?s ?p <a#b> .SERVICE <a:b> { } }", Outcome.REFUSED),
        ("SELECT * { ?s ?p 'a' SERVICE <a:b> { } 'b' }", Outcome.REFUSED),
        ("SELECT * { ?s ?p '''a'b''' SERVICE <a:b> { } '''b''' }", Outcome.REFUSED),
        ("SELECT * { ?s ?p 1.SERVICE <a:b> { } }", Outcome.REFUSED),
        ("SELECT * { ?s ?p x:a.SERVICE <a:b> { } }", Outcome.REFUSED),
        ("SELECT * { ?s ?p x:a\\#b . SERVICE <a:b> { } }", Outcome.REFUSED),
        ("SELECT * { FILTER(1<2).SERVICE<a:b>{ } }", Outcome.REFUSED),
        ("SELECT * { #\rSERVICE <a:b> { } }", Outcome.REFUSED),
        ("SELECT * { \\u0053ERVICE <a:b> { } }", Outcome.REFUSED),
        ("SELECT * { ?s ?p 'a\\u0027 SERVICE <a:b> { } }", Outcome.REFUSED),
        ("DELETE WHERE { ?s ?p ?o }", Outcome.MALFORMED),
        ("PREFIX SELECT: <a:> INSERT DATA { <a:a> <a:b> <a:c> }", Outcome.MALFORMED),
        ("ASK {" + "{" * 128 + "}" * 128 + "}", Outcome.MALFORMED),
        ("ASK { FILTER(" + "!" * 129 + "true) }", Outcome.MALFORMED),
    ],
)
def test_objections(query: str, outcome: Outcome) -> None:
    found = objection(query, nesting=128)
    assert found is not None
    assert found[0] is outcome


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?SERVICE { ?SERVICE <a:SERVICE> \'SERVICE\' , """SERVICE"""@en } # SERVICE',
        "PREFIX LOAD: <a:> ASK { LOAD:SERVICE LOAD:CLEAR _:DROP }",
        "ASK {" + "{" * 127 + "}" * 127 + "}",
        "ASK { ?s ?p '{{{{((((' }",
    ],
)
def test_no_objection(query: str) -> None:
    assert objection(query, nesting=128) is None


@given(st.text())
def test_tokens_are_found_in_any_text(text: str) -> None:
    found = list(tokens(text))
    assert [text[token.start : token.end] for token in found] == [token.text for token in found]
    objection(text, nesting=128)


def test_from_is_told_from_what_looks_so() -> None:
    assert names_dataset("ASK from <a:b> {}")
    assert not names_dataset("ASK { ?from <a:FROM> 'FROM' }")


BYPASS = """
import sys
from pyoxigraph import Store
from fintech_kg.sparql.sandbox import deny_network
assert deny_network()
try:
    list(Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{sys.argv[1]}/> {{ ?s ?p ?o }} }}"))
except OSError as error:
    print(error)
import os, socket
for forbidden in (socket.socket, lambda: os.execv("/bin/true", ["true"])):
    try:
        forbidden()
    except PermissionError:
        print("refused")
"""


@pytest.mark.skipif(not can_deny_network(), reason="seccomp is Linux's, on x86-64 and ARM64")
def test_child_reaches_nobody_even_where_a_query_got_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        command = [sys.executable, "-c", BYPASS, str(listening.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        with pytest.raises(TimeoutError):
            listening.accept()
    assert done.stdout.splitlines()[-2:] == ["refused", "refused"]
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("query", "may"),
    [
        ("ASK { ?s prov:wasDerivedFrom ?graph } # of it", False),
        ("ASK { ?s <http://e/graph> 'FROM x' } # GRAPH", False),
        ("ASK {}", False),
        ("ASK { GRAPH ?g {} }", True),
        ("ASK { gRaPh<a:b>{} }", True),
        ("ASKFROM<a:b>{}", True),
        ("ASK FROM NAMED <a:b> {}", True),
        ("ASK { ?s :p :o.GRAPH ?g {} }", True),
        ("ASK { ?s ?p 1.FROM }", True),
        ("ASK { \\u0047RAPH ?g {} }", True),
        ("ASK { FILTER(?a<?b)GRAPH?g{} }", True),
        ("ASK { '''a''' \\u0022 GRAPH ?g {} }", True),
        ("SELECT * { " + "?s ?p ?o . " * 2000 + " ?s prov:wasDerivedFrom ?o }", True),
    ],
)
def test_query_that_may_name_graphs_is_known(query: str, may: bool) -> None:
    assert may_name_graphs(query) is may


@given(st.sampled_from(SEPARATORS), st.sampled_from(["GRAPH", "from", "FROM NAMED"]), st.sampled_from(SEPARATORS))
def test_no_query_that_names_graphs_is_taken_for_another(before: str, word: str, after: str) -> None:
    assert may_name_graphs(f"SELECT * {{ ?s <a:p> 'o'{before}{word}{after}<a:g> {{ ?s ?p ?o }} }}")


CONFINED = """
import os, sys
from pyoxigraph import Store
from fintech_kg.sparql.sandbox import confine_files
assert confine_files(sys.argv[1])
print(len(Store.read_only(sys.argv[1])))
for forbidden in (sys.argv[2], "/etc/passwd", "/proc/self/environ", os.path.join(sys.argv[1], "..", "canary")):
    try:
        open(forbidden)
    except PermissionError:
        print("refused")
try:
    open(os.path.join(sys.argv[1], "new"), "w")
except PermissionError:
    print("refused")
"""


@pytest.mark.skipif(not can_confine_files(), reason="Landlock is Linux's, since 5.13")
def test_child_reads_the_store_and_no_other_file(store: Path) -> None:
    canary = store.parent / "canary"
    canary.write_text("sings")
    done = subprocess.run(
        [sys.executable, "-c", CONFINED, str(store), str(canary)], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == [str(len(AWKWARD)), *["refused"] * 5]
