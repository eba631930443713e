"""From batches and workers that may die to a result for every text.

A worker that dies costs its batch a retry: each of its texts is tried again, alone. A text that was in hand when two workers
died is set aside and named. What a worker had not begun costs nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Protocol

from fintech_kg.corpus.batches import Batch, Given
from fintech_kg.corpus.extracted import Extracted
from fintech_kg.errors import ExtractionFailed
from fintech_kg.model import Source

_AHEAD = 2
"""Batches that are handed out to each worker, so that none waits for the next."""
_LIVES = 2
KILLER = "two processes that read it died, one after the other; it may need more memory than there is"


class WorkerDied(Exception):
    """A worker is gone, and whatever was handed to it and not done."""


class Worker(Protocol):
    """Does batches one after the other, in the order in which they were handed out."""

    def take(self, batch: Batch) -> Future[list[Extracted]]:
        """The results to come; the future raises WorkerDied where the worker dies first, and so does this."""

    def leave(self) -> None:
        """Ends at once; called once, for a dead worker too."""


@dataclass(slots=True)
class _Seat:
    worker: Worker
    taken: deque[tuple[Future[list[Extracted]], Batch]] = field(default_factory=deque)


class Team:
    """So many workers, each replaced when it dies; to be closed, which ends them."""

    def __init__(self, hire: Callable[[], Worker], size: int) -> None:
        self._hire = hire
        self._seats = [_Seat(hire()) for _ in range(size)]
        self._again: deque[Batch] = deque()
        self._deaths: Counter[str] = Counter()

    def work(self, batches: Iterable[Batch]) -> Iterator[Extracted]:
        """A result for each text of the batches, in whatever order they are done. Raises what a worker raises."""
        waiting = iter(batches)
        while True:
            for seat in self._seats:
                self._fill(seat, waiting)
            running = [future for seat in self._seats for future, _ in seat.taken]
            if not running:
                return
            wait(running, return_when=FIRST_COMPLETED)
            for seat in self._seats:
                yield from self._done(seat)

    def close(self) -> None:
        """Ends all workers."""
        for seat in self._seats:
            seat.worker.leave()
        self._seats = []

    def _fill(self, seat: _Seat, waiting: Iterator[Batch]) -> None:
        while len(seat.taken) < _AHEAD:
            batch = self._again.popleft() if self._again else next(waiting, None)
            if batch is None:
                return
            try:
                seat.taken.append((seat.worker.take(batch), batch))
            except WorkerDied:
                self._again.appendleft(batch)
                if seat.taken:
                    return  # whose turn it was is told by what it had in hand
                self._replace(seat)

    def _done(self, seat: _Seat) -> Iterator[Extracted]:
        """What the worker has done by now, in its order; where it has died, what becomes of that which it had in hand."""
        while seat.taken and seat.taken[0][0].done():
            future, batch = seat.taken.popleft()
            error = future.exception()
            if isinstance(error, WorkerDied):
                self._again.extend(unbegun for _, unbegun in seat.taken)
                self._replace(seat)
                yield from self._lost(batch)
            else:
                yield from future.result()

    def _replace(self, seat: _Seat) -> None:
        seat.worker.leave()
        seat.taken.clear()
        seat.worker = self._hire()

    def _lost(self, batch: Batch) -> Iterator[Extracted]:
        """The texts that a worker died with are tried alone, or have failed."""
        for one in batch:
            self._deaths[one.id] += 1
            if self._deaths[one.id] < _LIVES:
                self._again.append((one,))
            else:
                yield Extracted(one.id, ExtractionFailed(_name(one), KILLER))


def _name(one: Given) -> str:
    return one.name if isinstance(one, Source) else one.source
