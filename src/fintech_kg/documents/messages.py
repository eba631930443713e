"""Between the main process and a reading one: framed JSON with the bytes of files beside it, never pickled objects."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import fields
from typing import IO, Any

from fintech_kg import errors
from fintech_kg.errors import DocumentError
from fintech_kg.model import Source

_FIELDS = tuple(one.name for one in fields(Source))
_LENGTHS = struct.Struct(">QQ")


class BrokenMessage(Exception):
    """What came through the pipe is no message: the other side died or went mad."""


def send(stream: IO[bytes], header: Mapping[str, object], body: bytes = b"") -> None:
    """Writes one message. JSON is escaped to ASCII, so that lone surrogates pass."""
    head = json.dumps(header).encode("ascii")
    stream.write(_LENGTHS.pack(len(head), len(body)))
    stream.write(head)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or None at the end. Raises BrokenMessage for a torn one and for one of more than `most` bytes."""
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise BrokenMessage
    of_head, of_body = _LENGTHS.unpack(lengths)
    if of_head + of_body > most:
        raise BrokenMessage
    head, body = stream.read(of_head), stream.read(of_body)
    if len(head) < of_head or len(body) < of_body:
        raise BrokenMessage
    try:
        header = json.loads(head)
    except ValueError as error:
        raise BrokenMessage from error
    if not isinstance(header, dict):
        raise BrokenMessage
    return header, body


def outcome_as_data(outcome: Source | DocumentError) -> dict[str, object]:
    """A Source or an error as plain data."""
    if isinstance(outcome, Source):
        return {"source": {name: getattr(outcome, name) for name in _FIELDS}}
    return {"error": type(outcome).__name__, "name": outcome.source, "reason": outcome.reason}


def outcome_from_data(data: Mapping[str, Any]) -> Source | DocumentError:
    """The Source or the error again. Raises BrokenMessage."""
    try:
        if "source" in data:
            cells: dict[str, Any] = {name: _frozen(value) for name, value in data["source"].items()}
            return Source(**cells)
        kind = getattr(errors, data["error"], DocumentError)
        error: DocumentError = DocumentError.__new__(kind if issubclass(kind, DocumentError) else DocumentError)
        DocumentError.__init__(error, str(data["name"]), str(data["reason"]))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise BrokenMessage from wrong
    return error


def _frozen(value: object) -> object:
    """JSON's lists as the tuples that they were."""
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
