"""Names and texts that are made to break pages, queries or paths come through every question as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fintech_kg.model import Extraction

from ...handmade import FORGIVEN, HOSTILE, Claim, extraction
from .conftest import Client, write

NAMES = [*HOSTILE, "<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "javascript:alert(1)", "a' OR 1=1 --", "%_\\"]


def forgiven(name: str) -> str:
    """The name as a graph can carry it."""
    return "".join("\ufffd" if char in FORGIVEN else char for char in name)


def hostile() -> list[Extraction]:
    claims = [Claim("Plain", "acquired", name) for name in NAMES]
    return [extraction("<b>evil</b>.txt", claims, figures=NAMES[:3], words=NAMES[:3])]


@pytest.fixture(scope="module")
def evil_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("evil") / "output", hostile(), ())


@pytest.fixture
def evil(serve: Client, evil_output: Path) -> TestClient:
    return serve(evil_output)


def test_every_question_is_answered_with_json_and_no_page_may_take_it_for_another(evil: TestClient) -> None:
    hub = "organisation/Plain"
    ids = [node["id"] for node in evil.get("/api/overview").json()["nodes"]]
    assert len(ids) == len(NAMES) + 1
    paths = [
        f"/api/{name}" for name in ("about", "picture", "documents", "timeline", "places", "measures", "quotations", "rows")
    ]
    replies = [evil.get(path) for path in paths]
    replies += [evil.get("/api/thing", params={"id": one}) for one in ids]
    replies += [evil.get("/api/neighbours", params={"id": one}) for one in ids]
    replies += [evil.get("/api/fact", params={"s": hub, "p": "acquired", "o": one}) for one in ids if one != hub]
    replies += [evil.get("/api/path", params={"from": hub, "to": one}) for one in ids]
    replies += [evil.get("/api/search", params={"q": forgiven(name)}) for name in NAMES]
    assert [reply.status_code for reply in replies] == [200] * len(replies)
    for reply in replies:
        assert reply.headers["content-type"] == "application/json; charset=utf-8"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_names_come_as_they_are(evil: TestClient) -> None:
    labels = {node["label"] for node in evil.get("/api/overview").json()["nodes"]}
    assert labels == {forgiven(name) for name in NAMES} | {"Plain"}


@pytest.mark.parametrize("name", [name for name in NAMES if any(map(str.isalnum, name))])
def test_names_are_found(evil: TestClient, name: str) -> None:
    found = evil.get("/api/search", params={"q": forgiven(name)}).json()["things"]
    assert forgiven(name) in {one["label"] for one in found}


def test_a_text_keeps_every_character(evil: TestClient) -> None:
    (document,) = evil.get("/api/documents").json()["documents"]
    assert document["source"] == "<b>evil</b>.txt"
    told = evil.get("/api/document", params={"id": document["id"]}).json()
    assert told["text"] == hostile()[0].document.text


def test_exports_of_hostile_names_can_be_made(evil: TestClient) -> None:
    for name in ("turtle", "graphml", "gexf", "csv", "json-ld"):
        assert evil.post("/api/export", json={"format": name}).status_code == 200
