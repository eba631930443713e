"""Wrapped lines: whether a line goes on in the next because it was too long for the page, or ends where its writer ended it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
# `€740m` over `lent since launch`.
_FIGURE = re.compile(r"^(?:\S+ )?\S*\d\S*(?: \w+)?$")
_SHORTEST, _LONG = 15, 45
"""Characters of a line that may be broken for its length, and of one that may be so in a text that is not wrapped."""
_FEWEST_ONWARD = 0.35
"""The share of open lines that go on in lower case where a text is wrapped; English begins two words in three so."""
_WIDE = 0.9
_OPEN = frozenset("a an and as at by for from in into its of on or our that the their to which who with".split())
"""Words with which no line ends of itself, and with which one begins that goes on."""


def limit_of(lines: Sequence[str | None]) -> int | None:
    """The characters that a line of a wrapped text holds; None for a text whose lines end by themselves.

    `lines` without marks, None between those that do not stand one below the other. Where lines go on in lower case, they were
    broken at the limit, so that it is nearly as long as the longest of these.
    """
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if above is not None and below is not None and len(above) >= _SHORTEST and not SENTENCE_END.search(above)
    ]
    onward = sorted(len(above) for above, below in pairs if below[:1].islower())
    if not onward or len(onward) < _FEWEST_ONWARD * len(pairs):
        return None
    return onward[int(_WIDE * (len(onward) - 1))]


def goes_on(above: str, below: str, limit: int | None, *, indented: bool = False) -> bool:
    """Whether the line above goes on in the one below: in lower case, or where its next word had no room, or in the midst."""
    if above.endswith(":"):
        return False
    first, last, long = _word(below, 0), _word(above, -1), len(above) >= _LONG
    if below[:1].islower():
        may = long or indented or limit is not None or first in _OPEN or _FIGURE.search(above)
        return bool(may) and not SENTENCE_END.search(above)
    if limit is not None and len(above) + 1 + len(below.split(maxsplit=1)[0]) > limit:
        return True
    return long and (last in _OPEN or above.endswith(","))


def _word(line: str, place: int) -> str:
    return line.split()[place].lower()
