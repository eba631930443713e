"""The page's own files, and that nothing else of the disk can be had."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


def test_the_page_lets_nothing_in_from_elsewhere(client: TestClient) -> None:
    reply = client.get("/")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert reply.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/../routes.py",
        "/..%2froutes.py",
        "/%2e%2e/%2e%2e/__init__.py",
        "/app/../../cli/main.py",
        "//etc/passwd",
        "/etc/passwd",
        "/index.html%00.js",
        "/.gitignore",
        "/index.html/",
    ],
)
def test_nothing_beside_the_page_can_be_had(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert list(reply.json()) == ["error"]


def test_files_come_packed_to_those_who_unpack(client: TestClient) -> None:
    assert client.get("/api/outlines").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api/outlines", headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert "content-encoding" not in client.get("/api/outlines", headers={"Accept-Encoding": "identity"}).headers
