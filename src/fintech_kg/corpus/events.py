"""What a run tells of itself while it goes on; whoever calls it decides what to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """The work that begins now, in words for people."""

    doing: str


@dataclass(frozen=True, slots=True)
class Planned:
    """All inputs are read: so many documents with so many words are to be extracted, so many come from the cache."""

    documents: int
    words: int
    reused: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one input. `state` is read, cached, copy or skipped; `seconds` is what its extraction took."""

    source: str
    state: str
    words: int = 0
    statements: int = 0
    observations: int = 0
    quotations: int = 0
    seconds: float = 0.0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know, in one sentence."""

    text: str


Event = Stage | Planned | Settled | Notice
Observer = Callable[[Event], None]


def unobserved(event: Event) -> None:
    """The Observer that nobody listens through."""
