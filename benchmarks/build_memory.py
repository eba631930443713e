"""Prints what a whole `fintech-kg build` costs at several sizes: peak of memory (children included), time, and how both grow.

The documents are those of model_corpus.py, as text files. So that large corpora can be measured in minutes, extraction is made
cheap: the cache is filled beforehand with what the generator's model says of each document, under the keys that the build looks
for; `--extract` leaves it empty, and everything is extracted. All else is done as ever: reading, assembling, writing, the page,
the store.

    python benchmarks/build_memory.py --documents 1000 10000 100000 --words 60
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from measuring import PROGRAM, Cost, cost_of, in_own_process, options, print_table
from model_corpus import stories

from fintech_kg.corpus.cache import Cache, extraction_key
from fintech_kg.corpus.fingerprint import fingerprint
from fintech_kg.extraction.choices import FAST
from fintech_kg.ontology import load_ontology

HEAD = ("documents", "words", "facts", "seconds", "CPU seconds", "peak MB", "x documents", "x seconds", "x CPU", "x peak")


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1_000])
    parser.add_argument("--words", type=int, default=60, help="of a document, on average")
    parser.add_argument("--extract", action="store_true", help="extract everything, instead of taking it from the model")
    parser.add_argument("--model", default=FAST)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder, by default none, to keep the documents and the outputs in")
    given = parser.parse_args()
    how = "everything extracted" if given.extract else "extractions taken from the generator's model"
    title = f"A build of N documents, {how}; x: times the first line"
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        print_table(title, HEAD, _rows(folder, given), seed=given.seed)


def _rows(folder: Path, given: argparse.Namespace) -> Iterator[tuple[object, ...]]:
    first: tuple[int, Cost] | None = None
    for documents in given.documents:
        words, facts, cost = _built(folder / str(documents), documents, given)
        first = first or (documents, cost)
        ratios = (documents / first[0], cost.wall / first[1].wall, cost.busy / first[1].busy, cost.peak / first[1].peak)
        yield (f"{documents:,}", words, facts, cost.wall, cost.busy, cost.megabytes, *ratios)


def _built(folder: Path, documents: int, given: argparse.Namespace) -> tuple[int, int, Cost]:
    """The words read, the facts built, and what the build cost."""
    texts, cache, output = folder / "in", folder / "cache", folder / "out"
    for wanted in (texts, cache):
        wanted.mkdir(parents=True)
    words, _ = in_own_process(written, texts, documents, given.seed, given.words, None if given.extract else cache, given.model)
    command = [*PROGRAM, "build", texts, "-o", output, "--cache", cache, "--model", given.model]

    def check(printed: str) -> None:
        if not given.extract and f"0, and {documents} from the cache" not in printed:
            sys.exit(f"the build did not find all extractions in the cache:\n{printed}")

    cost = cost_of([*command, "--workers", str(given.workers)], said=check)
    totals = json.loads((output / "report.json").read_text(encoding="utf-8"))["totals"]
    return words, int(totals["facts"]), cost


def written(texts: Path, documents: int, seed: int, words: int, cache: Path | None, model: str) -> int:
    """Writes the stories into the folder, and their extractions into the cache if one is given; returns the words."""
    program, terms = fingerprint(model), load_ontology().hash
    kept = None if cache is None else Cache(cache)
    count = 0
    for story in stories(documents, seed=seed, words=words):
        path = texts / story.source.name
        path.parent.mkdir(exist_ok=True)
        path.write_text(story.source.text, encoding="utf-8")
        count += len(story.source.text.split())
        if kept is not None:
            read = replace(story, source=replace(story.source, published=None))
            kept.keep(extraction_key(read.source, program, terms), read.extraction)
    if kept is not None:
        kept.close()
    return count


if __name__ == "__main__":
    main()
