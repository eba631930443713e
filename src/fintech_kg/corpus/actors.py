"""The workers of a Team as actors of a Ray cluster, each with a pipeline of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

from fintech_kg.corpus.batches import Batch, Given, batches
from fintech_kg.corpus.cluster import SameProgram, connected
from fintech_kg.corpus.extracted import Extracted, extracted
from fintech_kg.corpus.team import Team, WorkerDied


def ray(
    given: Iterable[Given], ontology: Path | None, model: str, workers: int, *, address: str | None = None
) -> Iterator[Extracted]:
    """An actor with a pipeline of its own for each of the workers, and no more of them than the cluster has processors.

    Raises MissingExtra, and RunError where the cluster cannot be reached or a node of it has another program.
    """
    with connected(address, workers) as processors, ExitStack() as stack:
        size = max(1, min(workers, processors))
        team = stack.enter_context(closing(Team(_Hiring(ontology, model, size), size)))
        yield from team.work(batches(given, size))


class _Reader:
    """What becomes the actor."""

    def __init__(self, ontology: Path | None, model: str, same: SameProgram) -> None:
        self._work, self._same = partial(extracted, ontology, model), same
        self._checked = False

    def extracted(self, batch: Batch) -> list[Extracted]:
        if not self._checked:  # not when the actor is made: what is raised there does not come back as it is
            self._same.check()
            self._checked = True
        return self._work(batch)


class _Actor:
    """A worker that is an actor."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def take(self, batch: Batch) -> Future[list[Extracted]]:
        """The results to come; the future raises WorkerDied."""
        done: Future[list[Extracted]] = Future()
        self._handle.extracted.remote(batch).future().add_done_callback(partial(_passed_on, done))
        return done

    def leave(self) -> None:
        """Ends it, whatever it is doing."""
        import ray

        ray.kill(self._handle)


class _Hiring:
    """Makes actors: the first of them each with a processor to itself.

    One that takes the place of another has no claim to a processor: with a node, processors are lost, and it would wait for
    one for ever.
    """

    def __init__(self, ontology: Path | None, model: str, size: int) -> None:
        import ray

        self._given = (ontology, model, ray.put(SameProgram(ontology, model)))
        self._class = ray.remote(_Reader)
        self._claims = size

    def __call__(self) -> _Actor:
        claim, self._claims = (1, self._claims - 1) if self._claims else (0, 0)
        return _Actor(self._class.options(num_cpus=claim).remote(*self._given))


def _passed_on(done: Future[list[Extracted]], told: Future[list[Extracted]]) -> None:
    from ray.exceptions import RayError, RayTaskError

    error = told.exception()
    if error is None:
        done.set_result(told.result())
    elif isinstance(error, RayTaskError):
        done.set_exception(error.cause)
    else:
        done.set_exception(WorkerDied() if isinstance(error, RayError) else error)
