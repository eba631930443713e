"""From an HTTP request to its parameters or its JSON body, with bounds; and whether it comes from the explorer's own page."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from fintech_kg import bodies
from fintech_kg.explorer.answers.reader import Unanswerable
from fintech_kg.explorer.web.asked import MOST_PARAMETERS, Asked

_MOST_BYTES = 4 * 1024 * 1024


def asked_of(request: Request) -> Asked:
    """The parameters of the address. Raises Unanswerable (400)."""
    try:
        raw: bytes = request.scope["query_string"]
        found = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise Unanswerable(400, "the parameters are not percent-encoded UTF-8") from error
    except ValueError as error:
        raise Unanswerable(400, f"more than {MOST_PARAMETERS} parameters") from error
    return Asked(found)


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object of the body. Raises Unanswerable: 415 for another type, 413 for one too long, 400 for no object."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Unanswerable(415, "post JSON, as application/json")
    try:
        content = await bodies.body_of(request, _MOST_BYTES)
    except bodies.BadBody as error:
        raise Unanswerable(error.status, error.message) from error
    try:
        found = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unanswerable(400, "the body is no JSON in UTF-8") from error
    if not isinstance(found, dict):
        raise Unanswerable(400, "the body is no JSON object")
    return found


def check_same_origin(request: Request) -> None:
    """Raises Unanswerable (403) for a request that a page of another origin has sent."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    host = request.headers.get("host", "")
    if site not in {"same-origin", "none"} or (origin is not None and urlsplit(origin).netloc.lower() != host.lower()):
        raise Unanswerable(403, "only the explorer's own page may do this")


def text_of(body: dict[str, Any], name: str, most: int) -> str:
    """A text of the body. Raises Unanswerable (400) where it is none or longer than `most` characters."""
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Unanswerable(400, f"{name} must be a text of at most {most:,} characters")
    return value


def texts_of(body: dict[str, Any], name: str, most: int) -> list[str]:
    """A list of texts of the body. Raises Unanswerable (400) where it is none or longer than `most`."""
    value = body.get(name, [])
    if not isinstance(value, list) or len(value) > most or not all(isinstance(one, str) for one in value):
        raise Unanswerable(400, f"{name} must be a list of at most {most:,} texts")
    return value
