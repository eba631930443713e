"""Runs an application on a socket until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import ClassVar

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from fintech_kg.errors import RunError, reason_of

_SECONDS_FOR_HEADERS = 10.0
_SECONDS_TO_READ = 30.0
_MOST_CONNECTIONS = 512
_MOST_UNWANTED = 8 * 1024 * 1024
_SECONDS_BETWEEN_UNWANTED = 0.02


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises RunError with what to do."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise RunError(f"{host} is no address of this machine: {reason_of(error)}") from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise RunError(f"port {port} of {host} is in use; take another with --port") from error
        raise RunError(f"cannot listen on port {port} of {host}: {reason_of(error)}") from error
    return made


def serve(app: ASGIApp, listening: socket.socket, *, longest_header: int = 1024 * 1024) -> None:
    """Serves until SIGINT or SIGTERM; then lets requests end for three seconds and runs the application's own end.

    Raises RunError where the application did not start.
    """
    failed: list[BaseException] = []
    config = uvicorn.Config(
        _noting(app, failed),
        http=_PatientProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        log_level="error",  # what it warns of is what anybody may send, and is answered
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        limit_concurrency=_MOST_CONNECTIONS,
        h11_max_incomplete_event_size=longest_header,
    )
    server = uvicorn.Server(config)
    kept = {
        one: signal.signal(one, _ignored) for one in (signal.SIGINT, signal.SIGTERM)
    }  # uvicorn raises them again at its end
    try:
        server.run(sockets=[listening])
    except SystemExit as error:
        if not failed:
            raise RunError("the server did not start") from error
    finally:
        for one, handler in kept.items():
            signal.signal(one, handler)
        listening.close()
    if failed:
        raise failed[0]


def _ignored(number: int, frame: FrameType | None) -> None:
    """What is left to do for a signal that has ended the server."""


def _noting(app: ASGIApp, failed: list[BaseException]) -> ASGIApp:
    """The application; an error while it starts is kept, which uvicorn would only log."""

    async def noting(scope, receive, send):  # type: ignore[no-untyped-def]
        async def noted(message):  # type: ignore[no-untyped-def]
            if message["type"] == "lifespan.startup.failed":
                failed.append(RunError(message["message"].strip().splitlines()[-1]))
            await send(message)

        await app(scope, receive, noted)

    return noting


class _PatientProtocol(H11Protocol):
    """HTTP/1.1 that waits for a request's head, and for a reader, not for ever.

    Of a body that comes on though the request was answered, as one that is too long, little is taken at a time, so that nobody
    holds up the others by sending. Who comes when there is no room for more connections takes that of the one which has waited
    longest for a request.
    """

    _idle: ClassVar[dict[H11Protocol, None]] = {}  # without a request, since when by their order
    _timer: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    _unwanted = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._timer = self.loop.call_later(_SECONDS_FOR_HEADERS, transport.close)
        self._idle[self] = None
        if len(self.connections) >= _MOST_CONNECTIONS:
            oldest = next(iter(self._idle))
            del self._idle[oldest]
            oldest.transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        waiting = self.cycle is None or self.cycle.response_complete
        if not waiting:
            self._stop("_timer")
            self._idle.pop(self, None)
        elif self._timer is None:
            self._timer = self.loop.call_later(_SECONDS_FOR_HEADERS, self.transport.close)
        if waiting and self.conn.their_state is h11.SEND_BODY:
            self._slow_down(len(data))

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing():
            self._idle[self] = None

    def _slow_down(self, more: int) -> None:
        self._unwanted += more
        if self._unwanted > _MOST_UNWANTED:
            self.transport.abort()
        else:
            self.transport.pause_reading()
            self.loop.call_later(_SECONDS_BETWEEN_UNWANTED, self.transport.resume_reading)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reading = self.loop.call_later(_SECONDS_TO_READ, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop("_reading")

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop("_timer")
        self._stop("_reading")
        self._idle.pop(self, None)
        super().connection_lost(exc)

    def _stop(self, name: str) -> None:
        timer: Callable[[], None] | None = getattr(getattr(self, name), "cancel", None)
        if timer is not None:
            timer()
        setattr(self, name, None)
