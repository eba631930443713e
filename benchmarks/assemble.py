"""Prints facts per second and the peak of memory of assembly: resolution, agreement, copies and belief over N statements.

The extractions come straight from the seeded model of a corpus, without text being read (see model_corpus.py): things named by
their long, short and wrong names, acronyms, people of one name at several firms, near-copies. Each size has a process of its
own. `held` is the memory of the process with all extractions before assembly begins, `peak` the most while it assembles.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time

from measuring import cpu_seconds, in_own_process, options, peak_so_far, print_table, resident
from model_corpus import WORDS, stories

from fintech_kg.assembly import assemble, folded, resolve
from fintech_kg.assembly.copies import near_copies
from fintech_kg.model import Extraction
from fintech_kg.ontology import load_ontology

_STATEMENTS_A_DOCUMENT = 11
HEAD = (
    "statements", "documents", "facts", "things", "merged", "doubtful", "namesakes", "copies", "CPU resolve", "CPU copies",
    "CPU all", "facts/CPU s", "held MB", "peak MB", "peak/held",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """What one size came to: counts, seconds of the processor, bytes."""

    counts: tuple[int, ...]
    resolving: float
    copying: float
    whole: float
    held: int
    peak: int


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__)
    parser.add_argument("--facts", type=int, nargs="+", default=[1_000, 10_000], help="statements of the corpora")
    parser.add_argument("--words", type=int, default=WORDS, help="of a document, on average")
    given = parser.parse_args()
    print_table("Assembly of N statements", HEAD, _rows(given.facts, given.seed, given.words), seed=given.seed)


def _rows(sizes: list[int], seed: int, words: int) -> Iterator[tuple[object, ...]]:
    for size in sizes:
        found: Measured = in_own_process(measured, size, seed, words)[0]
        seconds = (found.resolving, found.copying, found.whole, found.counts[1] / found.whole)
        yield (f"{size:,}", *found.counts, *seconds, found.held / 2**20, found.peak / 2**20, found.peak / found.held)


def measured(statements: int, seed: int, words: int) -> Measured:
    """Assembles so many statements in this process. Copies are looked for twice, as their time is told on its own."""
    extractions = _extractions(statements, seed, words)
    symmetric = load_ontology().symmetric
    gc.collect()
    gc.set_threshold(100_000, 50, 100)  # as the command does
    held = resident()
    start = process_time()
    resolution = resolve(extractions)
    resolving = process_time() - start
    facts = assemble(extractions, resolution=resolution, symmetric=symmetric)
    folded(extractions, resolution)
    whole, peak = process_time() - start, peak_so_far()
    copying = cpu_seconds(lambda: near_copies(extractions))
    counts = (
        len(extractions),
        len(facts.facts),
        len(facts.entities),
        len(resolution.merged),
        len(resolution.doubtful),
        len(set(resolution.namesakes.values())),
        len(facts.copies),
    )
    return Measured(counts, resolving, copying, whole, held, peak)


def _extractions(statements: int, seed: int, words: int) -> list[Extraction]:
    found: list[Extraction] = []
    count = 0
    for story in stories(statements // _STATEMENTS_A_DOCUMENT + 1, seed=seed, words=words):
        found.append(story.extraction)
        count += len(found[-1].statements)
        if count >= statements:
            break
    return found


if __name__ == "__main__":
    main()
