"""From words out of a document to what people may be shown: no control character acts, none hides."""

from __future__ import annotations

import unicodedata

# Format characters that join letters of living scripts: they stay.
_JOINERS = frozenset("\u200c\u200d")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text with every character that moves the cursor, turns the direction or cannot be seen as its number: `\\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_number(char) if _is_unseen(char) else char for char in text)


def visible_lines(text: str) -> str:
    """The same, where line breaks stay."""
    return "\n".join(map(visible, text.split("\n")))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN and char not in _JOINERS


def _number(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
