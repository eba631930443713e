"""From a store to children that are forked from a process that has its default graph in memory."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

from fintech_kg.endpoint.child import LONGEST_LINE, Child, told_at_start
from fintech_kg.errors import RunError
from fintech_kg.sparql import Limits
from fintech_kg.sparql.once import fork_server_command, lean

_SECONDS_TO_LOAD = 600.0
_SECONDS_TO_FORK = 10.0
_IN_LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Pages of 2 MiB where the system has them: a graph of a million triples is then forked in one or two milliseconds, not in ten
or thirty, and read somewhat faster."""


class Fork:
    """A forked process: what `Child` needs of asyncio's `Process`."""

    def __init__(self, pid: int, stdout: StreamReader, stdin: StreamWriter) -> None:
        self.pid, self.stdout, self.stdin = pid, stdout, stdin
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def returncode(self) -> int | None:
        """What it returned, the negative number of the signal that ended it, or None while it runs."""
        return self.ended.result() if self.ended.done() else None

    async def wait(self) -> int:
        """Waits for its end; its return code."""
        self.stdin.close()
        return await asyncio.shield(self.ended)


class ForkServer:
    """The process that has the graph in memory. `offline` says whether it, and so each child, gave up the network."""

    def __init__(self, process: Process, orders: socket.socket, offline: bool) -> None:
        self._process, self._orders, self.offline = process, orders, offline
        self._forks: dict[int, Fork] = {}
        self._streams: tuple[StreamReader, StreamWriter] | None = None  # of the fork that is being made
        self._made: asyncio.Queue[Fork | None] = asyncio.Queue()
        self._one_fork = asyncio.Lock()
        self.alive = True
        self._listening = asyncio.ensure_future(self._listen())

    async def child(self) -> Child:
        """A new child. Raises RunError where the process is gone."""
        try:
            async with self._one_fork, asyncio.timeout(_SECONDS_TO_FORK):
                fork = await self._fork()
        except (OSError, TimeoutError) as error:
            await self.end()  # what it says from now on would be taken for the answer to another order
            raise RunError("the process that has the graph in memory does not answer") from error
        if fork is None:
            raise RunError("the process that had the graph in memory is gone")
        return Child(fork, self.offline)

    async def _fork(self) -> Fork | None:
        if not self.alive:
            return None
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            self._streams = await asyncio.open_connection(sock=ours, limit=LONGEST_LINE)
            socket.send_fds(self._orders, [b"f"], [theirs.fileno()])
            return await self._made.get()

    async def end(self) -> None:
        """Ends the process; its children end with it."""
        with suppress(ProcessLookupError):
            if self._process.returncode is None:
                os.kill(self._process.pid, signal.SIGKILL)
        await asyncio.gather(self._listening, return_exceptions=True)
        await self._process.wait()

    async def gone(self) -> None:
        """Returns when the process is gone."""
        await asyncio.shield(self._listening)

    async def _listen(self) -> None:
        """Reads which children it made and which of them ended, until it is gone."""
        stdout = self._process.stdout
        assert stdout is not None
        while line := await stdout.readline():
            told = json.loads(line)
            if "forked" in told:
                assert self._streams is not None
                fork = self._forks[int(told["forked"])] = Fork(int(told["forked"]), *self._streams)
                self._made.put_nowait(fork)
            else:
                self._end(int(told["ended"]), int(told["code"]))
        self.alive = False
        self._orders.close()
        self._made.put_nowait(None)
        for pid in list(self._forks):
            self._end(pid, -signal.SIGKILL)

    def _end(self, pid: int, code: int) -> None:
        fork = self._forks.pop(pid, None)
        if fork is not None and not fork.ended.done():
            fork.ended.set_result(code)


async def fork_server(store: Path, limits: Limits) -> ForkServer:
    """A process that has the store's default graph in memory. Raises RunError where that fails."""
    ours, theirs = socket.socketpair()
    process = await asyncio.create_subprocess_exec(
        *fork_server_command(store, limits),
        stdin=theirs.fileno(),
        stdout=PIPE,
        stderr=DEVNULL,
        process_group=0,
        env={**lean(), **_IN_LARGE_PAGES},
    )
    theirs.close()
    told: dict[str, object] = {}
    try:
        told = await told_at_start(process, _SECONDS_TO_LOAD)
    finally:
        if not told.get("ready"):
            ours.close()
    if not told.get("ready"):
        raise RunError("the graph cannot be held in memory")
    return ForkServer(process, ours, bool(told["offline"]))
