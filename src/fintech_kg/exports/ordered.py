"""From quads in any order to sorted lines and triples, in bounded memory: what is too much is sorted in files and merged."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import IO, Any, cast

import pyoxigraph as ox

from fintech_kg.exports.source import Source

_MOST_LINES = 250_000  # some 60 MB of them are in memory at once
_LINES_AT_ONCE = 256


def triple_lines(source: Source) -> Iterator[str]:
    """The union of the graphs: each triple once, as a line of N-Triples, sorted by code points."""
    return sorted_lines(f"{_triple(one)} .\n" for one in source.quads())


def quad_lines(source: Source) -> Iterator[str]:
    """Each triple with its graph, as a line of N-Quads, sorted by code points."""
    return sorted_lines(f"{_triple(one)} {_graph(one)}.\n" for one in source.quads())


def by_subject(source: Source) -> Iterator[list[ox.Quad]]:
    """The union's triples by subject, sorted."""
    return _groups(triple_lines(source), attrgetter("subject"))


def by_graph_and_subject(source: Source) -> Iterator[list[ox.Quad]]:
    """The triples by graph and subject, sorted."""
    graph_first = sorted_lines(f"{_graph(one)}\t{_triple(one)}\n" for one in source.quads())
    turned = (f"{triple[:-1]} {graph}.\n" for graph, _, triple in (line.partition("\t") for line in graph_first))
    return _groups(turned, attrgetter("graph_name", "subject"))


def sorted_lines(lines: Iterable[str], *, most: int = _MOST_LINES) -> Iterator[str]:
    """The lines in order, each once; no more than `most` are in memory. What is in files is deleted at the end."""
    left = iter(lines)
    first = sorted(set(islice(left, most)))
    more = next(left, None)
    if more is None:
        yield from first
        return
    with ExitStack() as stack:
        runs = [_kept(first, stack)]
        del first
        left = chain([more], left)
        while run := sorted(set(islice(left, most))):
            runs.append(_kept(run, stack))
            del run
        yield from (line for line, _ in groupby(merge(*runs)))


def _kept(run: Iterable[str], stack: ExitStack) -> IO[str]:
    file = stack.enter_context(_file())
    file.writelines(run)
    file.seek(0)
    return file


def _file() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")


def _triple(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def _graph(quad: ox.Quad) -> str:
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else f"{quad.graph_name} "


def _groups(lines: Iterator[str], key: Callable[[ox.Quad], object]) -> Iterator[list[ox.Quad]]:
    parsed = ox.parse(cast(IO[bytes], _Stream(lines)), format=ox.RdfFormat.N_QUADS)
    return (list(group) for _, group in groupby(parsed, key))


class _Stream(io.RawIOBase):
    """Lines as a file that can be read once."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._rest = lines, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest and (some := list(islice(self._lines, _LINES_AT_ONCE))):
            self._rest = "".join(some).encode()
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count
