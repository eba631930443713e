"""What the page can change and take away: decisions in the ledger, exports; and who may ask for it."""

from __future__ import annotations

import io
import json
import threading
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from fintech_kg.assembly import Verdict
from fintech_kg.cli.explorer import explorer_desk
from fintech_kg.graph.vocabulary import FKG

from .test_answers import ACME, BOREALIS, CINDER, DUNE, asked

SAME = {"left": BOREALIS, "right": CINDER, "decision": "same", "who": "Ada", "why": "one address"}
OWN = {"Origin": "http://127.0.0.1:7878", "Sec-Fetch-Site": "same-origin"}


def posted(client: TestClient, name: str, body: object, status: int = 200, **headers: str) -> Any:
    reply = client.post(f"/api/{name}", json=body, headers={**OWN, **headers})
    assert reply.status_code == status, reply.text
    return reply.json()


def test_review_lists_pairs_with_evidence_for_both(client: TestClient) -> None:
    (pair,) = asked(client, "review")["pairs"]
    assert (pair["left"]["id"], pair["right"]["id"], pair["decision"]) == (BOREALIS, CINDER, None)
    assert pair["reasons"] == ["they are <b>alike</b>"]
    first, *rest = pair["left_evidence"]
    assert first["paragraph"][first["marks"][0]["start"] : first["marks"][0]["end"]] == "Acme Pay a"
    assert 1 <= len(pair["right_evidence"]) <= 3
    assert len(rest) <= 2


def test_a_decision_is_in_the_ledger_at_once_and_can_be_taken_back(client: TestClient, tmp_path: Path) -> None:
    told = posted(client, "review", SAME)
    assert told["decision"]["decision"] == "same"
    assert "next build" in told["message"]
    (entry,) = tomllib.loads((tmp_path / "ledger.toml").read_text())["decision"]
    assert (entry["things"], entry["names"], entry["verdict"]) == ([BOREALIS, CINDER], ["Borealis", "Cinder"], "same")
    assert (entry["who"], entry["why"]) == ("Ada", "one address")
    assert asked(client, "review")["pairs"][0]["decision"]["who"] == "Ada"
    assert posted(client, "review", {**SAME, "left": CINDER, "right": BOREALIS, "decision": None})["decision"] is None
    assert asked(client, "review")["pairs"][0]["decision"] is None


def test_what_people_wrote_into_the_ledger_stays(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text(
        '# mine\n[[decision]]\nthings = ["a/x", "a/y"]\nverdict = "same"\nwho = "I"\nwhy = "so"\n'
    )
    posted(client, "review", SAME)
    assert "# mine" in (tmp_path / "ledger.toml").read_text()
    assert len(tomllib.loads((tmp_path / "ledger.toml").read_text())["decision"]) == 2


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"decision": "perhaps"}, 400),
        ({"who": "  "}, 400),
        ({"why": ""}, 400),
        ({"why": 7}, 400),
        ({"who": "x" * 1001}, 400),
        ({"right": ACME}, 404),
        ({"left": "x" * 3000}, 400),
    ],
)
def test_bad_decisions_are_refused_and_nothing_is_written(
    client: TestClient, tmp_path: Path, change: dict[str, object], status: int
) -> None:
    posted(client, "review", {**SAME, **change}, status)
    assert not (tmp_path / "ledger.toml").exists()


def test_a_broken_ledger_is_named_and_left_alone(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text("what [is this")
    assert "no TOML" in posted(client, "review", SAME, 409)["error"]
    assert (tmp_path / "ledger.toml").read_text() == "what [is this"


@pytest.mark.parametrize("name", ["review", "export"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:7879"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_pages_of_other_origins_change_nothing(client: TestClient, tmp_path: Path, name: str, headers: dict[str, str]) -> None:
    assert client.post(f"/api/{name}", json=SAME, headers={**OWN, **headers}).status_code == 403
    assert not (tmp_path / "ledger.toml").exists()


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_what_a_form_of_another_page_can_send_is_refused(client: TestClient, tmp_path: Path, media_type: str) -> None:
    reply = client.post("/api/review", content=json.dumps(SAME), headers={"Content-Type": media_type})
    assert reply.status_code == 415
    assert not (tmp_path / "ledger.toml").exists()


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff", b"[" * 100_000, b'"x"'])
def test_bodies_that_are_no_object_are_refused(client: TestClient, body: bytes) -> None:
    reply = client.post("/api/between", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 400


def test_a_body_that_is_too_long_is_refused(client: TestClient) -> None:
    body = b'{"ids": ["' + b"x" * 5_000_000 + b'"]}'
    assert client.post("/api/between", content=body, headers={"Content-Type": "application/json"}).status_code == 413


def test_decisions_at_the_same_time_are_all_kept(made: Path, tmp_path: Path) -> None:
    ledger = explorer_desk(made, tmp_path / "ledger.toml").ledger
    assert ledger is not None
    decide = ledger.decide
    pairs = [(f"person/a{number}", f"person/b{number}") for number in range(12)]
    threads = [threading.Thread(target=decide, args=(pair, pair, Verdict.SAME, "Ada", "so")) for pair in pairs]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert set(ledger.read().decisions) == set(pairs)


def test_an_export_is_the_shown_facts_with_their_provenance(client: TestClient) -> None:
    rows = asked(client, "rows", ("status", "asserted"), relation="acquired")["rows"]
    reply = client.post(
        "/api/export", json={"format": "turtle", "edges": [rows[0]["id"]], "filters": {"from": None}}, headers=OWN
    )
    assert reply.headers["content-disposition"] == "attachment; filename*=UTF-8''fintech-kg-graph.ttl"
    graph = Graph().parse(data=reply.text, format="turtle")
    base = "https://w3id.org/fintech-kg/id/"
    assert (URIRef(f"{base}organisation/Acme%20Pay"), FKG.acquired, URIRef(f"{base}{BOREALIS}")) in graph
    assert (None, FKG.acquired, URIRef(f"{base}{CINDER}")) not in graph
    quotes = {str(one) for one in graph.objects(None, URIRef("http://www.w3.org/ns/oa#exact"))}
    assert quotes == {"Acme Pay asserted acquired Borealis."}
    assert len(set(graph.subjects(FKG.status, FKG.asserted))) == 2


def test_an_export_by_filters_has_things_without_links_too(client: TestClient) -> None:
    body = {"format": "graphml", "edges": None, "things": [DUNE], "filters": {"status": ["denied"]}}
    told = client.post("/api/export", json=body, headers=OWN).text
    assert DUNE in told
    assert "denied" in told


@pytest.mark.parametrize("name", ["gexf", "json-ld"])
def test_an_export_of_one_file_comes_as_it_is(client: TestClient, name: str) -> None:
    reply = client.post("/api/export", json={"format": name, "edges": None}, headers=OWN)
    assert reply.status_code == 200
    assert "Borealis" in reply.text


def test_an_export_of_several_files_comes_as_an_archive(client: TestClient) -> None:
    reply = client.post("/api/export", json={"format": "csv", "edges": None}, headers=OWN)
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        assert any("Borealis" in archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize(
    "body",
    [
        {"format": "exe"},
        {"format": "csv", "edges": ["none"]},
        {"format": "csv", "edges": "all"},
        {"format": "csv", "filters": [1]},
    ],
)
def test_bad_exports_are_refused(client: TestClient, body: dict[str, object]) -> None:
    assert list(posted(client, "export", body, 400)) == ["error"]
