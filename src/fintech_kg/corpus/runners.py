"""Runners: who maps the extraction over the documents. Each gives the same results, in whatever order they are done.

How long an extraction took is measured here, in the process that does it: the one clock below the command line, for the log
and for reports that are asked for times.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from fintech_kg.errors import DocumentError, ExtractionFailed
from fintech_kg.model import Document, Extraction
from fintech_kg.ontology import load_ontology

if TYPE_CHECKING:
    from fintech_kg.extraction import Extractor

_AHEAD = 2
"""Documents that are handed out for each worker, so that none waits for the next."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of the document with this id, and after how many seconds."""

    document: str
    result: Extraction | DocumentError
    seconds: float = 0.0


Runner = Callable[[Iterable[Document], Path | None, str, int], Iterator[Extracted]]
"""Takes documents, the ontology's folder, the spaCy pipeline and the number of workers; gives a result for each, any order."""


def serial(documents: Iterable[Document], ontology: Path | None, model: str, workers: int) -> Iterator[Extracted]:
    """One document after the other in this process."""
    return (_extracted(ontology, model, document) for document in documents)


def processes(documents: Iterable[Document], ontology: Path | None, model: str, workers: int) -> Iterator[Extracted]:
    """A pool of `workers` processes, each with a pipeline of its own.

    Where a process dies, the documents that it may have died of are tried alone; the one that kills again has failed.
    """
    waiting = iter(documents)
    while lost := (yield from _pooled(waiting, ontology, model, workers)):
        for document in lost:
            if (yield from _pooled(iter([document]), ontology, model, 1)):
                reason = "the process that read it died; it may need more memory than there is"
                yield Extracted(document.id, ExtractionFailed(document.source, reason))


def _pooled(
    waiting: Iterator[Document], ontology: Path | None, model: str, workers: int
) -> Generator[Extracted, None, list[Document]]:
    """The results of a pool, and in the end the documents that were lost with it."""
    running: dict[Future[Extracted], Document] = {}
    with _pool(workers) as pool:
        while True:
            for document in islice(waiting, _AHEAD * workers - len(running)):
                with _uninterrupted():
                    try:
                        running[pool.submit(_extracted, ontology, model, document)] = document
                    except BrokenProcessPool:
                        return [document, *running.values()]
            if not running:
                return []
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                if isinstance(future.exception(), BrokenProcessPool):
                    return list(running.values())
                del running[future]
                yield future.result()


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose processes leave at once when this one is interrupted or dies: they watch a pipe that then closes."""
    context = multiprocessing.get_context("spawn")
    watched, held = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_attach, initargs=(watched,))
    try:
        yield pool
        pool.shutdown()
    finally:
        held.close()
        pool.shutdown(wait=False, cancel_futures=True)
        watched.close()


def _attach(watched: Connection) -> None:
    """Ties the life of this worker to that of the process that holds the pipe, and leaves interruptions to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(watched,), daemon=True).start()


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


def _extracted(ontology: Path | None, model: str, document: Document) -> Extracted:
    extract = _extractor(ontology, model)
    start = perf_counter()
    try:
        result: Extraction | DocumentError = extract(document)
    except DocumentError as error:
        result = error
    return Extracted(document.id, result, perf_counter() - start)


@cache
def _extractor(ontology: Path | None, model: str) -> Extractor:
    from fintech_kg.extraction import load_extractor  # imported here because it is slow and only extracting needs it

    return load_extractor(load_ontology(ontology), model)


RUNNERS: Mapping[str, Runner] = {"serial": serial, "processes": processes}
"""Our own runners; packages add theirs under the entry point group `fintech_kg.runners`."""
