"""The workers of a Team as processes of this machine, each with a pipeline of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from fintech_kg.corpus.batches import Batch, Given, batches
from fintech_kg.corpus.extracted import Extracted, extracted
from fintech_kg.corpus.team import Team, WorkerDied
from fintech_kg.ontology import Ontology, load_ontology, take_over


class Process:
    """A worker that is a process. It leaves at once when this process is interrupted or dies: it watches a pipe that then
    closes."""

    def __init__(self, ontology: Path | None, model: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._watched, self._held = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            1, mp_context=context, initializer=_begin, initargs=(self._watched, load_ontology(ontology))
        )
        self._work = partial(extracted, ontology, model)

    def take(self, batch: Batch) -> Future[list[Extracted]]:
        """The results to come; raises WorkerDied, and so does the future."""
        done: Future[list[Extracted]] = Future()
        with _uninterrupted():
            try:
                self._pool.submit(self._work, batch).add_done_callback(partial(_passed_on, done))
            except BrokenProcessPool as error:
                raise WorkerDied from error
        return done

    def leave(self) -> None:
        """Ends it, whatever it is doing."""
        self._held.close()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._watched.close()


def processes(given: Iterable[Given], ontology: Path | None, model: str, workers: int) -> Iterator[Extracted]:
    """So many processes, each with a pipeline of its own."""
    with closing(Team(partial(Process, ontology, model), workers)) as team:
        yield from team.work(batches(given, workers))


def _passed_on(done: Future[list[Extracted]], told: Future[list[Extracted]]) -> None:
    if told.cancelled():
        return
    error = told.exception()
    if error is None:
        done.set_result(told.result())
    else:
        done.set_exception(WorkerDied() if isinstance(error, BrokenProcessPool) else error)


def _begin(watched: Connection, known: Ontology) -> None:
    """Ties the life of this worker to that of the process that holds the pipe, and leaves interruptions to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(watched,), daemon=True).start()
    take_over(known)


def _leave_with(watched: Connection) -> None:
    watched.poll(None)
    os._exit(1)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Holds an interruption back while a worker starts, which would otherwise print a traceback of its own."""
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
