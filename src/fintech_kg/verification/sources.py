"""The source files against the kept texts: that each is still there, under its name, with the text that was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fintech_kg.documents import find_inputs, read_source
from fintech_kg.errors import DocumentError
from fintech_kg.store import TEXTS_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import Output


def check_sources(output: Output, folder: Path) -> Iterator[Finding]:
    """Every name of every kept text is looked up in the folder and read again. Raises NoInput where there is no such folder."""
    wanted = {name: one.document.id for one in output.texts or () for name in one.sources}
    found: dict[str, set[str]] = defaultdict(set)
    for given in find_inputs([folder]):
        if given.name in wanted:
            try:
                found[given.name].add(read_source(given).id)
            except DocumentError as error:
                yield Finding(given.name, wanted[given.name], "sources", f"the source cannot be read any more: {error.reason}")
    for name, document in sorted(wanted.items()):
        if not found.get(name):
            yield Finding(TEXTS_FILE, document, "sources", f"its source {name} is not in {folder.name}")
        elif document not in found[name]:
            yield Finding(TEXTS_FILE, document, "sources", f"its source {name} now holds another text")
