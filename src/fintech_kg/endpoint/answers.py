"""Answers that are kept for who asks the same again: a store is only read, so the same question has the same answer."""

from __future__ import annotations

import re
from collections import OrderedDict

from fintech_kg.sparql import Outcome, Question, Reply

_PART = 4  # no answer takes more than this part of the room
_FRESH = re.compile(
    r"now|rand|uuid|bnode|\\u", re.IGNORECASE
)  # functions that differ from call to call, or may hide as escapes


class Answers:
    """The answers that were last given or asked for, up to so many bytes of bodies and queries; of one store alone."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._taken = most_bytes, 0
        self._kept: OrderedDict[Question, Reply] = OrderedDict()

    def find(self, question: Question) -> Reply | None:
        """The answer, if it is kept."""
        reply = self._kept.get(question)
        if reply is not None:
            self._kept.move_to_end(question)
        return reply

    def keep(self, question: Question, reply: Reply) -> None:
        """Keeps an answer that would be the same again, and lets go of the longest unused ones."""
        size = _size(question, reply)
        if reply.outcome is not Outcome.ANSWERED or size * _PART > self._most or _FRESH.search(question.sparql):
            return
        if question not in self._kept:
            self._kept[question] = reply
            self._taken += size
        while self._taken > self._most:
            self._taken -= _size(*self._kept.popitem(last=False))


def _size(question: Question, reply: Reply) -> int:
    return len(reply.body) + len(question.sparql) + 1000
