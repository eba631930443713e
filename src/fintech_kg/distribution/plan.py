"""What every task of a distributed build knows: its options, and where everything lies.

All paths are on a file system that every node sees under the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from fintech_kg.corpus import Options

_DOCUMENTS = 1 << 64
"""Identifiers of documents are numbers below this, in hexadecimal digits; hashes of word sequences are so too."""

Given = TypeVar("Given")
Made = TypeVar("Made")


class Each(Protocol):
    """Does the tasks of a step, in any order and anywhere."""

    def __call__(self, function: Callable[[Given], Made], given: Sequence[Given], /) -> list[Made]:
        """What the function makes of each of the given, in their order."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The options of the build, the output folder, and into how many shards everything is parted."""

    options: Options
    output: Path
    shards: int

    @property
    def extractions(self) -> Path:
        """Every text that the inputs gave, with what was extracted from it, in Parquet."""
        return self.output / "extractions"

    @property
    def quads(self) -> Path:
        """The graph, in N-Quads."""
        return self.output / "quads"

    def work(self, name: str) -> Path:
        """A folder for what only this run needs."""
        return self.output / "work" / name

    def numbers(self, shard: int) -> tuple[int, int]:
        """The first and the last number of a shard."""
        return shard * _DOCUMENTS // self.shards, (shard + 1) * _DOCUMENTS // self.shards - 1

    def documents(self, shard: int) -> tuple[str, str]:
        """The first and the last identifier of a shard; what gave no document, and has none, is in the first shard."""
        first, last = self.numbers(shard)
        return "" if shard == 0 else f"{first:016x}", f"{last:016x}"

    def file(self, folder: str, shard: int) -> Path:
        """Where a shard of what only this run needs lies."""
        return self.work(folder) / f"{shard:05}.parquet"


def number(document: str) -> int:
    """The identifier as a number."""
    return int(document, 16)
