"""Starts `fintech-kg serve` as a process of its own, as a user does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fintech_kg

COMMAND = [sys.executable, "-c", "from fintech_kg.cli import main; main()", "serve"]


@contextmanager
def serving(*arguments: str | Path, host: str = "127.0.0.1") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of /sparql and the process; it is stopped at the end if it still runs."""
    source = Path(fintech_kg.__file__).parent.parent
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments), "--port", "0", "--host", host],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            yield line.removeprefix("SPARQL at ").partition(";")[0], process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=30)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still live."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in path.read_text().split()] if path.exists() else []
