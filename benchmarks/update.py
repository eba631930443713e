"""Prints what a second build costs beside the first, when nothing or one document of many has changed, at several sizes.

The documents are those of model_corpus.py. So that large corpora can be measured in minutes, the first build's extraction is
taken from the generator's model (see build_memory.py), and its share of the whole is therefore larger than in truth; with
`--extract` everything is extracted, as it is for users. The changed document is extracted in either case. `same bytes` tells
whether the second build wrote the files that a build from nothing writes (`--cold`). Each build has a process of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from build_memory import written
from measuring import PROGRAM, Cost, cost_of, in_own_process, options, print_table

from fintech_kg.extraction.choices import FAST

HEAD = ("build", "documents", "seconds", "CPU seconds", "% of first", "% of CPU", "peak MB", "same bytes")


def main() -> None:
    """Measures and prints; exit code 1 where the bytes differ."""
    parser = options(__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100])
    parser.add_argument("--words", type=int, default=60, help="of a document, on average")
    parser.add_argument("--model", default=FAST, help="a pipeline, as `--model` of the verbs takes it")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--extract", action="store_true", help="extract everything, instead of taking it from the model")
    parser.add_argument("--cold", action="store_true", help="compare with a build from nothing")
    given = parser.parse_args()
    rows = list[tuple[object, ...]]()
    print_table("A second build beside the first", HEAD, _kept(_rows(given), rows), seed=given.seed)
    sys.exit("NO" in [row[-1] for row in rows])


def _kept(rows: Iterator[tuple[object, ...]], kept: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        kept.append(row)
        yield row


def _rows(given: argparse.Namespace) -> Iterator[tuple[object, ...]]:
    for documents in given.documents:
        with tempfile.TemporaryDirectory() as made:
            yield from _builds(Path(made), documents, given)


def _builds(folder: Path, documents: int, given: argparse.Namespace) -> Iterator[tuple[object, ...]]:
    texts, cache = folder / "in", folder / "cache"
    texts.mkdir()
    in_own_process(written, texts, documents, given.seed, given.words, None if given.extract else cache, given.model)
    command = [*PROGRAM, "build", texts, "--model", given.model, "--workers", str(given.workers)]

    def line(what: str, cost: Cost, same: str | None = None) -> tuple[object, ...]:
        shares = (100 * cost.wall / first.wall, 100 * cost.busy / first.busy)
        return what, documents, cost.wall, cost.busy, *shares, cost.megabytes, same

    out = folder / "out"
    again = [*command, "-o", out, "--cache", cache]
    first = cost_of(again)
    yield line("first", first)
    yield line("nothing changed", cost_of(again))
    changed = min(path for path in texts.rglob("*.txt"))
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\n\nBalorne Pay acquired Kesilda.\n", encoding="utf-8")
    yield line("one changed", cost_of(again))
    if given.cold:
        more = ["--no-cache"] if given.extract else ["--cache", cache]
        cost = cost_of([*command, "-o", folder / "cold", *more])
        yield line("cold, the same texts", cost, "yes" if _files(out) == _files(folder / "cold") else "NO")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


if __name__ == "__main__":
    main()
