"""Prints how long the program takes to start: importing it, its help, and one query on a built graph, from the shell.

Each command runs several times in turn in processes of their own, against Python that does nothing; the least is what the
machine needs when nothing else holds it up.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from measuring import PROGRAM, Cost, cost_of, options, print_table
from model_graph import TRIPLES_A_DOCUMENT, model_graph

from fintech_kg.store import build_store

HEAD = ("", "least s", "median s", "CPU s", "target s", "peak MB")
LIGHT = "SELECT ?one ?other { ?one fkg:acquired ?other } LIMIT 20"


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__, seed=False)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        graph = model_graph(given.triples // TRIPLES_A_DOCUMENT)
        (folder / "graph.trig").write_text("".join(graph), encoding="utf-8")
        build_store(folder)
        asked: list[str | Path] = [*PROGRAM, "query", "--graph", folder]
        commands: dict[str, tuple[Sequence[str | Path], float | None]] = {
            "python": ([sys.executable, "-c", ""], None),
            "import fintech_kg": ([sys.executable, "-c", "import fintech_kg"], 0.3),
            "fintech-kg --help": ([*PROGRAM, "--help"], 0.5),
            "fintech-kg build --help": ([*PROGRAM, "build", "--help"], None),
            "fintech-kg query, a light one": ([*asked, LIGHT], 1.0),
            "fintech-kg query, a kept one": ([*asked, "--name", "technology-users"], 1.0),
        }
        title = f"Starting, {given.times} times in turn; the queries on {given.triples:,} triples"
        print_table(title, HEAD, _rows(commands, given.times))


def _rows(commands: Mapping[str, tuple[Sequence[str | Path], float | None]], times: int) -> Iterator[tuple[object, ...]]:
    found: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(times):
        for name, (command, _) in commands.items():
            found[name].append(cost_of(command))
    for name, (_, target) in commands.items():
        walls, peak = [one.wall for one in found[name]], max(one.megabytes for one in found[name])
        yield name, min(walls), median(walls), min(one.busy for one in found[name]), target, peak


if __name__ == "__main__":
    main()
