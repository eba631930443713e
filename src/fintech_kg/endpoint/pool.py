"""From a Question to a Reply by one of several child processes, so that no query waits for, or falls with, another.

A query starts at full priority and loses it as it goes on: long ones run when nothing else wants to, and only so many of
them at once. So there is always a place, and a processor, for a short one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from fintech_kg.endpoint.child import Child, started
from fintech_kg.errors import RunError
from fintech_kg.sparql import Limits, Outcome, Question, Reply
from fintech_kg.sparql.once import too_long

_STEPS = ((0.15, False), (0.5, True))  # having worked so many seconds: step back; let all others go first, and count as long
_LOOK = 0.05  # seconds between two looks at how long a child has worked
_MOST_ASKED = 500
_PAUSE = 1.0  # seconds before one who cost a child its life is told so, and can do it again
_LARGE_BODY = 8 * 1024 * 1024
_REUSABLE = frozenset({Outcome.ANSWERED, Outcome.MALFORMED, Outcome.REFUSED, Outcome.UNACCEPTABLE})


class Busy(Exception):
    """There is no place for the query now."""


@dataclass(frozen=True, slots=True)
class Places:
    """How many queries run at once, how many of them may be long, how many wait and how long, how many children are kept."""

    running: int = 16
    long: int = 8
    waiting: int = 64
    seconds: float = 5.0
    warm: int = 6


class Pool:
    """Child processes on one store."""

    def __init__(self, store: Path, limits: Limits, places: Places) -> None:
        self._store, self._limits, self._places = store, limits, places
        self._slots = asyncio.Semaphore(places.running)
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = self._long = self._starting = 0
        self._closed = False
        self._one_start = asyncio.Lock()  # a new child takes a processor; those that answer go first

    async def open(self) -> bool:
        """Starts the first children; whether they gave up the network. Raises RunError where the store cannot be opened."""
        self._idle = list(await asyncio.gather(*(started(self._store, self._limits) for _ in range(self._places.warm))))
        return all(child.offline for child in self._idle)

    async def close(self) -> None:
        """Ends all children."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(child.end() for child in (*self._idle, *self._busy)))

    async def ask(self, question: Question) -> Reply:
        """The reply. If the caller is cancelled, so is the query. Raises Busy."""
        await self._enter()
        try:
            child = self._idle.pop() if self._idle else await started(self._store, self._limits)
        except BaseException:
            self._slots.release()
            raise
        self._busy.add(child)
        self._refill()
        reusable = False
        try:
            reply, reusable = await self._asked(child, question)
        finally:
            self._slots.release()
            self._busy.discard(child)
            self._put_back(child, reusable)
        if reply.outcome not in _REUSABLE:
            await asyncio.sleep(_PAUSE)
        return reply

    async def _enter(self) -> None:
        if self._waiting >= self._places.waiting:
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self._places.seconds):
                await self._slots.acquire()
        except TimeoutError as error:
            raise Busy from error
        finally:
            self._waiting -= 1

    async def _asked(self, child: Child, question: Question) -> tuple[Reply, bool]:
        """The reply, and whether the child may be asked again."""
        asking = asyncio.ensure_future(child.ask(question))
        counted = False
        try:
            quick, deadline = True, perf_counter() + self._limits.seconds
            for seconds, idle in _STEPS:
                if await _done_before(asking, child, seconds, deadline):
                    reply = asking.result()
                    return reply, quick and reply.outcome in _REUSABLE and len(reply.body) < _LARGE_BODY
                quick = False
                child.give_way(idle=idle)
            if self._long >= self._places.long:
                raise Busy
            self._long += 1
            counted = True
            if await _done(asking, max(0.0, deadline - perf_counter())):
                return asking.result(), False
            return too_long(self._limits), False
        finally:
            self._long -= counted
            asking.cancel()

    def _put_back(self, child: Child, reusable: bool) -> None:
        if reusable and not self._closed and child.asked < _MOST_ASKED and len(self._idle) < self._places.running:
            self._idle.append(child)
            return
        self._busy.add(child)
        self._in_background(self._ended(child))
        self._refill()

    async def _ended(self, child: Child) -> None:
        await child.end()
        self._busy.discard(child)

    def _refill(self) -> None:
        while not self._closed and len(self._idle) + self._starting < self._places.warm:
            self._starting += 1
            self._in_background(self._started())

    async def _started(self) -> None:
        try:
            async with self._one_start:
                child = await started(self._store, self._limits, in_reserve=True)
        except RunError:
            return  # the next query starts one, and says why where it cannot
        finally:
            self._starting -= 1
        if self._closed:
            await child.end()
        else:
            self._idle.append(child)

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _done_before(work: asyncio.Future[Reply], child: Child, seconds: float, deadline: float) -> bool:
    """Whether it is done before the child has worked so many seconds, and before the deadline."""
    while (left := deadline - perf_counter()) > 0 and (more := seconds - child.worked()) > 0:
        if await _done(work, min(left, max(more, _LOOK))):
            return True
    return work.done()


async def _done(work: Awaitable[object], seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(work), seconds)
        return True
    return False
