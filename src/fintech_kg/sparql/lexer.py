"""From a query's text to its tokens, as SPARQL 1.1, section 19, cuts them: enough to tell keywords from what looks so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<space>  [ \t\r\n]+ )
    | (?P<comment> \#[^\r\n]* )
    | (?P<iri>    <[^\x00-\x20<>"{}|^`]*> )
    | (?P<string> \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
                | " (?: [^"\\\r\n] | \\. )* " | ' (?: [^'\\\r\n] | \\. )* ' )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<number> \d+(?:\.\d+)?(?:[eE][+-]?\d+)? )
    | (?P<name>   (?:[^\W\d][\w.\-\u00B7]*)?:(?:[\w:.\-\u00B7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])* )
    | (?P<word>   [^\W\d]\w* )
    | (?P<escape> \\. )
    | (?P<mark>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its kind and its half-open place in the text, in code points."""

    kind: str
    text: str
    start: int
    end: int


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query but for blanks and comments. Any text has some: what is no SPARQL comes out as single marks."""
    for found in _TOKEN.finditer(sparql):
        kind = found.lastgroup or "mark"
        if kind not in {"space", "comment"}:
            yield Token(kind, found.group(), found.start(), found.end())


def unescaped(sparql: str) -> str:
    r"""The query with \uXXXX and \UXXXXXXXX replaced by what they stand for (SPARQL 1.1, section 19.2)."""
    return _CODE_POINT.sub(lambda found: _character(int(found[1] or found[2], 16)), sparql)


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
