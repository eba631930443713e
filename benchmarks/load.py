"""Prints how many triples a CPU second are loaded, ours beside plain rdflib, from each RDF format.

Ours: graph.trig into the store on disk, with its three copies of each triple and its indexes, as the end of a build does in the
process that made the graph, so that its memory is not told;
graph.trig into rdflib's Dataset as `kg.dataset` does; and the file of each format into an Oxigraph store in memory, as the
endpoint does. rdflib: its own parsers into its own memory. Each measurement has a process of its own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from measuring import Cost, cpu_seconds, in_own_process, options, print_table
from model_facts import facts_of, write_graph
from pyoxigraph import DefaultGraph, RdfFormat, Store, serialize
from rdflib import Dataset, Graph

from fintech_kg.graph import named_graphs, write_graphs
from fintech_kg.ontology import load_ontology
from fintech_kg.store import build_store, load_dataset

FORMATS: Mapping[str, tuple[RdfFormat, str]] = {
    "turtle": (RdfFormat.TURTLE, "turtle"),
    "trig": (RdfFormat.TRIG, "trig"),
    "ntriples": (RdfFormat.N_TRIPLES, "nt"),
    "nquads": (RdfFormat.N_QUADS, "nquads"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
}
_QUADS = {"trig", "nquads"}
HEAD = ("what", "triples", "ours CPU s", "rdflib CPU s", "ours /CPU s", "rdflib /CPU s", "ratio", "ours MB", "rdflib MB")


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=[20_000])
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    given = parser.parse_args()
    title = "Loading a graph; ratio: how many times more CPU rdflib takes"
    print_table(title, HEAD, _rows(given.triples, given.formats, given.seed), seed=given.seed)


def _rows(sizes: list[int], formats: list[str], seed: int) -> Iterator[tuple[object, ...]]:
    for size in sizes:
        with tempfile.TemporaryDirectory() as made:
            in_own_process(prepared, Path(made), size, seed, formats)
            for name in formats:
                theirs = in_own_process(parsed, Path(made), name)
                yield _row(f"{name} into memory", in_own_process(into_memory, Path(made), name), theirs)
                if name == "trig":
                    stored = in_own_process(into_the_store, Path(made) / "out", size, seed)
                    yield (*_row("trig into the store on disk", stored, theirs)[:-2], None, None)
                    yield _row("trig into kg.dataset", in_own_process(into_a_dataset, Path(made), name), theirs)


def _row(what: str, ours: tuple[float, Cost], theirs: tuple[tuple[int, float], Cost]) -> tuple[object, ...]:
    (triples, seconds), their_cost = theirs
    rates = (triples / ours[0], triples / seconds, seconds / ours[0])
    return what, triples, ours[0], seconds, *rates, ours[1].megabytes, their_cost.megabytes


def prepared(folder: Path, triples: int, seed: int, formats: list[str]) -> None:
    """Writes the graph in each format."""
    write_graph(folder, triples, seed)
    store = Store()
    store.bulk_load(path=folder / "graph.ttl", format=RdfFormat.TURTLE)
    store.bulk_load(path=folder / "graph.trig", format=RdfFormat.TRIG)
    for name in formats:
        form, path = FORMATS[name][0], folder / name
        if name in {"turtle", "trig"}:
            shutil.copyfile(folder / ("graph.ttl" if name == "turtle" else "graph.trig"), path)
        elif name in _QUADS:
            serialize((quad for quad in store if quad.graph_name != DefaultGraph()), path, form)
        else:
            store.dump(path, form, from_graph=DefaultGraph())


def into_memory(folder: Path, name: str) -> float:
    """The seconds that Oxigraph is busy."""
    return cpu_seconds(lambda: Store().bulk_load(path=folder / name, format=FORMATS[name][0]))


def into_the_store(folder: Path, triples: int, seed: int) -> float:
    """The seconds that we are busy with the store on disk."""
    folder.mkdir()
    with closing(write_graphs(named_graphs(facts_of(triples, seed), load_ontology()), folder)) as pieces:
        return cpu_seconds(lambda: build_store(folder, pieces=pieces))


def into_a_dataset(folder: Path, name: str) -> float:
    """The seconds that we are busy with rdflib's Dataset."""
    return cpu_seconds(lambda: load_dataset(folder))


def parsed(folder: Path, name: str) -> tuple[int, float]:
    """How many triples rdflib has read, and the seconds that it was busy."""
    data = Dataset() if name in _QUADS else Graph()
    seconds = cpu_seconds(lambda: data.parse(folder / name, format=FORMATS[name][1]))
    return sum(map(len, data.graphs())) if isinstance(data, Dataset) else len(data), seconds


if __name__ == "__main__":
    main()
