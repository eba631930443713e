"""From bytes to text."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from fintech_kg.errors import EmptyDocument, NotText

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SAMPLE = 65536
# Control characters other than white space: this share of them in the first bytes says that a file is binary.
_BINARY_SHARE = 0.02


def decode(name: str, content: bytes) -> str:
    """The text of the bytes: UTF-8 where they are that, otherwise what charset-normalizer finds.

    Line ends stay as they are, and a byte order mark stays too, so that offsets count what the file holds.
    Raises EmptyDocument and NotText.
    """
    if not content:
        raise EmptyDocument(name)
    if not content.startswith(_MARKS[1:]):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return _checked(name, text)
    best = from_bytes(content).best()
    if best is None:
        raise NotText(name)
    return _checked(name, content.decode(best.encoding))


def _checked(name: str, text: str) -> str:
    sample = text[:_SAMPLE]
    controls = sum(1 for char in sample if char < " " and char not in "\t\n\r\f\v\x1b" and char != "\0")
    nuls = sample.count("\0")
    if controls + nuls > max(4, _BINARY_SHARE * len(sample)):
        raise NotText(name)
    return text
