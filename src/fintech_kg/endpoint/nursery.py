"""Children of one kind, some of them kept ready."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from fintech_kg.endpoint.child import Child
from fintech_kg.errors import RunError


class Nursery:
    """Children that `start` starts. `warm` of them are kept ready; more, up to `most`, may lie idle."""

    def __init__(self, start: Callable[[], Awaitable[Child]], *, warm: int, most: int) -> None:
        self._start, self._warm, self._most = start, warm, most
        self._idle: list[Child] = []
        self._tasks: set[asyncio.Future[None]] = set()
        self._starting = 0
        self._closed = False
        self._one_start = asyncio.Lock()  # a new child takes a processor; those that answer go first

    async def open(self) -> bool:
        """Starts the first children; whether they gave up the network. Raises RunError where that fails."""
        self._idle += await asyncio.gather(*(self._start() for _ in range(self._warm)))
        return all(child.offline for child in self._idle)

    async def take(self) -> Child:
        """A child that is ready, or else a new one. Raises RunError where none can be started."""
        if self._idle:
            return self._idle.pop()
        starting = asyncio.ensure_future(self._start())
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            self._in_background(self._kept(starting))
            raise

    def give(self, child: Child) -> bool:
        """Takes a child back; whether there is room for it."""
        if self._closed or len(self._idle) >= self._most:
            return False
        self._idle.append(child)
        return True

    def refill(self) -> None:
        """Starts in the background what is missing."""
        while not self._closed and len(self._idle) + self._starting < self._warm:
            self._starting += 1
            self._in_background(self._reserve())

    async def shrink(self, warm: int) -> None:
        """From now on keeps so many ready."""
        self._warm = self._most = warm
        over, self._idle = self._idle[warm:], self._idle[:warm]
        await asyncio.gather(*(child.end() for child in over))

    async def close(self) -> None:
        """Ends the children that lie idle, and starts no more."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(child.end() for child in self._idle))
        self._idle.clear()

    async def _reserve(self) -> None:
        try:
            async with self._one_start:
                child = await self._start()
        except RunError:
            return  # the next query starts one, and says why where it cannot
        finally:
            self._starting -= 1
        await self._kept_or_ended(child)

    async def _kept(self, starting: Awaitable[Child]) -> None:
        try:
            child = await starting
        except RunError:
            return
        await self._kept_or_ended(child)

    async def _kept_or_ended(self, child: Child) -> None:
        if not self.give(child):
            await child.end()

    def _in_background(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
