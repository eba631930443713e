"""Extractions in the order of their documents, by which nothing depends on the order in which they were given."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from fintech_kg.model import Extraction, Extractions


def in_order(extractions: Iterable[Extraction]) -> Collection[Extraction]:
    """The extractions sorted by document; those of a run are so already, and are not all in memory."""
    return extractions if isinstance(extractions, Extractions) else sorted(extractions, key=lambda one: one.document.id)
