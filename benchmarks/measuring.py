"""What the benchmarks share: tables, the versions under which figures hold, seconds of the processor, peaks of memory.

Processes and their memory are those of Linux (/proc).
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Any

import fintech_kg

PROGRAM = [sys.executable, "-c", "from fintech_kg.cli.main import main; main()"]
"""The command as a process of this Python and of this fintech_kg."""
_EVERY = 0.02
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LIBRARIES = ("spacy", "onnxruntime", "pyoxigraph", "rdflib")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall, seconds that processors were busy, and the most memory at once in bytes, children included."""

    wall: float
    busy: float
    peak: int

    @property
    def megabytes(self) -> float:
        return self.peak / 2**20


def options(description: str | None, *, seed: bool = True) -> argparse.ArgumentParser:
    """A parser with what all benchmarks take."""
    parser = argparse.ArgumentParser(description=description)
    if seed:
        parser.add_argument("--seed", type=int, default=1, help="of the generator; the same seed gives the same documents")
    return parser


def print_table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, seed: int | None = None) -> None:
    """One table: the title, the versions and the seed, then the rows as they come; figures to the right, words to the left."""
    print(title)
    print(told_versions() + ("" if seed is None else f"; seed {seed}"))
    widths = [max(len(one), 30 if place == 0 else 11) for place, one in enumerate(head)]
    print(_line(head, widths))
    for row in rows:
        print(_line([told(one) for one in row], widths), flush=True)


def told(value: object) -> str:
    """A cell: three significant digits, or thousands parted by commas."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else "" if value is None else str(value)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = f"{cells[0]:<{widths[0]}}"
    return "  ".join([first, *(f"{cell:>{width}}" for cell, width in zip(cells[1:], widths[1:], strict=False))]).rstrip()


def told_versions() -> str:
    """The machine, Python, the program and the libraries, in a line."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, fintech_kg {fintech_kg.__version__}, {libraries}"


def cpu_seconds(work: Callable[[], object]) -> float:
    """What this process is busy with it."""
    start = process_time()
    work()
    return process_time() - start


def cost_of(
    command: Sequence[str | Path], *, said: Callable[[str], object] = lambda _: None, hash_seed: str = "random"
) -> Cost:
    """What a command costs in a process of its own; `said` is told what it prints. Raises CalledProcessError."""
    start, busy = perf_counter(), _children()
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled once, and not by each command
    running = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True, env=environment)
    with running, watched(running.pid) as peak:
        printed = running.communicate()[0]
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, [*map(str, command)])
    said(printed)
    return Cost(perf_counter() - start, _children() - busy, peak.bytes)


def in_own_process(work: Callable[..., Any], *given: object) -> tuple[Any, Cost]:
    """What the work returns, and what it costs, in a new process that has only what it needs for it.

    The work is a function of a module's top level; what it takes and returns travels by pickle.
    """
    start, busy = perf_counter(), _children()
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(sending, work, given))
    process.start()
    sending.close()
    assert process.pid is not None
    with watched(process.pid) as peak:
        try:
            result = receiving.recv()
        finally:
            process.join()
    return result, Cost(perf_counter() - start, _children() - busy, peak.bytes)


def _report(sending: Connection, work: Callable[..., object], given: Sequence[object]) -> None:
    sending.send(work(*given))


def resident() -> int:
    """The bytes of memory that this process has now."""
    return _resident(os.getpid())


def peak_so_far() -> int:
    """The most bytes of memory that this process has had."""
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


class Peak:
    """The most bytes that were seen."""

    bytes = 0


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Looks at the memory of a process, its children and theirs every few milliseconds, until the block ends."""
    peak, ended = Peak(), threading.Event()

    def look() -> None:
        while not ended.wait(_EVERY):
            peak.bytes = max(peak.bytes, sum(map(_resident, _family(pid))))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield peak
    finally:
        ended.set()
        looking.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _resident(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return 0


def _children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
