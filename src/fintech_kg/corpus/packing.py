"""Extractions and sources as bytes, and back: compressed JSON, whatever characters they hold."""

from __future__ import annotations

import json
import zlib
from typing import TypeVar

import msgspec

T = TypeVar("T")


def packed(value: object) -> bytes:
    """Compressed JSON; by the standard library where there is a lone surrogate, for which msgspec's has no form."""
    try:
        told = msgspec.json.encode(value)
    except UnicodeEncodeError:
        told = json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")
    return zlib.compress(told, 1)


def unpacked(content: bytes, kind: type[T]) -> T:
    """What was packed. Raises ValueError, msgspec.ValidationError or zlib.error where it is something else."""
    told = zlib.decompress(content)
    try:
        return msgspec.json.decode(told, type=kind)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(told), kind)
