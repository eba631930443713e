"""From a store to an ASGI application with /sparql; more pages can be given to it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from fintech_kg.endpoint import negotiation
from fintech_kg.endpoint.generation import Generations, Newer
from fintech_kg.endpoint.guard import Guard, Guarding
from fintech_kg.endpoint.pool import Busy, Places, Pool
from fintech_kg.endpoint.protocol import Operation, Refusal, operation_of
from fintech_kg.errors import RunError
from fintech_kg.sparql import Limits, Outcome, Reply
from fintech_kg.store.description import service_description
from fintech_kg.store.oxigraph import OpenStore

PATH = "/sparql"
_STATUS = {
    Outcome.MALFORMED: 400,
    Outcome.REFUSED: 403,
    Outcome.UNACCEPTABLE: 406,
    Outcome.TOO_MUCH: 503,
    Outcome.TOO_LONG: 503,
    Outcome.FAILED: 500,
}
_PIECE = 256 * 1024
_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a store is served. `union`: the default graph is the union of the named ones; `default`: it is these graphs.

    `per_client`: how many queries one address may have running or waiting; None: as many as all together.
    """

    limits: Limits = field(default_factory=Limits)
    places: Places = field(default_factory=Places)
    guarding: Guarding = field(default_factory=Guarding)
    union: bool = False
    default: tuple[str, ...] | None = None
    per_client: int | None = None


def make_app(
    store: OpenStore,
    settings: Settings,
    *,
    routes: Sequence[BaseRoute] = (),
    ready: Callable[[bool], None] = lambda offline: None,
    newer: Newer | None = None,
) -> ASGIApp:
    """The application: /sparql, and the given routes beside it, all behind the same guard.

    `ready` is called when the first children are up, with whether they gave up the network. The store must stay held as long
    as the application runs. With `newer`, a store that was built again is opened for the queries that come after.
    """
    service = _Service(store, settings, ready, newer)
    app = Starlette(
        routes=[Route(PATH, service.sparql, methods=_METHODS), *routes],
        lifespan=service.lifespan,
        exception_handlers={HTTPException: _told},
    )
    return Guard(app, settings.guarding)


class _Service:
    def __init__(self, store: OpenStore, settings: Settings, ready: Callable[[bool], None], newer: Newer | None) -> None:
        self._store, self._settings, self._ready, self._newer = store, settings, ready, newer
        self._generations: Generations | None = None
        self._clients: Counter[str] = Counter()

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._generations = Generations(self._store, self._settings.limits, self._settings.places, self._newer)
        try:
            self._ready(await self._generations.open())
            yield
        finally:
            await self._generations.close()

    async def sparql(self, request: Request) -> Response:
        settings = self._settings
        assert self._generations is not None
        try:
            operation = await operation_of(request, settings.limits, union=settings.union, default=settings.default)
            async with self._generations.newest() as generation:
                if operation is None:
                    return self._description(request, generation.store)
                with self._place_for(request.client.host if request.client is not None else ""):
                    reply = await self._reply(request, operation, generation.pool)
        except Refusal as refusal:
            return _sentence(refusal.message, refusal.status)
        except Busy:
            return _sentence("too many queries run at this time, or too many of yours; try again", 429, {"Retry-After": "5"})
        except RunError as error:
            return _sentence(str(error), 503, {"Retry-After": "5"})
        return _response(reply, operation)

    @contextmanager
    def _place_for(self, client: str) -> Iterator[None]:
        """A place among those that one client may take. Raises Busy."""
        most = self._settings.per_client
        if most is not None and self._clients[client] >= most:
            raise Busy
        self._clients[client] += 1
        try:
            yield
        finally:
            self._clients[client] -= 1
            if self._clients[client] == 0:
                del self._clients[client]

    async def _reply(self, request: Request, operation: Operation, pool: Pool) -> Reply:
        """The pool's reply; a query whose asker has gone away is stopped."""
        asking = asyncio.ensure_future(pool.ask(operation.question))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({asking, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise Refusal(400, "the asker went away")
            return asking.result()
        finally:
            gone.cancel()
            asking.cancel()

    def _description(self, request: Request, store: OpenStore) -> Response:
        if request.method == "POST":
            return _sentence("the parameter query is missing", 400)
        wanted = negotiation.chosen(",".join(request.headers.getlist("accept")) or None, negotiation.TRIPLES)
        if wanted is None:
            return _sentence(f"the description comes as {', '.join(negotiation.TRIPLES)}", 406)
        about = service_description(
            store.manifest,
            str(request.url.replace(query="", fragment="")),
            union=self._settings.union,
            media_type=negotiation.TRIPLES[wanted],
        )
        return Response(about, media_type=negotiation.with_charset(wanted), headers={"Vary": "Accept"})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(reply: Reply, operation: Operation) -> Response:
    if reply.outcome is not Outcome.ANSWERED:
        return _sentence(reply.message, _STATUS[reply.outcome])
    rows = reply.media_type in negotiation.SOLUTIONS
    headers = {
        "Content-Type": negotiation.with_charset((operation.solutions if rows else operation.triples) or reply.media_type),
        "Content-Length": str(len(reply.body)),
        "Vary": "Accept",
    }
    return StreamingResponse(_pieces(reply.body), headers=headers)


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    """The body by pieces, so that one who reads slowly keeps no more than a piece in the socket's buffer."""
    view = memoryview(body)
    for start in range(0, len(body), _PIECE):
        yield bytes(view[start : start + _PIECE])


def _sentence(message: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{message}\n", status, {"Vary": "Accept", **(headers or {})})


async def _told(_: Request, error: Exception) -> Response:
    """What the framework itself refuses: 404 and 405."""
    assert isinstance(error, HTTPException)
    allowed = {"Allow": ", ".join(_METHODS)} if error.status_code == 405 else {}  # the framework's own has a set's order
    return _sentence(str(error.detail), error.status_code, {**(error.headers or {}), **allowed})
