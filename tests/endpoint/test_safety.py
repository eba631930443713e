"""What a hostile query, a slow client or another page's script cannot do."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from fintech_kg.store import GRAPH_FILE, build_store, write_files

from .serving import COMMAND, children_of, serving

CARTESIAN = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(30)) + "}"
HOSTILE = [
    CARTESIAN,
    "SELECT * { ?s (!<a:b>|^!<a:b>)* ?o . ?o (!<a:c>|^!<a:c>)* ?x . ?x (!<a:d>)* ?y }",
    "CONSTRUCT { ?a ?b ?f } {" + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12)) + "}",
    "SELECT * {" + "{" * 1000 + "}" * 1000 + "}",
    "SELECT * { ?s ?p " + "(" * 120 + ")" * 120 + " }",
    "SELECT * { FILTER(" + "1+" * 7000 + "1 = 2) }",
    "SELECT * { ?s " + "<a:b>/" * 2000 + "<a:c> ?o }",
    "SELECT * { {?s ?p ?o}" + "UNION{}" * 2000 + "}",
    "SELECT (REPLACE(GROUP_CONCAT(?s), '(.*)*', '$1$1') AS ?x) {" + " ".join(f"?a{i} ?b{i} ?s ." for i in range(9)) + "}",
    "#" + "x" * 1_000_000,
]


def test_good_queries_are_answered_while_hostile_ones_run(address: str) -> None:
    async def run() -> tuple[list[int], list[int]]:
        async with httpx.AsyncClient(timeout=90, trust_env=False) as client:

            async def one(query: str) -> int:
                return (await client.post(address, data={"query": query})).status_code

            hostile = [asyncio.ensure_future(one(query)) for query in HOSTILE]
            good = [await one("SELECT * { ?s ?p ?o }") for _ in range(40)]
            return good, list(await asyncio.gather(*hostile))

    good, hostile = asyncio.run(run())
    assert good == [200] * 40
    assert set(hostile) <= {200, 400, 413, 429, 503}


def test_server_lives_on_with_its_children_after_they_were_killed(client: httpx.Client) -> None:
    for query in HOSTILE:
        assert client.post("sparql", data={"query": query}).status_code in {200, 400, 413, 503}
    assert client.post("sparql", data={"query": "ASK {}"}).json()["boolean"] is True


@pytest.fixture
def listener() -> tuple[int, list[object]]:
    """A port with somebody who writes down who calls."""
    calls: list[object] = []
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(30)

    def wait() -> None:
        try:
            while True:
                calls.append(listening.accept())
        except OSError:
            return

    threading.Thread(target=wait, daemon=True).start()
    return listening.getsockname()[1], calls


def test_nothing_is_fetched_whatever_the_query(
    client: httpx.Client, listener: tuple[int, list[object]], tmp_path: Path
) -> None:
    port, calls = listener
    canary = tmp_path / "canary.ttl"
    canary.write_text("<http://canary/> <http://canary/> <http://canary/> .")
    for target in (f"http://127.0.0.1:{port}/", canary.as_uri()):
        for query in (
            f"SELECT * {{ SERVICE <{target}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ BIND(<{target}> AS ?x) SERVICE SILENT ?x {{ ?s ?p ?o }} }}",
            f"PREFIX x: <{target}> SELECT * {{ {{ SELECT * {{ SERVICE\nx: {{ ?s ?p ?o }} }} }} }}",
            f"SELECT * {{ FILTER EXISTS {{#\rSERVICE<{target}>{{ ?s ?p ?o }} }} }}",
            f"SELECT * FROM <{target}> FROM NAMED <{target}> {{ ?s ?p ?o }}",
            f"LOAD <{target}>",
            f"SELECT * {{ GRAPH <{target}> {{ ?s ?p ?o }} }}",
        ):
            response = client.post("sparql", data={"query": query})
            assert response.status_code in {200, 400, 403}
            assert "canary" not in response.text.replace(canary.as_uri(), "")
        dataset = {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": target}
        assert client.post("sparql", data=dataset).json()["results"]["bindings"] == []
    assert calls == []


def test_name_of_another_server_is_refused(client: httpx.Client) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", ""):
        assert client.get("sparql", headers={"Host": host}).status_code in {400, 403}
    assert client.get("sparql", headers={"Host": "localhost:1234"}).status_code == 200


def test_other_pages_may_read_nothing_by_default(client: httpx.Client) -> None:
    response = client.get("sparql", params={"query": "ASK {}"}, headers={"Origin": "http://evil.example"})
    assert "access-control-allow-origin" not in response.headers


def test_token_and_origins(files: tuple[Path, Path]) -> None:
    shown = {"Authorization": "Bearer tést".encode()}
    with serving(*files, "--token", "secret", "--cors", "http://good.example") as (url, _):
        for headers, status in (
            ({}, 401),
            ({"Authorization": "Bearer wrong"}, 401),
            ({"Authorization": "Basic secret"}, 401),
            (shown, 401),
            ({"Authorization": "Bearer secret"}, 200),
        ):
            assert httpx.get(url, params={"query": "ASK {}"}, headers=headers, trust_env=False).status_code == status  # type: ignore[arg-type]
        asked = {"Origin": "http://good.example", "Access-Control-Request-Method": "POST"}
        preflight = httpx.options(url, headers=asked, trust_env=False)
        assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, "http://good.example")
        assert httpx.options(url, headers={**asked, "Origin": "http://evil.example"}, trust_env=False).status_code == 401


def test_server_that_others_can_reach_asks_for_a_token(files: tuple[Path, Path]) -> None:
    with serving(*files, host="0.0.0.0") as (url, process):
        address = url.replace("0.0.0.0", "127.0.0.1")
        assert httpx.get(address, params={"query": "ASK {}"}, trust_env=False).status_code == 401
        assert process.stderr is not None
        token = process.stderr.readline().split()[-1]
        shown = {"Authorization": f"Bearer {token}"}
        assert httpx.get(address, params={"query": "ASK {}"}, headers=shown, trust_env=False).status_code == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_end_leaves_no_child_even_in_the_middle_of_a_query(files: tuple[Path, Path], number: signal.Signals) -> None:
    with serving(*files) as (url, process):
        asking = threading.Thread(target=lambda: _quietly(url))
        asking.start()
        time.sleep(1)
        children = children_of(process.pid)
        assert children
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
        asking.join(timeout=30)
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


def test_children_end_with_a_server_that_was_killed(files: tuple[Path, Path]) -> None:
    with serving(*files) as (_, process):
        children = children_of(process.pid)
        process.kill()
        process.wait(timeout=30)
        deadline = time.monotonic() + 20
        while any(_alive(pid) for pid in children) and time.monotonic() < deadline:
            time.sleep(0.1)
    assert children
    assert not any(_alive(pid) for pid in children)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _quietly(url: str) -> None:
    try:
        httpx.get(url, params={"query": CARTESIAN}, timeout=60, trust_env=False)
    except httpx.HTTPError:
        return


def test_graph_that_was_built_again_is_opened_for_new_queries(tmp_path: Path) -> None:
    def answered(url: str) -> str:
        asked = {"query": "SELECT ?o { <http://e/a> <http://e/p> ?o }"}
        return httpx.get(url, params=asked, headers={"Accept": "text/csv"}, timeout=60, trust_env=False).text.split()[-1]

    def written(number: int) -> None:
        write_files(tmp_path, {GRAPH_FILE: f"<http://e/g> {{ <http://e/a> <http://e/p> {number} }}".encode()})

    written(1)
    with serving(tmp_path) as (url, process):
        assert answered(url) == "1"
        slow = threading.Thread(target=_quietly, args=(url,))
        slow.start()
        written(2)
        build_store(tmp_path)
        deadline = time.monotonic() + 60
        while answered(url) != "2" and time.monotonic() < deadline:
            time.sleep(0.5)
        assert answered(url) == "2"
        (tmp_path / GRAPH_FILE).write_text("garbage")
        assert answered(url) == "2"
        process.send_signal(signal.SIGINT)
        slow.join(timeout=60)


def test_port_in_use_is_one_sentence(files: tuple[Path, Path], address: str) -> None:
    port = address.rpartition(":")[2].partition("/")[0]
    done = subprocess.run([*COMMAND, str(files[0]), "--port", port], capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert done.stderr == f"fintech-kg: port {port} of 127.0.0.1 is in use; take another with --port\n"


@pytest.mark.parametrize(("name", "content"), [("a.ttl", "<a> <b>"), ("a.doc", "x"), ("a.nq", "\0")])
def test_file_that_is_no_graph_is_one_sentence(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    done = subprocess.run([*COMMAND, str(tmp_path / name), "--port", "0"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert name in done.stderr


def test_slow_heads_are_cut_off_and_keep_nobody_waiting(client: httpx.Client, address: str) -> None:
    port = int(address.rpartition(":")[2].partition("/")[0])
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
    for one in slow:
        one.sendall(b"GET /sparql?query=ASK HTTP/1.1\r\nHost: loc")
    assert client.get("sparql", params={"query": "ASK {}"}).status_code == 200
    slow[0].settimeout(30)
    assert slow[0].recv(100) == b""
    for one in slow:
        one.close()


def test_idle_connections_take_nobodys_place(client: httpx.Client, address: str) -> None:
    port = int(address.rpartition(":")[2].partition("/")[0])
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(600)]
    assert client.get("sparql", params={"query": "ASK {}"}).status_code == 200
    idle[0].settimeout(5)
    with suppress(ConnectionError):
        assert idle[0].recv(100) == b""  # who has waited longest made room
    for one in idle:
        one.close()


def test_who_sends_on_after_the_answer_is_cut_off(address: str) -> None:
    port = int(address.rpartition(":")[2].partition("/")[0])
    lines = "POST /sparql HTTP/1.1", "Host: localhost", "Content-Type: application/sparql-query", "Content-Length: 99999999999"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall("\r\n".join((*lines, "", "")).encode())
        assert one.recv(100).startswith(b"HTTP/1.1 413 ")
        with pytest.raises(ConnectionError):
            for _ in range(200):
                one.sendall(bytes(1024 * 1024))
