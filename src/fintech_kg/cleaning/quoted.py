"""From a text to the spans that stand between quotation marks: what somebody else's words hold is theirs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# No quotation goes over an empty line; the bound keeps marks that nothing closes from costing the text's square.
_INSIDE = r"(?:[^{0}\n]|\n(?!\s*\n)){{1,2000}}?"
_QUOTED = re.compile(
    "|".join(
        (
            "“(" + _INSIDE.format("“”") + ")”",
            '(?<![^\\s(\\[—–-])"(' + _INSIDE.format('"') + ')"',
            "«(" + _INSIDE.format("«»") + ")»",
            "„(" + _INSIDE.format("„“”") + ")[“”]",
        )
    )
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The spans in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation that holds the span, or None."""
        at = bisect_right(self.starts, start) - 1
        return (self.starts[at], self.ends[at]) if at >= 0 and end <= self.ends[at] else None


def quoted(text: str) -> Quoted:
    """What stands between the marks, without them."""
    spans = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]
    return Quoted(tuple(start for start, _ in spans), tuple(end for _, end in spans))
