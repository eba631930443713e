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
        """Lets other processes go first: somewhat, or (`idle`) always. It cannot be taken back.

        Where Linux shares time out by session (sched_autogroup_enabled), that is so among the processes of one session, which
        is why a child has a group of its own, and no session.
        """
        if self._given_way is not None and self._given_way >= idle:
            return
        self._given_way = idle
        with suppress(OSError, AttributeError):
            if idle and sys.platform == "linux":
                os.sched_setscheduler(self._process.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self._process.pid, 19 if idle else 10)

    async def end(self) -> int | None:
        """Kills the process if it still runs, and waits for its end; its return code."""
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


async def started(store: Path, limits: Limits) -> Child:
    """A child that has the store open. Raises RunError where that fails."""
    process = await asyncio.create_subprocess_exec(
        *worker_command(store, limits),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        process_group=0,
        env=lean(),
        limit=LONGEST_LINE,
    )
    told = await told_at_start(process, _SECONDS_TO_START)
    if not told.get("ready"):
        raise RunError(f"the store cannot be opened: {told.get('reason', 'the child process did not start')}")
    return Child(process, bool(told["offline"]))
