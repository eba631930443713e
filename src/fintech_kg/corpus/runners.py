"""Runners: who maps the extraction over the texts. Each gives the same results, in whatever order they are done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import entry_points
from itertools import chain
from pathlib import Path

from fintech_kg.corpus.actors import ray
from fintech_kg.corpus.batches import Given
from fintech_kg.corpus.extracted import Extracted, extracted
from fintech_kg.corpus.processes import processes
from fintech_kg.errors import RunError, UnknownFormat

Runner = Callable[[Iterable[Given], Path | None, str, int], Iterator[Extracted]]
"""Takes texts, the ontology's folder, the spaCy pipeline and the number of workers; gives a result for each, any order.

A text that is none yet is cleaned where it is extracted. What kills the worker that reads it twice is set aside and named.
"""

_ANY = 1_000
"""Workers that a cluster may give at once; it gives no more than it has processors."""
_WORTH = 50_000
"""Characters for each worker; what a worker costs before it reads is about what it takes to read so many."""


def serial(given: Iterable[Given], ontology: Path | None, model: str, workers: int) -> Iterator[Extracted]:
    """One text after the other in this process, which dies with a text that kills."""
    return (done for one in given for done in extracted(ontology, model, [one]))


RUNNERS: Mapping[str, Runner] = {"serial": serial, "processes": processes, "ray": ray}
"""Our own runners; packages add theirs under the entry point group `fintech_kg.runners`."""


def runner_named(name: str, address: str | None = None) -> Runner:
    """The runner of that name; `address` is that of a Ray cluster, for `ray` alone. Raises UnknownFormat and RunError."""
    known = {**RUNNERS, **{point.name: point.load() for point in entry_points(group="fintech_kg.runners")}}
    if name not in known:
        raise UnknownFormat("runner", name, known)
    if address is not None and name != "ray":
        raise RunError(f"the address of a Ray cluster goes with the runner ray, not with {name}")
    runner: Runner = known[name]
    return runner if address is None else partial(ray, address=address)


@dataclass(frozen=True, slots=True)
class Running:
    """How texts are to be extracted: the ontology's folder, the spaCy pipeline, and by whom.

    Without a runner's name the address of a Ray cluster means `ray`, and no address means `serial` for one worker, else
    `processes`. Without `workers` there are as many as this machine or that cluster has processors, as far as there is enough
    to read for them.
    """

    ontology: Path | None
    model: str
    runner: str | None = None
    workers: int | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        """Raises UnknownFormat for a runner that does not exist, and RunError for an address that it has no use for."""
        self._named(1)

    def __call__(self, given: Iterable[Given]) -> Iterator[Extracted]:
        """A result for each text, in any order."""
        size, waiting = (self.workers, iter(given)) if self.workers is not None else _sized(given, self._most())
        return self._named(size)(waiting, self.ontology, self.model, size)

    def _most(self) -> int:
        return _processors() if self.address is None else _ANY

    def _named(self, size: int) -> Runner:
        name = self.runner or ("ray" if self.address is not None else "processes" if size > 1 else "serial")
        return runner_named(name, self.address)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _sized(given: Iterable[Given], most: int) -> tuple[int, Iterator[Given]]:
    """How many workers the texts are worth, and the texts; of these so many are read ahead as tell it."""
    waiting = iter(given)
    head: list[Given] = []
    characters = 0
    while characters < most * _WORTH and (one := next(waiting, None)) is not None:
        head.append(one)
        characters += len(one.text)
    return max(1, min(most, characters // _WORTH)), chain(head, waiting)
