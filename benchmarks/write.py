"""Prints how many triples a CPU second are written, ours beside plain rdflib, in each RDF format.

Turtle and TriG are written as a build does, from Facts to files, both at once: each counts for half of the time. The
other formats as `fintech-kg export` does, from the folder
that a build wrote, starting and reading included. rdflib serialises a Graph or a Dataset that it already holds: what it takes
to fill it is told beside, and is not in the ratio. Each measurement has a process of its own.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from measuring import PROGRAM, cost_of, in_own_process, options, print_table
from model_facts import facts_of
from rdflib import Dataset, Graph, URIRef

from fintech_kg.graph import named_graphs, parse_trig, to_trig, write_graphs
from fintech_kg.ontology import load_ontology

FORMATS = {"turtle": "turtle", "trig": "trig", "ntriples": "nt", "nquads": "nquads", "rdfxml": "xml", "jsonld": "json-ld"}
"""Our names of formats and rdflib's."""
_QUADS = {"trig", "nquads"}
HEAD = (
    "format",
    "triples",
    "ours CPU s",
    "rdflib CPU s",
    "ours /CPU s",
    "rdflib /CPU s",
    "ratio",
    "ours MB",
    "rdflib MB",
    "filling s",
)


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=[20_000])
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    given = parser.parse_args()
    title = "Writing a graph; ratio: how many times more CPU rdflib takes"
    print_table(title, HEAD, _rows(given.triples, given.formats, given.seed), seed=given.seed)


def _rows(sizes: list[int], formats: list[str], seed: int) -> Iterator[tuple[object, ...]]:
    for size in sizes:
        with tempfile.TemporaryDirectory() as made:
            in_own_process(prepared, Path(made), size, seed)
            for name in formats:
                (triples, theirs, filling), their_cost = in_own_process(serialised, Path(made), name)
                if name in {"turtle", "trig"}:
                    ours, our_cost = in_own_process(written, Path(made), name)
                else:
                    our_cost = cost_of([*PROGRAM, "export", name, "--graph", made, "-o", Path(made, f"out-{name}")])
                    ours = our_cost.busy
                rates = (triples / ours, triples / theirs, theirs / ours)
                yield name, triples, ours, theirs, *rates, our_cost.megabytes, their_cost.megabytes, filling


def prepared(folder: Path, triples: int, seed: int) -> None:
    """Puts facts and the TriG of their graph into the folder."""
    facts = facts_of(triples, seed)
    (folder / "facts").write_bytes(pickle.dumps(facts))
    (folder / "graph.trig").write_bytes(to_trig(named_graphs(facts, load_ontology())))


def written(folder: Path, name: str) -> float:
    """The seconds that we are busy with one of the two files of the facts."""
    facts, ontology = pickle.loads((folder / "facts").read_bytes()), load_ontology()
    (folder / name).mkdir()
    start = process_time()
    write_graphs(named_graphs(facts, ontology), folder / name).close()
    return (process_time() - start) / 2


def serialised(folder: Path, name: str) -> tuple[int, float, float]:
    """How many triples there are, and the seconds that rdflib takes to write and to be filled."""
    parsed = parse_trig((folder / "graph.trig").read_bytes())
    start = process_time()
    data = Dataset() if name in _QUADS else Graph()
    for prefix, namespace in parsed.prefixes.items():
        data.bind(prefix, namespace, replace=True)
    for graph, triples in parsed.graphs.items():
        context = data.graph(URIRef(str(graph))) if isinstance(data, Dataset) else data
        for triple in triples:
            context.add(triple)
    filling = process_time() - start
    del parsed
    start = process_time()
    data.serialize(format=FORMATS[name], encoding="utf-8")
    seconds = process_time() - start
    return sum(map(len, data.graphs())) if isinstance(data, Dataset) else len(data), seconds, filling


if __name__ == "__main__":
    main()
