"""From a text to what became of it, in whatever process that is.

How long an extraction took is measured here, in the process that does it: the one clock below the command line, for the log
and for reports that are asked for times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from fintech_kg.cleaning import clean
from fintech_kg.corpus.batches import Given
from fintech_kg.errors import DocumentError
from fintech_kg.model import Extraction, Source
from fintech_kg.ontology import Cue, load_ontology

if TYPE_CHECKING:
    from fintech_kg.extraction import Extractor

Cues = Mapping[Cue, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of the document with this id, and after how many seconds."""

    document: str
    result: Extraction | DocumentError
    seconds: float = 0.0


def extracted(ontology: Path | None, model: str, batch: Iterable[Given]) -> list[Extracted]:
    """What became of each text, in their order. Raises ModelNotFound and BrokenOntology."""
    extract, cues = _tools(ontology, model)
    return [_extracted(extract, cues, one) for one in batch]


def _extracted(extract: Extractor, cues: Cues, one: Given) -> Extracted:
    start = perf_counter()
    try:
        document = clean(one, cues=cues) if isinstance(one, Source) else one
        return Extracted(document.id, extract(document), perf_counter() - start)
    except DocumentError as error:
        return Extracted(one.id, error, perf_counter() - start)


@cache
def _tools(ontology: Path | None, model: str) -> tuple[Extractor, Cues]:
    from fintech_kg.extraction import load_extractor  # imported here because it is slow and only extracting needs it

    known = load_ontology(ontology)
    return load_extractor(known, model), known.cues
