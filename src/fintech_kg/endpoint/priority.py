"""From a question to how its child steps back while others run: short queries go first, and long ones get what is left."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from fintech_kg.sparql import Question

Step = tuple[float, bool]
"""Having worked so many seconds, a child steps back: somewhat, or (true) until nobody else wants the processor."""

_LONG = (0.5, True)
_STEPS = ((0.03, False), (0.15, True), _LONG)
_STEPS_ON_DISK = ((0.15, False), _LONG)  # one that stepped back is not asked again, and to start another takes 0.1 s
_STEPS_OF_ODD = ((0.0, True), _LONG)  # it need not go first for the time in which it shows what it is
_LONG_TEXT = 4_000  # code points; the longest kept query has 1,155
_DEEP_TEXT = 24  # open brackets; the kept queries have at most 4


def steps_of(question: Question, *, on_disk: bool) -> Sequence[Step]:
    """Its steps, of which the last makes it a long one."""
    if on_disk:
        return _STEPS_ON_DISK
    return _STEPS_OF_ODD if is_odd(question.sparql) else _STEPS


def is_odd(sparql: str) -> bool:
    """Whether hardly anybody writes such a query: it is very long, or has very many brackets open, if only in a string."""
    if len(sparql) > _LONG_TEXT:
        return True
    depths = accumulate((mark in "({[") - (mark in ")}]") for mark in sparql)
    return max(depths, default=0) > _DEEP_TEXT
