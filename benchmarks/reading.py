"""Prints what reading in a process apart costs beside reading in this one, for a valid file of each format, in wall time.

The ratio is what to compare between machines; a small file shows it at its worst.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fintech_kg.documents import CONTAINERS, READERS, READING
from fintech_kg.documents.isolation import close_idle, read_apart
from tests.hostile.valid import VALID


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=50, help="how often each file is read")
    repeat = parser.parse_args().repeat
    print(f"Python {platform.python_version()}; median of {repeat}, milliseconds a file")
    print(f"{'':12} {'here':>8} {'apart':>8} {'more':>8} {'ratio':>8}")
    first = perf_counter()
    _apart(".csv", VALID[".csv"]())
    print(f"{'starting a process, once':24} {1000 * (perf_counter() - first):.0f} ms")
    for suffix in (".txt", ".html", ".pdf", ".docx", ".eml", ".xml", ".csv", ".zip"):
        content = VALID[suffix]()
        here = _milliseconds(lambda suffix=suffix, content=content: _here(suffix, content), repeat)  # type: ignore[misc]
        apart = _milliseconds(lambda suffix=suffix, content=content: _apart(suffix, content), repeat)  # type: ignore[misc]
        print(f"{suffix:12} {here:8.2f} {apart:8.2f} {apart - here:8.2f} {apart / here:8.1f}")
    close_idle()


def _here(suffix: str, content: bytes) -> None:
    found = CONTAINERS[suffix]("x", content, READING) if suffix in CONTAINERS else READERS[suffix]("x", content)
    list(found if hasattr(found, "__iter__") else [found])


def _apart(suffix: str, content: bytes) -> None:
    several = suffix in CONTAINERS
    list(read_apart(CONTAINERS[suffix] if several else READERS[suffix], "x", content, READING, holds_several=several))


def _milliseconds(work: Callable[[], object], repeat: int) -> float:
    work()  # what is loaded on first use is not measured
    times = []
    for _ in range(repeat):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000 * median(times)


if __name__ == "__main__":
    main()
