"""From a Question to a Reply by one of several child processes, so that no query waits for, or falls with, another.

A query starts at full priority, unless its text is of a kind that hardly anybody writes, and loses it as it goes on: long ones
run when nothing else wants to, and only so many of them at once. So there is always a place, and a processor, for a short one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from fintech_kg.endpoint.answers import Answers
from fintech_kg.endpoint.child import Child, started
from fintech_kg.endpoint.forks import fork_server
from fintech_kg.endpoint.nursery import Nursery
from fintech_kg.endpoint.priority import Step, steps_of
from fintech_kg.errors import RunError
from fintech_kg.sparql import Limits, Outcome, Question, Reply
from fintech_kg.sparql.checks import may_name_graphs
from fintech_kg.sparql.once import too_long
from fintech_kg.sparql.sandbox import can_deny_network

_LOOK = 0.02  # seconds between two looks at how long a child has worked
_MOST_ASKED = 500
_PAUSE = 1.0  # seconds before one who cost a child its life is told so, and can do it again
_LARGE_BODY = 8 * 1024 * 1024
_BYTES_A_TRIPLE = 700  # while it is read, measured at a million; 450 remain
_WARM_ON_DISK = 2  # once most queries go to memory
_MOST_LOADS = 3
_REUSABLE = frozenset({Outcome.ANSWERED, Outcome.MALFORMED, Outcome.REFUSED, Outcome.UNACCEPTABLE})


class Busy(Exception):
    """There is no place for the query now."""


@dataclass(frozen=True, slots=True)
class Places:
    """How many queries run at once, how many of them may be long, how many wait and how long, how many children are kept.

    `memory`: the most bytes that the default graph may take of memory, shared by all children; 0: it is read from the disk.
    `answers`: bytes of answers that are kept for who asks the same again.
    """

    running: int = 16
    long: int = 8
    waiting: int = 64
    seconds: float = 5.0
    warm: int = 6
    memory: int = 1024 * 1024 * 1024
    answers: int = 64 * 1024 * 1024


class Pool:
    """Child processes on one store."""

    def __init__(self, store: Path, limits: Limits, places: Places, *, triples: int) -> None:
        self._store, self._limits, self._places, self._triples = store, limits, places, triples
        self._slots = asyncio.Semaphore(places.running)
        self._on_disk = Nursery(self._started_on_disk, warm=places.warm, most=places.running)
        self._in_memory: Nursery | None = None
        self._answers = Answers(places.answers)
        self._busy: set[Child] = set()
        self._ending: set[Child] = set()
        self._slow: dict[Child, bool] = {}  # whether all others go first, or somewhat
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = self._long = 0
        self._closed = False

    async def open(self) -> bool:
        """Starts the first children; whether they gave up the network. Raises RunError where the store cannot be opened.

        Reads the default graph into memory in the background, where it has room there.
        """
        offline = await self._on_disk.open()
        if can_deny_network() and self._triples * _BYTES_A_TRIPLE <= self._places.memory:
            self._in_background(self._hold_in_memory())
        return offline

    async def close(self) -> None:
        """Ends all children."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._on_disk.close()
        await asyncio.gather(*(child.end() for child in (*self._busy, *self._ending)))

    async def ask(self, question: Question) -> Reply:
        """The reply. If the caller is cancelled, so is the query. Raises Busy."""
        kept = self._answers.find(question)
        if kept is not None:
            return kept
        reply = await self._answer(question)
        self._answers.keep(question, reply)
        return reply

    async def _answer(self, question: Question) -> Reply:
        await self._enter()
        try:
            nursery, child = await self._child_for(question)
        except BaseException:
            self._slots.release()
            raise
        self._busy.add(child)
        nursery.refill()
        reusable = False
        try:
            reply, reusable = await self._asked(child, question, steps_of(question, on_disk=nursery is self._on_disk))
        finally:
            self._slots.release()
            self._busy.discard(child)
            self._put_back(nursery, child, reusable)
        if reply.outcome not in _REUSABLE:
            await asyncio.sleep(_PAUSE)
        return reply

    async def _child_for(self, question: Question) -> tuple[Nursery, Child]:
        """A child with the default graph in memory where that is enough, else one with the store."""
        in_memory = self._in_memory
        if in_memory is not None and reads_default_graph_alone(question):
            with suppress(RunError):  # else its process has just died, of a lack of memory for instance
                return in_memory, await in_memory.take()
        return self._on_disk, await self._on_disk.take()

    async def _started_on_disk(self) -> Child:
        return await started(self._store, self._limits)

    async def _hold_in_memory(self) -> None:
        """Has a process that holds the graph in memory, again where one dies, but not again and again."""
        for _ in range(_MOST_LOADS):
            try:
                server = await fork_server(self._store, self._limits)
            except RunError:
                return
            nursery = Nursery(lambda server=server: server.child(), warm=self._places.warm, most=self._places.running)  # type: ignore[misc]
            try:
                await nursery.open()
                self._in_memory = nursery
                await self._on_disk.shrink(min(_WARM_ON_DISK, self._places.warm))
                await server.gone()
            except RunError:
                continue
            finally:
                self._in_memory = None
                await nursery.close()
                await server.end()

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

    async def _asked(self, child: Child, question: Question, steps: Sequence[Step]) -> tuple[Reply, bool]:
        """The reply, and whether the child may be asked again."""
        asking = asyncio.ensure_future(child.ask(question))
        counted = False
        self._make_way()
        try:
            deadline = perf_counter() + self._limits.seconds
            for seconds, idle in steps:
                if await _done_before(asking, child, seconds, deadline):
                    return self._replied(asking.result(), child)
                self._slow[child] = idle
                self._make_way()
            if self._long >= self._places.long:
                raise Busy
            self._long += 1
            counted = True
            if await _done(asking, max(0.0, deadline - perf_counter())):
                return self._replied(asking.result(), child)
            return too_long(self._limits), False
        finally:
            self._long -= counted
            self._slow.pop(child, None)
            asking.cancel()

    def _make_way(self) -> None:
        """Slow ones let others go first, once there are others: one that is alone need not wait for what else runs here."""
        if len(self._busy) > 1:
            for child, idle in self._slow.items():
                child.give_way(idle=idle)

    def _replied(self, reply: Reply, child: Child) -> tuple[Reply, bool]:
        return reply, not child.gave_way and reply.outcome in _REUSABLE and len(reply.body) < _LARGE_BODY

    def _put_back(self, nursery: Nursery, child: Child, reusable: bool) -> None:
        if reusable and not self._closed and child.asked < _MOST_ASKED and nursery.give(child):
            return
        self._ending.add(child)
        self._in_background(self._ended(child))
        nursery.refill()

    async def _ended(self, child: Child) -> None:
        await child.end()
        self._ending.discard(child)

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def reads_default_graph_alone(question: Question) -> bool:
    """Whether the store's default graph is all that the question can be about."""
    plain = question.default_graphs is None and question.named_graphs is None and not question.union
    return plain and not may_name_graphs(question.sparql)


async def _done_before(work: asyncio.Future[Reply], child: Child, seconds: float, deadline: float) -> bool:
    """Whether it is done before the child has worked so many seconds, and before the deadline."""
    while (left := deadline - perf_counter()) > 0 and (more := seconds - child.worked()) > 0:
        if await _done(work, min(left, max(more, _LOOK))):
            return True
    return work.done()


async def _done(work: asyncio.Future[Reply], seconds: float) -> bool:
    await asyncio.wait({work}, timeout=seconds)
    return work.done()
