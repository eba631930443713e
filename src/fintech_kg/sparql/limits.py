"""What one query may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one query may take: seconds, rows or triples, bytes of answer, bytes of memory, bytes of text, depth."""

    seconds: float = 30.0
    rows: int = 1_000_000
    answer_bytes: int = 64 * 1024 * 1024
    memory_bytes: int = 1024 * 1024 * 1024
    query_bytes: int = 256 * 1024
    nesting: int = 128
