"""From a function to a process of its own that does it and may be killed: forked from this one, which has loaded everything."""

from __future__ import annotations

import io
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KILLED = -signal.SIGKILL
_STEPS = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "sqlite3.connect"})
"""The audit events that count as steps; fsync, which raises none, is counted by a wrapper, and open where it is to write."""


@dataclass(frozen=True)
class Ended:
    """How a child ended (its exit code, or minus the signal's number) and what it printed, both streams in one."""

    code: int
    printed: str


def start(work: Callable[[], object], printed: Path) -> int:
    """The process id of a child that does the work and exits with 0, with the code of a SystemExit, or else with 99."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        target = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(target, 1)
        os.dup2(target, 2)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), write_through=True)
        sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), write_through=True)
        sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]
        work()
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def ended(pid: int, printed: Path, *, after: float | None = None) -> Ended:
    """Waits for the child, or kills it after so many seconds unless it ends before."""
    if after is not None:
        descriptor = os.pidfd_open(pid)
        try:
            if not select.select([descriptor], [], [], after)[0]:
                os.kill(pid, signal.SIGKILL)
        finally:
            os.close(descriptor)
    status = os.waitpid(pid, 0)[1]
    return Ended(os.waitstatus_to_exitcode(status), printed.read_text(encoding="utf-8", errors="replace"))


def done(work: Callable[[], object], printed: Path, *, after: float | None = None) -> Ended:
    """Does the work in a child of its own and says how it ended."""
    return ended(start(work, printed), printed, after=after)


def command(*arguments: object) -> Callable[[], None]:
    """The work of `fintech-kg` with these arguments."""

    def work() -> None:
        from fintech_kg.cli import main

        sys.argv = ["fintech-kg", *map(str, arguments)]
        main()

    return work


def stepwise(work: Callable[[], object], step: Callable[[int, str], None]) -> Callable[[], None]:
    """The work, with `step` called before each thing that it does to files: with its number from 1 and its name.

    Only for children: what it puts in stays in the process.
    """

    def stepping() -> None:
        count = 0

        def told(name: str) -> None:
            nonlocal count
            count += 1
            step(count, name)

        really = os.fsync

        def fsync(descriptor: int) -> None:
            told("fsync")
            really(descriptor)

        def audit(event: str, given: tuple[Any, ...]) -> None:
            if event in _STEPS or (event == "open" and int(given[2] or 0) & (os.O_WRONLY | os.O_RDWR)):
                told(event)

        os.fsync = fsync  # type: ignore[assignment]
        sys.addaudithook(audit)
        work()

    return stepping


def steps_of(work: Callable[[], object], printed: Path) -> int:
    """How many steps the work has."""

    def step(number: int, _: str) -> None:
        os.write(counted, number.to_bytes(4, "big"))

    reading, counted = os.pipe()
    pid = start(stepwise(work, step), printed)
    os.close(counted)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    ended(pid, printed)
    return len(told) // 4


def killing(at: int) -> Callable[[int, str], None]:
    """Kills the process before the step of that number."""

    def step(number: int, _: str) -> None:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return step
