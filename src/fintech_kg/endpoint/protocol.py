"""From an HTTP request to a Question, as the SPARQL 1.1 Protocol, section 2.1, says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from fintech_kg.bodies import BadBody, body_of
from fintech_kg.endpoint import negotiation
from fintech_kg.sparql import Limits, Question

_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MOST_PARAMETERS = 2000
_ABSOLUTE_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')

Parameters = list[tuple[str, str]]


class Refusal(Exception):
    """A request that gets a status of its own and one sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the media types under which its answer may be sent, for rows and for triples."""

    question: Question
    solutions: str | None
    triples: str | None


async def operation_of(request: Request, limits: Limits, *, union: bool, default: tuple[str, ...] | None) -> Operation | None:
    """The query operation of a request, or None where a GET asks for nothing: then it wants the service's description.

    `default` names the graphs of the default graph where the request names no dataset. Raises Refusal.
    """
    parameters = _decoded(request.scope["query_string"])
    if request.method == "POST":
        parameters += await _posted(request, limits)
    if not parameters:
        return None
    if any(name in {"update", "using-graph-uri", "using-named-graph-uri"} for name, _ in parameters):
        raise Refusal(403, "updates are not offered here: this graph is only read")
    queries = _all(parameters, "query")
    if len(queries) != 1:
        raise Refusal(400, "give exactly one query" if queries else "the parameter query is missing")
    if len(queries[0].encode()) > limits.query_bytes:
        raise Refusal(413, f"the query is longer than {limits.query_bytes:,} bytes")
    return _operation(request, queries[0], parameters, union, default)


def _operation(
    request: Request, sparql: str, parameters: Parameters, union: bool, default: tuple[str, ...] | None
) -> Operation:
    accept = ",".join(request.headers.getlist("accept")) or None
    solutions = negotiation.chosen(accept, negotiation.SOLUTIONS)
    triples = negotiation.chosen(accept, negotiation.TRIPLES)
    if solutions is None and triples is None:
        raise Refusal(406, f"answers come as {', '.join(dict.fromkeys([*negotiation.SOLUTIONS, *negotiation.TRIPLES]))}")
    graphs, named = _iris(parameters, "default-graph-uri"), _iris(parameters, "named-graph-uri")
    given = bool(graphs or named)
    question = Question(
        sparql,
        solutions=negotiation.SOLUTIONS.get(solutions or ""),
        triples=negotiation.TRIPLES.get(triples or ""),
        default_graphs=graphs if given else default,
        named_graphs=named if given else None,
        union=union,
        base=str(request.url.replace(query="", fragment="")),
    )
    return Operation(question, solutions, triples)


async def _posted(request: Request, limits: Limits) -> Parameters:
    media_type, _, options = request.headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type == _UPDATE:
        raise Refusal(403, "updates are not offered here: this graph is only read")
    if media_type not in {_FORM, _DIRECT}:
        raise Refusal(415, f"post a query as {_DIRECT} or {_FORM}")
    charset = re.search(r'charset\s*=\s*"?([^\s";]+)', options, re.IGNORECASE)
    if charset is not None and charset[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise Refusal(415, "queries are read as UTF-8 alone")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(415, "queries are read without compression alone")
    most = limits.query_bytes if media_type == _DIRECT else 3 * limits.query_bytes + 64 * 1024  # a form takes three for one
    try:
        body = await body_of(request, most)
    except BadBody as error:
        raise Refusal(error.status, error.message) from error
    return [("query", _utf8(body))] if media_type == _DIRECT else _decoded(body)


def _decoded(form: bytes) -> Parameters:
    try:
        return parse_qsl(
            form.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise Refusal(400, "the parameters are not percent-encoded UTF-8") from error
    except ValueError as error:
        raise Refusal(400, f"more than {_MOST_PARAMETERS} parameters") from error


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, "the query is not UTF-8") from error


def _all(parameters: Parameters, name: str) -> Sequence[str]:
    return [value for key, value in parameters if key == name]


def _iris(parameters: Parameters, name: str) -> tuple[str, ...]:
    iris = tuple(dict.fromkeys(_all(parameters, name)))
    for iri in iris:
        if _ABSOLUTE_IRI.fullmatch(iri) is None:
            raise Refusal(400, f"{name} takes an absolute IRI")
    return iris
