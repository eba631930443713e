"""Extractions and sources as bytes, and back: JSON, compressed where it is to be kept, whatever characters they hold."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

T = TypeVar("T")


def packed(value: object) -> bytes:
    """Compressed JSON."""
    return zlib.compress(encoded(value), 1)


def packed_with_first(value: object, first: Iterable[object]) -> bytes:
    """Compressed JSON of the value with these in its first field, which is an empty list in it; few of them are in memory."""
    begin, _, rest = encoded(value).partition(b"[]")
    compressing = zlib.compressobj(1)
    comma = b""
    parts = [compressing.compress(begin + b"[")]
    for one in first:
        parts.append(compressing.compress(comma + encoded(one)))
        comma = b","
    return b"".join((*parts, compressing.compress(b"]" + rest), compressing.flush()))


def unpacked(content: bytes, kind: type[T]) -> T:
    """What was packed. Raises ValueError, msgspec.ValidationError or zlib.error where it is something else."""
    told = zlib.decompress(content)
    try:
        return msgspec.json.decode(told, type=kind)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(told), kind)


def encoded(value: object) -> bytes:
    """JSON without a line break; by the standard library where there is a lone surrogate, for which msgspec's has no form."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


def decoder(kind: type[T]) -> Callable[[bytes], T]:
    """What gives back a value of the kind that was encoded, and raises ValueError or msgspec.ValidationError for another."""
    reading = msgspec.json.Decoder(kind)

    def value(told: bytes) -> T:
        try:
            return reading.decode(told)
        except msgspec.DecodeError:
            return msgspec.convert(json.loads(told), kind)

    return value
