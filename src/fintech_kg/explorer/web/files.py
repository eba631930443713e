"""The page's own files, from their folder to responses; nothing else of the disk can be asked for."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from fintech_kg.explorer.answers.reader import Unanswerable
from fintech_kg.explorer.web.replies import packed_reply, page_headers

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
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
    return await run_in_threadpool(_reply, request, _OUTLINES, {})


def _file(request: Request, name: str) -> Response:
    """A name is looked up among those that are there, never made into a path."""
    found = {path.relative_to(_FOLDER).as_posix(): path for path in _FOLDER.rglob("*") if path.is_file()}.get(name)
    if found is None or found.suffix not in _TYPES:
        raise Unanswerable(404, "there is no such page")
    return _reply(request, found, page_headers())


def _reply(request: Request, path: Path, headers: Mapping[str, str]) -> Response:
    about = path.stat()
    kept = _packed(path, about.st_mtime_ns, about.st_size)
    return packed_reply(request, *kept, _TYPES[path.suffix], headers)


@lru_cache(maxsize=64)
def _packed(path: Path, modified: int, size: int) -> tuple[bytes, str]:
    """The file packed with gzip, and what names its content."""
    content = path.read_bytes()
    return gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:16]
