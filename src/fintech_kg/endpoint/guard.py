"""Who may ask: the Host header, the token, and what other web pages may read. A plain ASGI layer around the application."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_COOKIE = "fintech_kg_token"
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]\s/@]+)(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Guarding:
    """`hosts`: the names by which the server may be called, or None for any; `token`: what a caller must show, if anything;
    `origins`: the web pages' origins that may read answers, "*" for all."""

    hosts: frozenset[str] | None = LOCAL_HOSTS
    token: str | None = None
    origins: frozenset[str] = frozenset()


class Guard:
    """Refuses what may not come in: 403 for a name that is not ours, 401 without the token.

    A browser shows the token once, as `/?token=…`, and then by a cookie that no page of another site can make it send.
    """

    def __init__(self, app: ASGIApp, guarding: Guarding) -> None:
        self._app, self._guarding = app, guarding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        allowed = self._allowed(headers.get("origin"))
        answer = self._refused(headers) or (
            self._preflight(scope, headers, allowed) or self._let_in(scope) or self._unknown(headers)
        )

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                told["X-Content-Type-Options"] = "nosniff"
                if self._guarding.origins:
                    told.add_vary_header("Origin")
                if allowed is not None:
                    told["Access-Control-Allow-Origin"] = allowed
            await send(message)

        await (self._app if answer is None else answer)(scope, receive, marked)

    def _allowed(self, origin: str | None) -> str | None:
        origins = self._guarding.origins
        if origin is None or not origins:
            return None
        return "*" if "*" in origins else origin if origin in origins else None

    def _refused(self, headers: Headers) -> Response | None:
        """A page that makes its own name point here (DNS rebinding) sends that name."""
        hosts = self._guarding.hosts
        given = headers.getlist("host")
        read = _HOST.fullmatch(given[0]) if len(given) == 1 else None
        if hosts is not None and (read is None or read[1].lower().rstrip(".") not in hosts):
            return PlainTextResponse("this server is not called by that name; --allow-host adds one\n", 403)
        return None

    def _unknown(self, headers: Headers) -> Response | None:
        token = self._guarding.token
        if token is None:
            return None
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if (kind.lower() == "bearer" and self._is_token(shown.strip())) or self._is_token(_from_cookie(headers)):
            return None
        return PlainTextResponse("a token is needed: Authorization: Bearer TOKEN\n", 401, {"WWW-Authenticate": "Bearer"})

    def _is_token(self, shown: str) -> bool:
        return bool(shown) and hmac.compare_digest(shown.encode(), (self._guarding.token or "").encode())

    def _let_in(self, scope: Scope) -> Response | None:
        """Gives the cookie to who shows the token in the address, and takes the token out of the address."""
        token = self._guarding.token
        if token is None or scope["method"] != "GET" or scope["path"] != "/":
            return None
        shown = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if len(shown) != 1 or not self._is_token(shown[0]):
            return None
        cookie = f"{_COOKIE}={quote(token, safe='')}; HttpOnly; SameSite=Strict; Path=/"
        return Response(status_code=303, headers={"Location": "./", "Set-Cookie": cookie, "Referrer-Policy": "no-referrer"})

    def _preflight(self, scope: Scope, headers: Headers, allowed: str | None) -> Response | None:
        if scope["method"] != "OPTIONS" or allowed is None or "access-control-request-method" not in headers:
            return None
        told = {
            "Access-Control-Allow-Methods": "GET, HEAD, POST",
            "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
        }
        return Response(status_code=204, headers=told)


def _from_cookie(headers: Headers) -> str:
    """The token that a browser shows by its cookie; empty where it shows none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return ""
    return "" if found is None else unquote(found.value)
