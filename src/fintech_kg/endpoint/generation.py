"""From a store that is built again now and then to the pool on its newest generation; queries that run end on theirs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass

from fintech_kg.endpoint.pool import Places, Pool
from fintech_kg.errors import RunError
from fintech_kg.sparql import Limits
from fintech_kg.store.oxigraph import OpenStore

_PATIENCE = 5.0  # seconds that a query waits for a new generation before it is asked of the old one
_BETWEEN_TRIES = 5.0


@dataclass(frozen=True, slots=True)
class Newer:
    """`stamp` tells cheaply whether another generation may be there; `opened` opens and holds the newest."""

    stamp: Callable[[], object]
    opened: Callable[[], AbstractContextManager[OpenStore]]


@dataclass(slots=True)
class Generation:
    """A store, the pool on it, what lets go of it at its end, and how many queries are on it."""

    store: OpenStore
    pool: Pool
    holding: ExitStack
    users: int = 0
    over: bool = False

    async def ended(self) -> None:
        """Ends it if it is over and nobody is on it."""
        if self.over and self.users == 0:
            self.users = -1  # only once
            await self.pool.close()
            await asyncio.to_thread(self.holding.close)


class Generations:
    """The newest generation of a store for each query; without `newer` always the first."""

    def __init__(self, store: OpenStore, limits: Limits, places: Places, newer: Newer | None) -> None:
        self._limits, self._places, self._newer = limits, places, newer
        self._stamp = None if newer is None else newer.stamp()
        self._now = Generation(store, Pool(store.path, limits, places, triples=store.manifest.counts["triples"]), ExitStack())
        self._renewing: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._next_try = 0.0

    async def open(self) -> bool:
        """Starts the first children; whether they gave up the network. Raises RunError where the store cannot be opened."""
        return await self._now.pool.open()

    async def close(self) -> None:
        """Ends all children."""
        if self._renewing is not None:
            self._renewing.cancel()
            await asyncio.gather(self._renewing, return_exceptions=True)
        await asyncio.gather(*self._ending, return_exceptions=True)
        self._now.over, self._now.users = True, 0
        await self._now.ended()

    @asynccontextmanager
    async def newest(self) -> AsyncIterator[Generation]:
        """The generation to ask, which stays as long as the context does."""
        await self._renewed()
        taken = self._now
        taken.users += 1
        try:
            yield taken
        finally:
            taken.users -= 1
            self._in_background(taken.ended())

    async def _renewed(self) -> None:
        """Waits for a new generation where there is one, but not for ever."""
        if self._newer is None:
            return
        if self._renewing is None or self._renewing.done():
            if self._newer.stamp() == self._stamp or asyncio.get_running_loop().time() < self._next_try:
                return
            self._renewing = asyncio.ensure_future(self._renew(self._newer))
        await asyncio.wait({self._renewing}, timeout=_PATIENCE)

    async def _renew(self, newer: Newer) -> None:
        stamp = newer.stamp()
        holding = ExitStack()
        try:
            store = await asyncio.to_thread(holding.enter_context, newer.opened())
            pool = Pool(store.path, self._limits, self._places, triples=store.manifest.counts["triples"])
            if store.path != self._now.store.path:
                await pool.open()
        except RunError:  # a graph that cannot be read: the old one answers on
            await asyncio.to_thread(holding.close)
            self._next_try = asyncio.get_running_loop().time() + _BETWEEN_TRIES
            return
        self._stamp = stamp
        if store.path == self._now.store.path:
            await asyncio.to_thread(holding.close)
            return
        old, self._now = self._now, Generation(store, pool, holding)
        old.over = True
        self._in_background(old.ended())

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
