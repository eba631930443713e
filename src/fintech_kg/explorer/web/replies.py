"""From plain data and files to HTTP responses of the explorer, with their headers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

_LEAST_PACKED = 1400
_JSON = "application/json; charset=utf-8"
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self' blob:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
_COMMON = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}


def data_reply(request: Request, data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """The data as JSON in UTF-8; a lone surrogate, which UTF-8 cannot carry, stands as its JSON escape."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "backslashreplace")
    told = {"Content-Security-Policy": _DATA_POLICY, "Cache-Control": "no-cache", **(headers or {})}
    return content_reply(request, content, _JSON, told, status)


def content_reply(
    request: Request, content: bytes, media_type: str, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """The content, packed where it is worth it and the asker takes it."""
    packs = len(content) >= _LEAST_PACKED and takes_gzip(request)
    told = {**_COMMON, "Vary": "Accept-Encoding", "Content-Type": media_type, **(headers or {})}
    if packs:
        told["Content-Encoding"] = "gzip"
    return Response(gzip.compress(content, 4, mtime=0) if packs else content, status, told)


def packed_reply(
    request: Request, packed: bytes, tag: str, media_type: str = _JSON, headers: Mapping[str, str] | None = None
) -> Response:
    """What is packed with gzip already; 304 where the asker has what the tag names."""
    etag = f'W/"{tag}"'  # weak, as it is packed for some
    told = {**_COMMON, "Vary": "Accept-Encoding", "ETag": etag, "Cache-Control": "no-cache", "Content-Type": media_type}
    told |= {"Content-Security-Policy": _DATA_POLICY, **(headers or {})}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=told)
    if takes_gzip(request):
        return Response(packed, headers={**told, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(packed), headers=told)


def page_headers() -> dict[str, str]:
    """The headers of the page's own files."""
    return {"Content-Security-Policy": _PAGE_POLICY, "X-Frame-Options": "DENY"}


def download_headers(name: str) -> dict[str, str]:
    """The headers of a file that is to be kept under a name."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def takes_gzip(request: Request) -> bool:
    """Whether the asker unpacks gzip."""
    parts = (one.partition(";") for one in request.headers.get("accept-encoding", "").lower().split(","))
    return any(name.strip() == "gzip" and "q=0" not in more.replace(" ", "").replace("q=0.", "") for name, _, more in parts)
