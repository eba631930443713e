"""What the tests of exports share: how lists come back out of one text, and what a text is once it was carried."""

from __future__ import annotations

import re

_ITEM = re.compile(r"((?:\\.|[^\\|])*)(\||\Z)", re.DOTALL)
_GONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def told(text: str) -> str:
    """The documented replacement, written down a second time: what no format can carry is U+FFFD."""
    return _GONE.sub("\ufffd", text)


def unlisted(text: str) -> list[str]:
    """The items that are parted by `|`."""
    items: list[str] = []
    for match in _ITEM.finditer(text) if text else ():
        items.append(re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL))
        if not match[2]:
            break
    return items
