"""A kept document against what cleaning its source again gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from fintech_kg.cleaning import clean
from fintech_kg.model import Document, Source
from fintech_kg.ontology import Ontology


def recleaned(kept: Document, source: Source, ontology: Ontology) -> Document:
    """The source cleaned again, under the name that the document is kept by. Raises ValueError as `clean` does."""
    return replace(clean(source, cues=ontology.cues), source=kept.source)


def differences(kept: Document, again: Document) -> Iterator[str]:
    """The names of the fields in which the two differ."""
    return (one.name for one in fields(Document) if getattr(again, one.name) != getattr(kept, one.name))
