"""From an output that is built again now and then to its newest index; questions that are being answered end on theirs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic

from fintech_kg.errors import FintechKGError
from fintech_kg.explorer.answers.reader import Unanswerable
from fintech_kg.explorer.index import Index
from fintech_kg.explorer.web.desk import Desk

_PATIENCE = 5.0  # seconds that a question waits for an index that is being made
_BETWEEN_TRIES = 5.0


@dataclass(slots=True)
class _Generation:
    index: Index
    holding: ExitStack
    users: int = 0
    over: bool = False

    def ended(self) -> None:
        """Lets go of it, if it is over and nobody is on it."""
        if self.over and self.users == 0:
            self.users = -1  # only once
            self.index.close()
            self.holding.close()


@dataclass(slots=True)
class Newest:
    """The newest index. It is made in a thread of its own, while the one before answers on; `close` lets go of all."""

    desk: Desk
    told: Callable[[str], None] = lambda sentence: None
    _now: _Generation | None = None
    _stamp: object = None
    _making: Thread | None = None
    _problem: str = ""
    _next_try: float = 0.0
    _changed: Condition = field(default_factory=Condition)

    def start(self) -> None:
        """Begins to make the index, if it is not there."""
        with self._changed:
            self._renew(again=False)

    def close(self) -> None:
        """Lets go of the index once nobody is on it."""
        with self._changed:
            if self._now is not None:
                self._now.over = True
                self._now.ended()
                self._now = None

    @contextmanager
    def index(self) -> Iterator[Index]:
        """The index to ask. Raises Unanswerable (503) where there is none yet."""
        taken = self._taken()
        try:
            yield taken.index
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            with self._changed:
                self._stamp = None
                self._renew(again=True)
            raise Unanswerable(503, "the explorer's index was damaged; it is being made again, try again soon") from error
        finally:
            with self._changed:
                taken.users -= 1
                taken.ended()

    def _taken(self) -> _Generation:
        until = monotonic() + _PATIENCE
        with self._changed:
            if self.desk.stamp() != self._stamp:
                self._renew(again=False)
            while self._now is None and self._making is not None and monotonic() < until:
                self._changed.wait(until - monotonic())
            if self._now is None:
                making = self._making is not None
                raise Unanswerable(503, "the explorer's index is being made; try again soon" if making else self._problem)
            self._now.users += 1
            return self._now

    def _renew(self, *, again: bool) -> None:
        if self._making is None and monotonic() >= self._next_try:
            self._making = Thread(target=self._make, args=(again,), daemon=True, name="explorer index")
            self._making.start()

    def _make(self, again: bool) -> None:
        holding = ExitStack()
        made: _Generation | None = None
        stamp = self.desk.stamp()
        try:
            path, generation = holding.enter_context(self.desk.opened(again))
            made = _Generation(Index(path, generation), holding)
            problem = ""
        except (FintechKGError, sqlite3.Error, OSError, ValueError) as error:
            holding.close()
            problem = f"the explorer has no index: {error}"
        with self._changed:
            self._making, self._problem = None, problem
            if made is None:  # the one before answers on
                self._next_try = monotonic() + _BETWEEN_TRIES
                self.told(problem)
            else:
                old, self._now, self._stamp = self._now, made, stamp
                if old is not None:
                    old.over = True
                    old.ended()
            self._changed.notify_all()


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error tells of the file and not of the question."""
    return type(error) is sqlite3.DatabaseError or "I/O" in str(error)
