"""From an HTTP request to its body, which is no longer and takes no longer to come than it may."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

_SECONDS = 10.0


class BadBody(Exception):
    """A body that is not read: the status that it gets, and one sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


async def body_of(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes. Raises BadBody: 413 for a longer one, 408 for one without end, 400 for a part."""
    length = request.headers.get("content-length", "0")
    too_long = BadBody(413, f"the request is longer than {most:,} bytes")
    if length.isascii() and length.isdigit() and (len(length) > 12 or int(length) > most):
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise too_long
    except TimeoutError as error:
        raise BadBody(408, "the request did not come to its end in time") from error
    except ClientDisconnect as error:
        raise BadBody(400, "the request broke off") from error
    return bytes(body)
