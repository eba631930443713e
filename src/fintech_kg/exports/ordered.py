"""From quads in any order to sorted lines and triples, in bounded memory: what is too much is sorted in files and merged."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import IO, Any, cast

import pyoxigraph as ox

from fintech_kg.corpus.sorter import MOST_HELD, Sorter
from fintech_kg.exports.source import Source

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


def sorted_lines(lines: Iterable[str], *, most: int = MOST_HELD) -> Iterator[str]:
    """The lines in order, each once; of no more than `most` characters are they in memory."""
    sorter = Sorter(most=most)
    for line in lines:
        sorter.add(line)
    yield from sorter


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
