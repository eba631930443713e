"""What is shown, as a file of one of the export formats."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from rdflib import Dataset
from starlette.requests import Request
from starlette.responses import Response

from fintech_kg.explorer.answers.part import MOST_FACTS, part
from fintech_kg.explorer.answers.reader import Reader, Unanswerable
from fintech_kg.explorer.web.asked import Asked
from fintech_kg.explorer.web.replies import content_reply, download_headers
from fintech_kg.explorer.web.requests import texts_of
from fintech_kg.explorer.web.served import Newest
from fintech_kg.graph import built_dataset, named_graphs, to_turtle
from fintech_kg.model import Facts
from fintech_kg.ontology import load_ontology

_FORMATS = {
    "graphml": ("graphml", "application/graphml+xml; charset=utf-8"),
    "gexf": ("gexf", "application/gexf+xml; charset=utf-8"),
    "turtle": ("turtle", "text/turtle; charset=utf-8"),
    "json-ld": ("jsonld", "application/ld+json; charset=utf-8"),
    "csv": ("csv", "text/csv; charset=utf-8"),
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def download(newest: Newest, request: Request, body: dict[str, Any]) -> Response:
    """The file; where the format has several, a ZIP of them. Raises Unanswerable (400)."""
    name = body.get("format")
    if not isinstance(name, str) or name not in _FORMATS:
        raise Unanswerable(400, f"format must be one of {', '.join(_FORMATS)}")
    edges = None if body.get("edges") is None else texts_of(body, "edges", MOST_FACTS)
    things = texts_of(body, "things", MOST_FACTS)
    asked = Asked(list(_filters(body.get("filters") or {})))
    with newest.index() as index, index.connection() as db:
        reader = Reader(index, db)
        facts = part(reader, asked.filters(reader), edges, things)
    made = _made(newest, name, facts, index.base)
    if len(made) == 1:
        (file, content), media_type = next(iter(made.items())), _FORMATS[name][1]
    else:
        file, content, media_type = f"graph-{name}.zip", _zipped(made), "application/zip"
    return content_reply(request, content, media_type, download_headers(f"fintech-kg-{file.replace('/', '-')}"))


def _made(newest: Newest, name: str, facts: Facts, base: str) -> Mapping[str, bytes]:
    """The files of a format. Turtle is written from the graphs themselves, and networks and tables need none: a Dataset of
    thousands of facts takes many seconds to make."""
    if name == "turtle":
        return {"graph.ttl": to_turtle(named_graphs(facts, load_ontology(), base=base))}
    dataset = built_dataset(named_graphs(facts, load_ontology(), base=base)) if name == "json-ld" else Dataset()
    return newest.desk.export(_FORMATS[name][0], facts, dataset)


def _filters(given: object) -> list[tuple[str, str]]:
    """Filters of the body, as the parameters of an address: texts, numbers, lists of them, or null."""
    if not isinstance(given, dict):
        raise Unanswerable(400, "filters must be an object")
    lists = [(name, value if isinstance(value, list) else [value]) for name, value in given.items() if value is not None]
    pairs = [(name, one) for name, values in lists for one in values]
    if not all(isinstance(one, str | int | float) for _, one in pairs):
        raise Unanswerable(400, "filters must be texts or lists of texts")
    return [(str(name), str(one)) for name, one in pairs]


def _zipped(made: Mapping[str, bytes]) -> bytes:
    """A ZIP that is the same for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(made.items()):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
