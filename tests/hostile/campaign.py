"""Reads malformed files and says what became of each. `python -m tests.hostile.campaign --count 60` is `make hostile`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from time import monotonic

from fintech_kg.documents import Input, Limits, Reading, media_types, read_sources
from fintech_kg.errors import DocumentError
from fintech_kg.model import Source

from .malformed import Malformed, changed, made_by_hand, of_another_kind

READING = Reading(Limits(read_time=10, read_memory=1 << 30))


@dataclass(frozen=True)
class Fate:
    """What became of a file: how many documents and errors it gave, the seconds that took, and what was wrong with that."""

    file: Malformed
    documents: int
    errors: tuple[str, ...]
    seconds: float
    fault: str | None


def fates(files: Iterable[Malformed], reading: Reading = READING) -> Iterator[Fate]:
    """A fault is an exception, an outcome without the file's name, no outcome at all, or more time than the limit allows."""
    for file in files:
        start = monotonic()
        try:
            outcomes = list(read_sources(Input(file.name, file.suffix, lambda file=file: file.content), reading))  # type: ignore[misc]
        except BaseException as error:
            yield Fate(file, 0, (), monotonic() - start, f"raised {error!r}")
            continue
        errors = [one for one in outcomes if isinstance(one, DocumentError)]
        seconds = monotonic() - start
        fault = _fault(file, outcomes, seconds, reading)
        yield Fate(file, len(outcomes) - len(errors), tuple(type(one).__name__ for one in errors), seconds, fault)


def _fault(file: Malformed, outcomes: list[Source | DocumentError], seconds: float, reading: Reading) -> str | None:
    if not outcomes:
        return "nothing was said"
    for one in outcomes:
        name = one.name if isinstance(one, Source) else one.source
        if not name.startswith(file.name):
            return f"another name: {name!r}"
        if isinstance(one, DocumentError) and (not one.reason or len(one.reason) > 2000 or "Traceback" in one.reason):
            return f"no reason: {one.reason!r}"
    most = (reading.limits.read_time + 5) * max(1, len(outcomes)) + 10
    return f"{seconds:.0f} s" if seconds > most else None


def all_files(count: int, seed: int) -> Iterator[Malformed]:
    """The whole campaign: `count` changed files of each suffix, all suffixes swapped, and the bombs."""
    suffixes = media_types()
    return chain(made_by_hand(), of_another_kind(suffixes), changed(count, seed, suffixes))


def of_folder(folder: Path) -> Iterator[Malformed]:
    """The folder's files whose suffix is read, such as the test data that packages ship."""
    suffixes = set(media_types())
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in suffixes and path.is_file():
            name = path.relative_to(folder).as_posix()
            yield Malformed(name, path.suffix.lower(), path.read_bytes(), "found")


def main() -> int:
    """Prints the counts; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="changed files of each suffix")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="read the files of this folder instead of malformed ones made here")
    options = parser.parse_args()
    files = all_files(options.count, options.seed) if options.folder is None else of_folder(options.folder)
    found = list(fates(files))
    errors = Counter(one for fate in found for one in fate.errors)
    slowest = max(found, key=lambda fate: fate.seconds)
    suffixes = Counter(fate.file.suffix for fate in found)
    print(f"{len(found)} files of {len(suffixes)} suffixes ({', '.join(f'{n} {s}' for s, n in sorted(suffixes.items()))})")
    giving = sum(1 for fate in found if fate.documents)
    print(f"{giving} gave documents, {len(found) - giving} errors only")
    print(", ".join(f"{number} {name}" for name, number in sorted(errors.items())))
    print(f"slowest: {slowest.file.name}, {slowest.seconds:.1f} s (limit {READING.limits.read_time} s)")
    faults = [fate for fate in found if fate.fault is not None]
    print(f"faults: {len(faults)}")
    for fate in faults:
        print(f"  {fate.file.name} ({fate.file.how}): {fate.fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
