"""The fork server: reads a store's default graph into memory once, then makes a child that has it at each order of the server.

A fork shares the graph's memory with its parent, so it costs neither a start of Python nor an opening of files, and what is
read from memory is found several times faster than what is read from disk. The process has one thread, as a fork takes along
no other.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, Store

from fintech_kg.sparql.limits import Limits
from fintech_kg.sparql.question import Question
from fintech_kg.sparql.sandbox import confine_files, deny_network, die_with_parent, limit_memory
from fintech_kg.sparql.worker import answer, answer_all

_DUMP = "import sys; sys.path.insert(0, sys.argv[1]); from fintech_kg.sparql.forking import dump; dump(sys.argv[2])"
_NICE = 10  # while the graph is read, queries on the disk go first
_FOUND = "ASK { ?s ?p ?o FILTER(STRLEN(STR(?o)) > 0) }"


def dump(path: str) -> None:
    """Writes the default graph of the store to standard output as N-Triples; a process of its own, for a store has threads."""
    die_with_parent()
    os.nice(_NICE)
    store = Store.read_only(path)
    confine_files(path)
    deny_network()
    store.dump(sys.stdout.buffer, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    sys.stdout.flush()


def main(path: str, limits_json: str) -> None:
    """Takes sockets from standard input, itself a socket, and answers questions on each in a child.

    Writes a line of JSON when the graph is in memory, then one for each child with its number and one for each that ended.
    """
    die_with_parent()
    limits = Limits(**json.loads(limits_json))
    store = _in_memory(path)
    answer(store, Question(_FOUND, solutions="application/sparql-results+json"), limits)  # what is made once is made here
    gc.collect()
    gc.freeze()  # so that no child copies what it only reads
    limit_memory(limits.memory_bytes)
    alone = len(list(Path("/proc/self/task").iterdir())) == 1
    confined = confine_files(None)
    with socket.socket(fileno=0) as orders, _wakened() as ends:
        _tell({"ready": alone, "offline": deny_network(), "confined": confined})
        while True:
            readable, _, _ = select.select([orders.fileno(), ends], [], [])
            if ends in readable:
                _reap(ends)
            if orders.fileno() in readable:
                _, passed, _, _ = socket.recv_fds(orders, 1, 1)
                if not passed:
                    return
                _tell({"forked": _forked(store, limits, passed[0], orders)})


def _in_memory(path: str) -> Store:
    store = Store()
    command = [sys.executable, "-I", "-c", _DUMP, str(Path(__file__).resolve().parents[2]), path]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as dumping:
        assert dumping.stdout is not None
        store.bulk_load(dumping.stdout, format=RdfFormat.N_TRIPLES)
    if dumping.returncode != 0:
        raise RuntimeError("the store could not be read to its end")
    return store


def _forked(store: Store, limits: Limits, asked_on: int, orders: socket.socket) -> int:
    """The child's process number. The child answers until its socket is closed, and never comes back from here."""
    pid = os.fork()
    if pid != 0:
        os.close(asked_on)
        return pid
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        die_with_parent()
        orders.close()
        os.close(sys.stdout.fileno())
        with os.fdopen(asked_on, "rb") as questions, os.fdopen(os.dup(asked_on), "wb") as replies:
            answer_all(store, limits, questions, replies)
        status = 0
    finally:
        os._exit(status)


@contextmanager
def _wakened() -> Iterator[int]:
    """A file that can be read when a child has ended."""
    ends, wake = os.pipe()
    for one in (ends, wake):
        os.set_blocking(one, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)  # without a handler the signal wakes nobody
    yield ends


def _reap(ends: int) -> None:
    with suppress(BlockingIOError):
        os.read(ends, 4096)
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            _tell({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def _tell(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
