"""The page's own files, from their folder to responses; nothing else of the disk can be asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from fintech_kg.explorer.answers.reader import Unanswerable
from fintech_kg.explorer.web.replies import content_reply, page_headers

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
_FOLDER = Path(str(files("fintech_kg.explorer"))) / "app"
_OUTLINES = Path(str(files("fintech_kg.explorer"))) / "data" / "countries.geojson"


async def page(request: Request) -> Response:
    """The page itself."""
    return await run_in_threadpool(_file, request, "index.html")


async def page_file(request: Request) -> Response:
    """A file of the page. Raises Unanswerable (404)."""
    return await run_in_threadpool(_file, request, str(request.path_params["name"]))


async def outlines(request: Request) -> Response:
    """The outlines of the countries, as GeoJSON."""
    return content_reply(request, await run_in_threadpool(_outlines), "application/geo+json; charset=utf-8")


def _file(request: Request, name: str) -> Response:
    """A name is looked up among those that are there, never made into a path."""
    found = {path.relative_to(_FOLDER).as_posix(): path for path in _FOLDER.rglob("*") if path.is_file()}.get(name)
    if found is None or found.suffix not in _TYPES:
        raise Unanswerable(404, "there is no such page")
    return content_reply(request, found.read_bytes(), _TYPES[found.suffix], page_headers())


@cache
def _outlines() -> bytes:
    return _OUTLINES.read_bytes()
