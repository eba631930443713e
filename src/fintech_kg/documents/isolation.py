"""From a file to what a reader makes of it in a process apart, which may hang, crash or eat memory at no one's cost."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from threading import Timer
from typing import IO, Any

from fintech_kg.documents.archives import Member
from fintech_kg.documents.messages import BrokenMessage, outcome_from_data, receive, send
from fintech_kg.documents.options import Reading
from fintech_kg.errors import DocumentError, LimitExceeded, ReaderFailed
from fintech_kg.model import Source

_START = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from fintech_kg.documents.worker import main
main(int(sys.argv[2]))
"""
# A library may leak: a process is given up after so many files.
_MOST_FILES = 500
_MOST_IDLE = 4
# Seconds for starting a process and loading a reader's library, which is no document's fault.
_TIME_TO_BEGIN = 120
# JSON escapes a character beyond the basic plane to twelve bytes.
_BYTES_PER_CHARACTER = 12


def read_apart(
    reader: Callable[..., object], name: str, content: bytes, reading: Reading, *, holds_several: bool
) -> Iterator[Source | DocumentError | Member]:
    """What the reader gives for the file, and an error where it hangs, crashes or exceeds a limit; nothing is raised.

    `reader` is a function of a module, called with (name, content), or (name, content, reading) where it `holds_several`.
    """
    request = {
        "reader": f"{reader.__module__}:{reader.__qualname__}",
        "name": name,
        "holds_several": holds_several,
        "limits": asdict(reading.limits),
        "columns": asdict(reading.columns),
    }
    try:
        with _borrowed(reading.limits.read_memory) as worker:
            yield from worker.read(request, content, reading)
    except OSError as error:
        yield ReaderFailed(name, f"no process could be started to read it in: {error.strerror or error}")


class _Worker:
    """A reading process, kept while it is healthy."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.files = 0
        self.healthy = True
        self._late = False
        arguments = [sys.executable, "-P", "-c", _START, json.dumps(sys.path), str(memory)]
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=-1
        )

    def read(self, request: dict[str, Any], content: bytes, reading: Reading) -> Iterator[Source | DocumentError | Member]:
        """All that comes for one file. Left before the end, the process is not used again."""
        self.files, self.healthy = self.files + 1, False
        limits, name, ended = reading.limits, str(request["name"]), False
        most = limits.file_size + _BYTES_PER_CHARACTER * limits.characters + (16 << 20)
        with self._watched(_TIME_TO_BEGIN), suppress(OSError):  # where it has died, no answer will come
            send(self._stdin, request, content)
        seconds = _TIME_TO_BEGIN
        while not ended:
            message, seconds = self._next(most, seconds), limits.read_time
            try:
                outcomes = [] if message is None else [outcome_from_data(one) for one in message[0].get("outcomes", [])]
            except BrokenMessage:
                message = None
            if message is None:
                yield self._failure(name, reading)
                return
            header, body = message
            yield from outcomes
            if "member" in header:
                inner, suffix = header["member"]
                yield Member(inner, suffix, body)
            ended = bool(header.get("end"))
        self.healthy = bool(header.get("healthy")) and self.files < _MOST_FILES

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        with suppress(OSError):
            self._stdin.close()
        self._stdout.close()
        self._process.wait()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _next(self, most: int, seconds: int) -> tuple[dict[str, Any], bytes] | None:
        """The next message; None where the process ended, was ended for its slowness, or sent nonsense."""
        with self._watched(seconds):
            try:
                return receive(self._stdout, most)
            except BrokenMessage:
                return None

    @contextmanager
    def _watched(self, seconds: int) -> Iterator[None]:
        """Ends the process where what is done meanwhile takes longer."""
        watch = Timer(seconds, self._kill_for_time)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _kill_for_time(self) -> None:
        self._late = True
        self._process.kill()

    def _failure(self, name: str, reading: Reading) -> DocumentError:
        code = self._process.poll()
        if code is None:
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(timeout=1)
        if self._late or code == -getattr(signal, "SIGALRM", 0) != 0:
            return LimitExceeded(name, f"reading it takes longer than {reading.limits.read_time} s", "read-time")
        if code is not None and code < 0:
            return ReaderFailed(name, f"its reader crashed ({signal.Signals(-code).name}), or took more memory than it may")
        return ReaderFailed(name, "its reader crashed, or took more memory than it may")


_idle: deque[_Worker] = deque()


@contextmanager
def _borrowed(memory: int) -> Iterator[_Worker]:
    worker = _warm(memory) or _Worker(memory)
    try:
        yield worker
    finally:
        if worker.healthy and len(_idle) < _MOST_IDLE:
            _idle.append(worker)
        else:
            worker.close()


def _warm(memory: int) -> _Worker | None:
    """A process that waits with this bound on its memory; those with another are ended."""
    while _idle:
        with suppress(IndexError):
            worker = _idle.pop()
            if worker.memory == memory:
                return worker
            worker.close()
    return None


def close_idle() -> None:
    """Ends the processes that wait for files."""
    while _idle:
        _idle.pop().close()


atexit.register(close_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # a fork must not talk through its parent's pipes
