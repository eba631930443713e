"""One child process that answers one question at a time."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Protocol

from fintech_kg.errors import RunError
from fintech_kg.sparql import Limits, Question, Reply
from fintech_kg.sparql.once import died, lean, worker_command
from fintech_kg.sparql.question import reply_head

_SECONDS_TO_START = 60.0
_TRIES_TO_REGROUP = 20
LONGEST_LINE = 4 * 1024 * 1024


class Answering(Protocol):
    """A process that answers questions: one of asyncio's, or one that is forked from another."""

    @property
    def pid(self) -> int:
        """Its number."""
        ...

    @property
    def stdin(self) -> asyncio.StreamWriter | None:
        """Where questions go."""
        ...

    @property
    def stdout(self) -> asyncio.StreamReader | None:
        """Where answers come from."""
        ...

    @property
    def returncode(self) -> int | None:
        """What it returned, the negative number of the signal that ended it, or None while it runs."""
        ...

    async def wait(self) -> int:
        """Waits for its end; its return code."""
        ...


class Child:
    """A process with the graph open. `offline` says whether it gave up the network."""

    def __init__(self, process: Answering, offline: bool) -> None:
        self._process, self.offline = process, offline
        self.asked = 0
        self._since = 0.0
        self._given_way: bool | None = None
        self._regrouping: asyncio.Future[None] | None = None

    async def ask(self, question: Question) -> Reply:
        """The reply; one that says so where the process died of the question."""
        self.asked += 1
        self._since = _processor_seconds(self._process.pid)
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(question.to_line())
            await self._process.stdin.drain()
            reply, length = reply_head(await self._process.stdout.readline())
            body = await self._process.stdout.readexactly(length)
        except (OSError, ValueError, asyncio.IncompleteReadError):
            return died(await self.end())
        return Reply(reply.outcome, reply.message, reply.media_type, reply.rows, body)

    def worked(self) -> float:
        """Seconds that the question has cost so far: of the processor where the system tells (Linux), else of the clock."""
        return _processor_seconds(self._process.pid) - self._since

    @property
    def gave_way(self) -> bool:
        """Whether it has let others go first; it does so from then on."""
        return self._given_way is not None

    def give_way(self, *, idle: bool) -> None:
        """Lets other processes go first: somewhat, or (`idle`) always. It cannot be taken back."""
        if self._given_way is not None and self._given_way >= idle:
            return
        self._given_way = idle
        self._regrouping = asyncio.ensure_future(_regrouped(self._process.pid, 19 if idle else 10))
        with suppress(OSError, AttributeError):
            if idle and sys.platform == "linux":
                os.sched_setscheduler(self._process.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self._process.pid, 19 if idle else 10)

    async def end(self) -> int | None:
        """Kills the process if it still runs, and waits for its end; its return code."""
        if self._regrouping is not None:
            self._regrouping.cancel()
        _kill(self._process)
        return await self._process.wait()


def _kill(process: Answering) -> None:
    """Without asyncio's own `kill`, which may reap the process before asyncio's watcher does, and so lose its return code."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)


def _processor_seconds(pid: int) -> float:
    """Seconds of the processor that a process has had, so that one which others keep from it does not count as slow."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return perf_counter()


async def _regrouped(pid: int, nice: int) -> None:
    """Sets the niceness of the process's session among the others.

    Where Linux groups processes by session (sched_autogroup_enabled), a process's own niceness counts within its session
    alone. The kernel takes one such change in 100 ms from all who are not root, and says so with EAGAIN.
    """
    for _ in range(_TRIES_TO_REGROUP):
        try:
            Path(f"/proc/{pid}/autogroup").write_text(str(nice), encoding="ascii")
        except BlockingIOError:
            await asyncio.sleep(0.1)
        except OSError:
            return  # no such groups here, or no such process any more
        else:
            return


async def told_at_start(process: Process, seconds: float) -> dict[str, object]:
    """The line of JSON in which a process says that it is `ready`; one that does not is killed, also where the waiting ends."""
    assert process.stdout is not None
    told: dict[str, object] = {}
    try:
        async with asyncio.timeout(seconds):
            told = json.loads(await process.stdout.readline() or b"{}")
    except (TimeoutError, ValueError):
        pass
    finally:
        if not told.get("ready"):
            _kill(process)
            await process.wait()
    return told


async def started(store: Path, limits: Limits, *, in_reserve: bool = False) -> Child:
    """A child that has the store open; one in reserve starts when others leave it time. Raises RunError where that fails."""
    process = await asyncio.create_subprocess_exec(
        *worker_command(store, limits),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        start_new_session=True,
        env=lean(),
        limit=LONGEST_LINE,
    )
    if in_reserve:
        await _regrouped(process.pid, 10)
    told = await told_at_start(process, _SECONDS_TO_START)
    if not told.get("ready"):
        raise RunError(f"the store cannot be opened: {told.get('reason', 'the child process did not start')}")
    if in_reserve:
        await _regrouped(process.pid, 0)
    return Child(process, bool(told["offline"]))
