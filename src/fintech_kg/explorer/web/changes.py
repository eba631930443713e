"""The questions of the page that carry a body: facts among many things, decisions, exports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from fintech_kg.assembly import Verdict
from fintech_kg.explorer.answers import review, search
from fintech_kg.explorer.answers.reader import Json, Reader, Unanswerable
from fintech_kg.explorer.web.asked import Asked
from fintech_kg.explorer.web.downloads import download
from fintech_kg.explorer.web.replies import data_reply
from fintech_kg.explorer.web.requests import asked_of, body_of, check_same_origin, text_of, texts_of
from fintech_kg.explorer.web.served import Newest

Change = Callable[[Request], Awaitable[Response]]
_MOST_THINGS, _LONGEST_ID, _LONGEST_WORDS = 2000, 2000, 1000


def changes(newest: Newest) -> Mapping[str, Change]:
    """The work of each, by the last part of its address."""

    async def between(request: Request) -> Response:
        body, asked = await body_of(request), asked_of(request)
        ids = texts_of(body, "ids", _MOST_THINGS)
        return await run_in_threadpool(_between, newest, request, ids, asked)

    async def decide(request: Request) -> Response:
        check_same_origin(request)
        body = await body_of(request)
        return data_reply(request, await run_in_threadpool(_decided, newest, body))

    async def export(request: Request) -> Response:
        check_same_origin(request)
        body = await body_of(request)
        return await run_in_threadpool(download, newest, request, body)

    return {"between": between, "review": decide, "export": export}


def _between(newest: Newest, request: Request, ids: list[str], asked: Asked) -> Response:
    with newest.index() as index, index.connection() as db:
        reader = Reader(index, db)
        return data_reply(request, search.between(reader, ids, asked.filters(reader)))


def _decided(newest: Newest, body: dict[str, Any]) -> Json:
    """The pair after the decision; `decision` null takes one back. Raises Unanswerable, and FintechKGError from the ledger."""
    ledger = newest.desk.ledger
    if ledger is None:
        raise Unanswerable(409, "this graph has no ledger that decisions could go to")
    things = (text_of(body, "left", _LONGEST_ID), text_of(body, "right", _LONGEST_ID))
    verdict = body.get("decision")
    if verdict is not None and verdict not in list(Verdict):
        raise Unanswerable(400, f"decision must be {', '.join(Verdict)} or null")
    who, why = (text_of(body, name, _LONGEST_WORDS).strip() for name in ("who", "why"))
    if verdict is not None and not (who and why):
        raise Unanswerable(400, "a decision needs who decides and why")
    with newest.index() as index, index.connection() as db:
        reader = Reader(index, db)
        names = review.names_of(reader, *things)
        if verdict is None:
            ledger.take_back(things)
        else:
            ledger.decide(things, names, Verdict(verdict), who, why)
        told = review.pair(reader, *things, ledger.read())
    return {**told, "message": "the next build obeys"}
