"""From the newest index to the routes of the explorer: its page, and the questions that the page asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fintech_kg.errors import FintechKGError
from fintech_kg.explorer.answers import documents, facts, paths, review, search, things, views
from fintech_kg.explorer.answers.about import about
from fintech_kg.explorer.answers.reader import Json, Reader, Unanswerable
from fintech_kg.explorer.answers.terms import found_terms
from fintech_kg.explorer.web import changes, files
from fintech_kg.explorer.web.asked import Asked
from fintech_kg.explorer.web.replies import data_reply, packed_reply
from fintech_kg.explorer.web.requests import asked_of
from fintech_kg.explorer.web.served import Newest

Answer = Callable[[Reader, Asked], Json]
_MOST_THINGS = 2000


def explorer_routes(newest: Newest) -> list[BaseRoute]:
    """The page at /, its files beside it, and its questions under /api/."""
    answers = [Route(f"/api/{name}", _answering(newest, answer)) for name, answer in _answers(newest).items()]
    posted = [Route(f"/api/{name}", _told(change), methods=["POST"]) for name, change in changes.changes(newest).items()]
    return [
        *answers,
        *posted,
        Route("/api/picture", _told(lambda request: run_in_threadpool(_picture, newest, request))),
        Route("/api/outlines", _told(files.outlines)),
        Route("/", _told(files.page)),
        Route("/{name:path}", _told(files.page_file)),
    ]


def _answers(newest: Newest) -> Mapping[str, Answer]:
    desk = newest.desk
    terms, queries = cache(desk.terms), cache(desk.queries)

    def kept_queries(reader: Reader, asked: Asked) -> Json:
        return {"queries": [{"name": name, "title": title, "sparql": sparql} for name, title, sparql in queries()]}

    def pairs(reader: Reader, asked: Asked) -> Json:
        ledger = None if desk.ledger is None else desk.ledger.read()
        return review.review(reader, ledger, limit=asked.number("limit", 50, 200), offset=_offset(asked))

    return {
        **_ANSWERS,
        "about": lambda reader, asked: about(reader, terms(), ledger=desk.ledger is not None),
        "terms": lambda reader, asked: found_terms(
            terms(), asked.one("q") or "", asked.one("type") or "", asked.number("limit", 50, 1000)
        ),
        "queries": kept_queries,
        "review": pairs,
    }


def _offset(asked: Asked) -> int:
    return asked.number("offset", 0, 10**8, least=0)


def _thing(reader: Reader, asked: Asked) -> Json:
    iri = asked.one("iri")
    return things.thing(reader, asked.needed("id")) if iri is None else things.thing_by_iri(reader, iri)


_ANSWERS: Mapping[str, Answer] = {
    "search": lambda reader, asked: search.search(reader, asked.one("q") or "", asked.kinds(), asked.number("limit", 20, 100)),
    "overview": lambda reader, asked: search.overview(reader, asked.filters(reader), asked.number("limit", 300, _MOST_THINGS)),
    "neighbours": lambda reader, asked: search.neighbours(
        reader,
        asked.needed("id"),
        asked.filters(reader),
        asked.number("limit", 50, _MOST_THINGS),
        _offset(asked),
        among=asked.number("among", 0, 1, least=0) == 1,
    ),
    "between": lambda reader, asked: search.between(reader, asked.all("id")[:_MOST_THINGS], asked.filters(reader)),
    "thing": _thing,
    "fact": lambda reader, asked: facts.fact(reader, asked.needed("s"), asked.needed("p"), asked.needed("o")),
    "rows": lambda reader, asked: facts.rows(
        reader,
        asked.filters(reader),
        asked.one("sort") or "importance",
        limit=asked.number("limit", 100, 1000),
        offset=_offset(asked),
    ),
    "documents": lambda reader, asked: documents.documents(
        reader, asked.one("q") or "", limit=asked.number("limit", 50, 500), offset=_offset(asked)
    ),
    "document": lambda reader, asked: documents.document(reader, asked.needed("id")),
    "path": lambda reader, asked: paths.path(
        reader, asked.needed("from"), asked.needed("to"), asked.filters(reader, dates=False)
    ),
    "timeline": lambda reader, asked: views.timeline(
        reader, asked.filters(reader), asked.one("id"), limit=asked.number("limit", 500, _MOST_THINGS)
    ),
    "places": lambda reader, asked: views.places(reader, asked.filters(reader)),
    "measures": lambda reader, asked: views.measures(reader, asked.one("id"), limit=asked.number("limit", 24, 200)),
    "quotations": lambda reader, asked: views.quotations(
        reader, asked.one("speaker"), limit=asked.number("limit", 50, 200), offset=_offset(asked)
    ),
}


def _answering(newest: Newest, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    def answered(request: Request) -> Response:
        asked = asked_of(request)
        with newest.index() as index, index.connection() as db:
            return data_reply(request, answer(Reader(index, db), asked))

    return _told(lambda request: run_in_threadpool(answered, request))


def _picture(newest: Newest, request: Request) -> Response:
    with newest.index() as index:
        return packed_reply(request, index.picture, index.generation)


def _told(work: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The work, whose refusals become one sentence of JSON."""

    async def told(request: Request) -> Response:
        try:
            return await work(request)
        except Unanswerable as error:
            again = {"Retry-After": "2"} if error.status == 503 else None
            return data_reply(request, {"error": error.message}, error.status, again)
        except FintechKGError as error:
            return data_reply(request, {"error": str(error)}, 409)

    return told
