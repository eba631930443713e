"""The one sanitiser of all formats: from any text to a form in which a format can carry it, and that its reader gives back.

What no format can carry becomes U+FFFD, here and nowhere else: control characters but tab and the line's ends, halves of
surrogate pairs, U+FFFE and U+FFFF. All else comes back unchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from fintech_kg.graph import iri

_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[ \u00a0\t\r\n]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_KGTK = str.maketrans({"\\": "\\\\", '"': '\\"', "|": "\\|", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$%=^&]|:(?=//))")
_MARKDOWN_START = re.compile(r"(\d*)([-+.)])")
_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*#^\[\]%\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST_FILE_NAME = 120
"""In bytes; file systems take 255, and a link's text and an ending must fit too."""

UNIT_SEPARATOR = "\x1f"
"""Parts the items of a list where nothing escapes: no carried text holds it."""


def carried(text: str) -> str:
    """The text as every format can carry it."""
    return _UNCARRIED.sub("\ufffd", text)


@lru_cache(maxsize=1 << 16)
def symbol(identifier: str) -> str:
    """An entity's identifier as its IRI has it behind the base: letters, digits, `/ - . _ ~` and percent-encoded bytes."""
    return str(iri("", identifier))


def listed(items: Iterable[str]) -> str:
    """The items in one text, parted by `|`; within an item `|` becomes `\\|` and `\\` becomes `\\\\`."""
    return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items)


def guarded(text: str) -> str:
    """The text behind an apostrophe, where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def xml_text(text: str) -> str:
    """Escaped for an element's text; a carriage return too, which readers would make a line feed of."""
    return escape(carried(text), {"\r": "&#13;"})


def xml_attribute(text: str) -> str:
    """Escaped and quoted for an attribute."""
    return quoteattr(carried(text), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def as_json(value: object) -> str:
    """JSON in one line, in Unicode; the strings in it are carried ones already."""
    return json.dumps(value, ensure_ascii=False)


def json_items(items: Iterable[str]) -> Iterator[str]:
    """A JSON array by pieces: each item, which is JSON, on a line of its own."""
    yield "["
    between = "\n"
    for item in items:
        yield between
        yield item
        between = ",\n"
    yield "]" if between == "\n" else "\n]"


def kgtk_string(text: str) -> str:
    """A KGTK string literal."""
    return f'"{carried(text).translate(_KGTK)}"'


def markdown(text: str) -> str:
    """The text on one line, in which nothing is markup, a link, a tag or a formula."""
    plain = _MARKDOWN.sub(r"\\\1", " ".join(carried(text).split()))
    start = _MARKDOWN_START.match(plain)
    return plain if start is None else f"{start[1]}\\{start[2]}{plain[start.end() :]}"


def file_name(text: str) -> str:
    """A name that every file system and a wiki link can bear; several texts may have the same."""
    plain = _NOT_IN_FILE_NAMES.sub(" ", carried(text))
    short = " ".join(plain.split()).encode()[:_LONGEST_FILE_NAME].decode("utf-8", "ignore").strip(" .")
    return f"{short} _" if _DEVICES.fullmatch(short) else short or "_"
