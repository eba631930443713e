"""Edits for characters that no reader sees: controls, byte order marks, zero-width and direction marks, lone surrogates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fintech_kg.cleaning.edits import Edit, blank

_LONE_RETURN = re.compile(r"\r(?!\n)")
_RETURN = re.compile(r"\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]+")
_INVISIBLE = re.compile("\u00ad\r?\n[ \t]*(?=\\w)|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
CONTROLS = "control characters"
INVISIBLE = "invisible marks"


def character_edits(text: str) -> Iterator[Edit]:
    """Controls and odd spaces become spaces, invisible marks inside words go, a lone surrogate becomes U+FFFD."""
    for match in _LONE_RETURN.finditer(text):
        yield Edit(*match.span(), "\n")
    for match in _RETURN.finditer(text):
        yield blank(*match.span())
    for match in _CONTROL.finditer(text):
        yield blank(*match.span(), CONTROLS)
    for match in _ODD_SPACE.finditer(text):
        yield blank(*match.span())
    for match in _INVISIBLE.finditer(text):
        yield Edit(*match.span(), "", INVISIBLE)
    for match in _SURROGATE.finditer(text):
        yield Edit(*match.span(), "\ufffd")
