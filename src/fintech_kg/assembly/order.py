"""Extractions in the order of their documents, by which nothing depends on the order in which they were given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from fintech_kg.model import Extraction, Extractions


def in_order(extractions: Iterable[Extraction]) -> Collection[Extraction]:
    """The extractions sorted by document; those of a run are so already, and are not all in memory."""
    return extractions if isinstance(extractions, Extractions) else sorted(extractions, key=lambda one: one.document.id)


def chosen(extractions: Collection[Extraction], documents: Collection[str]) -> Iterator[Extraction]:
    """Those of some documents, in their order; of a run's, no others are read."""
    if isinstance(extractions, Extractions):
        return extractions.chosen(documents)
    return (one for one in extractions if one.document.id in documents)
