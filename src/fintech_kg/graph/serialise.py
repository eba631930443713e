"""From graphs to Turtle and TriG whose bytes depend on the triples alone."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from rdflib import Dataset, URIRef

from fintech_kg.graph.blocks import INDENT, Blocks, Renderer
from fintech_kg.graph.named import NamedGraphs
from fintech_kg.graph.parse import parse_trig
from fintech_kg.graph.write import Triple, to_dataset

_STEP = "    "


@dataclass(frozen=True)
class Pieces:
    """A TriG file and where in it each named graph stands, by its IRI: half-open offsets, in bytes.

    `base` is that of the things' IRIs; the first `head` bytes declare the prefixes.
    """

    trig: bytes
    base: str
    head: int
    graphs: Mapping[str, tuple[int, int]]

    def graph(self, name: str) -> bytes:
        """The text of one graph, without the prefixes."""
        start, end = self.graphs[name]
        return self.trig[start:end]

    @property
    def prefixes(self) -> bytes:
        """What is declared before the first graph."""
        return self.trig[: self.head]

    @cached_property
    def sha256(self) -> str:
        """The hash of the file, in hexadecimal digits."""
        return hashlib.sha256(self.trig).hexdigest()


class Writer:
    """Puts a dataset, or what is to be one, into Turtle and TriG."""

    def __init__(self, data: Dataset | NamedGraphs) -> None:
        if isinstance(data, NamedGraphs):
            renderer, self._base = data.renderer(), data.base
            told = {} if data.metadata is None else {data.metadata[0]: renderer.blocks(data.metadata[1], own=False)}
            self._graphs: Mapping[URIRef, Blocks] = {**data.documents, **told}
            shared = chain(data.shared, () if data.metadata is None else data.metadata[1])
            self._shared = renderer.blocks(shared)
        else:
            renderer, self._base = Renderer(data.namespaces(), None), ""
            triples = _triples(data)
            self._graphs = {name: renderer.blocks(told, own=False) for name, told in triples.items()}
            self._shared = renderer.blocks(chain.from_iterable(triples.values()), own=False)
        self._names = {name: renderer.word(name) for name in self._graphs}

    def turtle(self) -> bytes:
        """The union of the graphs as Turtle, UTF-8."""
        own = [sorted(chain.from_iterable(ranks)) for ranks in zip(*self._own(), strict=True)]
        body = "".join((self._shared.before, *chain.from_iterable(own), self._shared.after)).replace(INDENT, "")
        return f"{self._prefixes()}{body}\n".encode("utf-8", "replace")

    def trig(self) -> bytes:
        """The named graphs as TriG, UTF-8."""
        return self.pieces().trig

    def pieces(self) -> Pieces:
        """The named graphs as TriG with the place of each."""
        written = [self._prefixes().encode("utf-8", "replace")]
        place, graphs = len(written[0]), {}
        for name, blocks in sorted(self._graphs.items(), key=lambda item: str(item[0])):
            text = f"\n{self._names[name]} {{{blocks.text().replace(INDENT, _STEP)}}}\n".encode("utf-8", "replace")
            graphs[str(name)] = (place, place + len(text))
            place += len(text)
            written.append(text)
        return Pieces(b"".join([*written, b"\n"]), self._base, len(written[0]), graphs)

    def _own(self) -> list[tuple[tuple[str, ...], ...]]:
        return [one.own for one in (*self._graphs.values(), self._shared) if one.own]

    def _prefixes(self) -> str:
        used = {pair for one in (*self._graphs.values(), self._shared) for pair in one.prefixes}
        return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in sorted(used))


def to_turtle(data: Dataset | NamedGraphs) -> bytes:
    """The union of the graphs as Turtle, UTF-8."""
    return Writer(data).turtle()


def to_trig(data: Dataset | NamedGraphs) -> bytes:
    """The named graphs as TriG, UTF-8."""
    return Writer(data).trig()


def built_dataset(graphs: NamedGraphs) -> Dataset:
    """The graphs as an rdflib Dataset."""
    parsed = parse_trig(to_trig(graphs))
    return to_dataset({URIRef(str(name)): triples for name, triples in parsed.graphs.items() if name is not None}, graphs.base)


def _triples(dataset: Dataset) -> Mapping[URIRef, Sequence[Triple]]:
    """By named graph; what is in none, under an IRI that is not written."""
    found: dict[URIRef, list[Triple]] = defaultdict(list)
    for subject, predicate, object_, graph in dataset.quads((None, None, None, None)):
        if graph is not None:
            found[URIRef(graph)].append((subject, predicate, object_))
    return found
