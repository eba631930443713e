"""From texts to batches of them: several for each handing out, the long ones first, so that no worker ends late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from fintech_kg.model import Document, Source

Given = Source | Document
"""What can be extracted: a text as it was read, or one that is cleaned already."""
Batch = tuple[Given, ...]

_CHARACTERS = 20_000
"""What a batch holds at most, unless one text is longer: a few seconds of work, so that little is lost with a worker."""
_WINDOW = 64
"""How many texts are looked at together for each worker: as many as that are in memory, whatever the corpus holds."""
_SHARES = 4
"""A window gives each worker at least so many batches, so that all of them have something to do at its end."""


def batches(given: Iterable[Given], workers: int) -> Iterator[Batch]:
    """The texts in batches, window by window, those of each sorted by length, the longest first."""
    waiting = iter(given)
    while window := list(islice(waiting, _WINDOW * workers)):
        window.sort(key=lambda one: -len(one.text))
        share = sum(len(one.text) for one in window) // (_SHARES * workers)
        yield from _cut(window, min(_CHARACTERS, share))


def _cut(window: Iterable[Given], most: int) -> Iterator[Batch]:
    batch: list[Given] = []
    room = most
    for one in window:
        if batch and len(one.text) > room:
            yield tuple(batch)
            batch, room = [], most
        batch.append(one)
        room -= len(one.text)
    if batch:
        yield tuple(batch)
