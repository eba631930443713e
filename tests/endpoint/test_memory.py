"""The graph in memory, children that are forked from it, kept answers, and what a system call trace shows of both."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from os import getpgid, getsid, kill
from pathlib import Path

import httpx
import pytest

from .serving import children_of, serving

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LONG = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(30)) + "}"


def asked(url: str, query: str, **headers: str) -> httpx.Response:
    return httpx.post(url, data={"query": query}, headers=headers, timeout=60, trust_env=False)


def fork_server(server: int) -> int:
    """The child of the server that has several children of its own, once it is there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for child in children_of(server):
            if len(children_of(child)) > 2:
                return child
        time.sleep(0.1)
    raise AssertionError("no process holds the graph in memory")


@pytest.fixture(scope="module")
def running(files: tuple[Path, Path]) -> Iterator[tuple[str, int]]:
    with serving(*files, "--timeout", "20") as (url, process):
        fork_server(process.pid)
        yield url, process.pid


@pytest.mark.parametrize("form", ["application/sparql-results+json", "text/csv"])
def test_memory_and_disk_answer_alike(files: tuple[Path, Path], running: tuple[str, int], form: str) -> None:
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    with serving(*files, "--in-memory", "0") as (url, process):
        assert asked(url, query, Accept=form).content == asked(running[0], query, Accept=form).content
        assert not any(children_of(child) for child in children_of(process.pid))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (COUNT, "4"),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "3"),
        ("SELECT (COUNT(*) AS ?n) FROM <http://e/g2> { ?s ?p ?o }", "2"),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <http://e/g1> { graph?g{ ?s ?p ?o } }", "1"),
    ],
)
def test_named_graphs_are_read_where_a_query_names_them(running: tuple[str, int], query: str, number: str) -> None:
    assert asked(running[0], query, Accept="text/csv").text.split() == ["n", number]


def test_queries_are_answered_when_the_process_with_the_graph_dies(files: tuple[Path, Path]) -> None:
    with serving(*files) as (url, process):
        first = fork_server(process.pid)
        kill(first, signal.SIGKILL)
        for number in range(5):
            assert asked(url, f"{COUNT} # {number}").status_code == 200
        assert fork_server(process.pid) != first
        assert asked(url, f"{COUNT} # again").status_code == 200


def test_memory_is_asked_in_a_fork_whose_death_is_said_and_costs_no_other(running: tuple[str, int]) -> None:
    url, server = running
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(asked(url, LONG)))
    asking.start()
    kill(_busy_fork(server), signal.SIGSEGV)
    asking.join()
    assert (answers[0].status_code, "SIGSEGV" in answers[0].text) == (503, True)
    assert asked(url, COUNT + "# lives").status_code == 200


def test_children_are_of_the_servers_session_so_that_their_priorities_count_and_of_another_group(
    running: tuple[str, int],
) -> None:
    holder = fork_server(running[1])
    children = [*children_of(running[1]), *children_of(holder)]
    assert {getsid(one) for one in children} == {getsid(running[1])}
    assert getpgid(running[1]) not in {getpgid(one) for one in children}


def test_end_leaves_no_fork(files: tuple[Path, Path]) -> None:
    with serving(*files) as (_, process):
        forks = children_of(fork_server(process.pid))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in forks) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in forks if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize("function", ["RAND()", "UUID()", "STRUUID()", "NOW()"])
def test_what_differs_from_call_to_call_is_not_kept(running: tuple[str, int], function: str) -> None:
    answers = {asked(running[0], f"SELECT ({function} AS ?x) {{}}").content for _ in range(2)}
    assert len(answers) == 2


def test_kept_answer_is_the_same_in_each_form(running: tuple[str, int]) -> None:
    for form in ("text/csv", "text/tab-separated-values"):
        first, again = (asked(running[0], COUNT, Accept=form) for _ in range(2))
        assert (first.content, first.headers["content-type"]) == (again.content, again.headers["content-type"])
        assert form in again.headers["content-type"]


def test_one_client_has_so_many_places(files: tuple[Path, Path]) -> None:
    with serving(*files, "--per-client", "1", "--timeout", "3") as (url, _):
        asking = threading.Thread(target=asked, args=(url, LONG))
        asking.start()
        time.sleep(1)
        refused = asked(url, COUNT)
        asking.join()
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
        assert asked(url, COUNT).status_code == 200


CALL = re.compile(r"(?P<call>\w+)\((?P<given>.*)\)\s+= (?P<result>-?\d+)")
QUERIES = [
    COUNT,
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "LOAD <file:///etc/passwd>",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?o",
]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_query_writes_connects_or_opens_a_file_outside_the_store(files: tuple[Path, Path], tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with serving(*files, "--keep", "0") as (url, process):
        traced = [fork_server(process.pid), *children_of(process.pid)]
        command = ["strace", "-f", "-y", "-o", str(trace), "-e", "trace=%file,%network,write,pwrite64,writev,fork,execve"]
        with subprocess.Popen([*command, *(f"-p{pid}" for pid in traced)], stderr=subprocess.PIPE, text=True) as tracing:
            assert tracing.stderr is not None
            if "attached" not in tracing.stderr.readline():
                pytest.skip("strace may not look into other processes here")
            time.sleep(1)
            for query in QUERIES * 2:
                asked(url, query)
            tracing.send_signal(signal.SIGINT)
    calls = [found for line in trace.read_text().splitlines() if (found := CALL.search(line))]
    assert any(call["call"] == "write" for call in calls)
    assert [call.group() for call in calls if not _harmless(call)] == []


def _harmless(call: re.Match[str]) -> bool:
    """Failed, or on a pipe or socket that was there before, or reads a file of the store."""
    if int(call["result"]) < 0 or call["call"] in {"recvmsg", "sendmsg", "recvfrom", "sendto", "getsockname"}:
        return True
    if "AT_EMPTY_PATH" in call["given"]:  # looks at a file that is open already
        return True
    if call["call"] in {"write", "writev", "pwrite64"}:
        return re.match(r"\d+<(pipe|socket|UNIX|anon_inode)", call["given"]) is not None
    opened = re.search(r'"(/[^"]*)", (O_RDONLY[^,)]*)', call["given"])
    return opened is not None and "fintech-kg-" in opened[1]


def _busy_fork(server: int) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for pid in children_of(fork_server(server)):
            if _worked(pid) > 0.1:
                return pid
        time.sleep(0.05)
    raise AssertionError("no fork works")


def _worked(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100
