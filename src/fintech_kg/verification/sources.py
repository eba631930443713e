"""The source files against the kept texts: that each is still there, under its name, and gives the document that is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fintech_kg.documents import READING, Reading, find_inputs, read_sources
from fintech_kg.errors import DocumentError
from fintech_kg.model import Source
from fintech_kg.ontology import Ontology
from fintech_kg.store import TEXTS_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import Output
from fintech_kg.verification.recleaned import differences, recleaned


def check_sources(output: Output, folder: Path, ontology: Ontology, reading: Reading = READING) -> Iterator[Finding]:
    """Every name of every kept text is looked up in the folder, read and cleaned again.

    Raises NoInput where there is no such folder.
    """
    texts = {one.document.id: one for one in output.texts or ()}
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in texts.values():
        for name in one.sources:
            wanted[name].add(one.document.id)
    found: dict[str, list[Source]] = defaultdict(list)
    # The output may lie in the folder of its documents.
    for source in (one for given in find_inputs([folder], but=[output.folder]) for one in read_sources(given, reading)):
        if isinstance(source, DocumentError):
            if source.source in wanted:
                document = min(wanted[source.source])
                yield Finding(source.source, document, "sources", f"the source cannot be read any more: {source.reason}")
        elif source.name in wanted:
            found[source.name].append(source)
    for name, documents in sorted(wanted.items()):
        for document in sorted(documents):
            again = next((one for one in found[name] if one.id == document), None)
            if not found[name]:
                yield Finding(TEXTS_FILE, document, "sources", f"its source {name} is not in {folder.name}")
            elif again is None:
                yield Finding(TEXTS_FILE, document, "sources", f"its source {name} now holds another text")
            elif name == texts[document].document.source:
                kept = texts[document].document
                for part in differences(kept, recleaned(kept, again, ontology)):
                    yield Finding(TEXTS_FILE, document, "sources", f"its {part} is not what its source {name} gives")
