"""The files of an output as a whole: their hashes in SHA256SUMS, and the page against the graph that it is drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fintech_kg.errors import FintechKGError
from fintech_kg.explorer.page import page
from fintech_kg.model import Facts
from fintech_kg.store import GRAPH_FILE, SUMS_FILE, TEXTS_FILE, broken_files, read_files
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import DRAWING, REPORT_FILE, REPORT_PAGE, TURTLE_FILE, Output

_FILES = frozenset({GRAPH_FILE, TURTLE_FILE, TEXTS_FILE, DRAWING})
_REPORTS = frozenset({REPORT_FILE, REPORT_PAGE})
_LINE = re.compile(r"[0-9a-f]{64}  [^/\\\0]+")


def check_files(output: Output) -> Iterator[Finding]:
    """Each file against its hash: whole, and of the same build as the others."""
    sums = read_files(output.folder, [SUMS_FILE]).get(SUMS_FILE)
    if sums is None:
        yield Finding(
            SUMS_FILE, SUMS_FILE, "files", "the file is missing, so nothing tells whether the others are of one build"
        )
        return
    lines = sums.decode("utf-8", "replace").splitlines()
    if not all(_LINE.fullmatch(line) for line in lines):
        yield Finding(SUMS_FILE, SUMS_FILE, "files", "it is no list of hashes that a build wrote")
        return
    named = [line.partition("  ")[2] for line in lines]
    wanted = _FILES | _REPORTS if output.report is not None or output.page is not None else _FILES
    if sorted(set(named)) != named or not wanted <= set(named) <= _FILES | _REPORTS:
        yield Finding(SUMS_FILE, SUMS_FILE, "files", "it does not name each file of an output, and no other, once and in order")
    for name, reason in broken_files(output.folder).items():
        yield Finding(name, name, "files", f"the file {reason}")


def check_page(output: Output, facts: Facts) -> Iterator[Finding]:
    """graph.html against the page of the facts, to the character.

    What no RDF file can carry stands in the page as it is and in the graph as U+FFFD: the page of such a graph is not compared.
    """
    if output.drawn is None or _is_lossy(output):
        return
    try:
        drawn = page(facts)
    except (FintechKGError, ValueError, KeyError, LookupError) as error:
        yield Finding(DRAWING, DRAWING, "page", f"the graph cannot be drawn ({type(error).__name__})")
        return
    if drawn != output.drawn:
        at = next((n for n, (one, other) in enumerate(zip(drawn, output.drawn, strict=False)) if one != other), len(drawn))
        yield Finding(DRAWING, DRAWING, "page", f"it is not the page of this graph: it differs from character {at} on")


def _is_lossy(output: Output) -> bool:
    """Whether some text had to be written otherwise than it is."""
    triples = (triple for graph in output.graphs.values() for triple in graph)
    return any("\ufffd" in str(part) or "%EF%BF%BD" in str(part) for _, _, part in triples)
