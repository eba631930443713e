"""From graphs to Turtle and TriG whose bytes depend on the triples alone."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from rdflib import Dataset, URIRef

from fintech_kg.graph.blocks import INDENT, Renderer
from fintech_kg.graph.files import TRIG_FILE, TURTLE_FILE, write_graphs
from fintech_kg.graph.named import NamedGraphs
from fintech_kg.graph.parse import parse_trig
from fintech_kg.graph.write import Triple, to_dataset

_STEP = "    "


def to_turtle(data: Dataset | NamedGraphs) -> bytes:
    """The union of the graphs as Turtle, UTF-8."""
    if isinstance(data, NamedGraphs):
        return _written(data, TURTLE_FILE)
    renderer, triples = _renderer(data), _triples(data)
    body = renderer.blocks(chain.from_iterable(triples.values()), own=False).text().replace(INDENT, "")
    return f"{_prefixes(renderer.prefixes)}{body}\n".encode("utf-8", "replace")


def to_trig(data: Dataset | NamedGraphs) -> bytes:
    """The named graphs as TriG, UTF-8."""
    if isinstance(data, NamedGraphs):
        return _written(data, TRIG_FILE)
    renderer, texts = _renderer(data), []
    prefixes = renderer.prefixes
    for name, triples in sorted(_triples(data).items(), key=lambda item: str(item[0])):
        text = renderer.blocks(triples, own=False).text().replace(INDENT, _STEP)
        prefixes |= renderer.prefixes
        texts.append(f"\n{renderer.word(name)} {{{text}}}\n")
    return "".join((_prefixes(prefixes), *texts, "\n")).encode("utf-8", "replace")


def built_dataset(graphs: NamedGraphs) -> Dataset:
    """The graphs as an rdflib Dataset."""
    parsed = parse_trig(to_trig(graphs))
    return to_dataset({URIRef(str(name)): triples for name, triples in parsed.graphs.items() if name is not None}, graphs.base)


def _written(graphs: NamedGraphs, name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="fintech-kg-") as folder:
        write_graphs(graphs, Path(folder)).close()
        return Path(folder, name).read_bytes()


def _renderer(dataset: Dataset) -> Renderer:
    return Renderer(dataset.namespaces(), None)


def _prefixes(used: set[tuple[str, str]]) -> str:
    return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in sorted(used))


def _triples(dataset: Dataset) -> Mapping[URIRef, Sequence[Triple]]:
    """By named graph; what is in none, under an IRI that is not written."""
    found: dict[URIRef, list[Triple]] = defaultdict(list)
    for subject, predicate, object_, graph in dataset.quads((None, None, None, None)):
        if graph is not None:
            found[URIRef(graph)].append((subject, predicate, object_))
    return found
