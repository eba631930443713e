"""Prints what `verify` costs at several sizes: time, peak of memory, and how both grow with the statements.

The outputs are those of build_memory.py, whose extractions are taken from the generator's model. So each check does all of its
work, and many statements have findings: the model states by its passages' words, and not by the ontology's triggers.

    python benchmarks/verify.py --documents 1000 25000
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path

from build_memory import written
from measuring import PROGRAM, Cost, cost_of, in_own_process, options, print_table

from fintech_kg.extraction.choices import FAST

HEAD = (
    "documents",
    "statements",
    "triples",
    "findings",
    "seconds",
    "CPU seconds",
    "peak MB",
    "x statements",
    "x CPU",
    "x peak",
)


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1_000])
    parser.add_argument("--words", type=int, default=60, help="of a document, on average")
    parser.add_argument("--outputs", type=Path, nargs="*", help="folders that builds wrote, to be proved instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folders = given.outputs or (_built(Path(made, str(one)), one, given.words, given.seed) for one in given.documents)
        print_table("Proving an output", HEAD, _rows(iter(folders)), seed=given.seed)


def _built(folder: Path, documents: int, words: int, seed: int) -> Path:
    texts, cache, output = folder / "in", folder / "cache", folder / "out"
    for wanted in (texts, cache):
        wanted.mkdir(parents=True)
    in_own_process(written, texts, documents, seed, words, cache, FAST)
    cost_of([*PROGRAM, "build", texts, "-o", output, "--cache", cache, "--model", FAST])
    return output


def _rows(folders: Iterator[Path]) -> Iterator[tuple[object, ...]]:
    first: tuple[int, Cost] | None = None
    for folder in folders:
        (counts, findings), cost = in_own_process(_proved, folder)
        first = first or (counts["statements"], cost)
        ratios = (counts["statements"] / first[0], cost.busy / first[1].busy, cost.peak / first[1].peak)
        told = (f"{counts['documents']:,}", counts["statements"], counts["triples"], findings)
        yield (*told, cost.wall, cost.busy, cost.megabytes, *ratios)


def _proved(folder: Path) -> tuple[dict[str, int], int]:
    """What the command counts, and how many findings there are."""
    from fintech_kg.verification import verify

    gc.set_threshold(1_000_000, 20, 100)  # as the command has it
    verdict = verify(folder)
    return dict(verdict.counts), len(verdict.findings)


if __name__ == "__main__":
    main()
