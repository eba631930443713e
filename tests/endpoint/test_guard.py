"""Who may come in with a token, and how a browser shows it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from fintech_kg.endpoint.guard import Guard, Guarding

TOKEN = "s3cret; and=more"


async def _inside(_: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", _inside), Route("/api/about", _inside)])
    return TestClient(Guard(app, Guarding(token=TOKEN)), base_url="http://localhost", follow_redirects=False)


def test_a_browser_that_shows_the_token_once_comes_in_by_its_cookie(client: TestClient) -> None:
    reply = client.get("/", params={"token": TOKEN})
    assert (reply.status_code, reply.headers["location"]) == (303, "./")
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/api/about").text == "inside"


@pytest.mark.parametrize("shown", ["", "wrong", TOKEN + "x"])
def test_a_wrong_token_gets_no_cookie(client: TestClient, shown: str) -> None:
    reply = client.get("/", params={"token": shown})
    assert reply.status_code == 401
    assert "set-cookie" not in reply.headers


def test_the_token_in_the_address_opens_the_page_alone(client: TestClient) -> None:
    assert client.get("/api/about", params={"token": TOKEN}).status_code == 401


@pytest.mark.parametrize("cookie", ["", "fintech_kg_token=", "fintech_kg_token=wrong", "other=s3cret", "=;;=", "\x7f"])
def test_a_wrong_cookie_is_none(client: TestClient, cookie: str) -> None:
    assert client.get("/api/about", headers={"Cookie": cookie}).status_code == 401
