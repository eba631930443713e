"""Abridged extractions resolve as whole ones do."""

from __future__ import annotations

import pytest

from fintech_kg.assembly import resolve
from fintech_kg.assembly.abridged import abridged
from fintech_kg.assembly.resolve import Resolution
from fintech_kg.corpus.packing import packed
from fintech_kg.model import Extraction

from .made import firm, person, text, works

BANK, BANKS = firm("European Central Bank", "ECB"), firm("European Commercial Bank")
LONG = firm("European Central Bank")
ECB = firm("ECB")
CASES = {
    "acronym behind the name": (text("The European Central Bank (ECB) said so.", BANK), text("The ECB waits.", ECB)),
    "acronym before the name": (text("ECB (European Central Bank) said so.", BANK), text("The ECB waits.", ECB)),
    "acronym that is no thing": (text("The European Central Bank (ECB) said so.", LONG), text("The ECB waits.", ECB)),
    "acronym of two": (
        text("The European Central Bank (ECB) said so.", LONG),
        text("European Commercial Bank (ECB) said so.", BANKS),
        text("The ECB waits.", ECB),
    ),
    "acronym that is another thing": (text("The European Central Bank (ECB), or ECB.", LONG, ECB), works("Ann Lee", "Citi")),
    "namesakes": (works("John Smith", "Citi"), works("John Smith", "Barclays"), text("John Smith left.", person("John Smith"))),
    "short form": (text("Ant Group grows.", firm("Ant Group")), text("Ant grows.", firm("Ant"))),
    "misspelt": (text("Quillmere grows.", firm("Quillmere")), text("Quilmere grows.", firm("Quilmere"))),
}


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_abridged_extractions_resolve_as_whole_ones(given: tuple[Extraction, ...]) -> None:
    assert outcome(resolve(map(abridged, given))) == outcome(resolve(given))


def test_cases_are_resolved() -> None:
    assert sum(outcome(resolve(given)) != outcome(Resolution()) for given in CASES.values()) == len(CASES) - 1


def outcome(found: Resolution) -> tuple[object, ...]:
    """What decides the graph, and what people are asked, but for the passages that they are shown."""
    open_ = [(one.things, one.reasons, one.names) for one in found.doubtful]
    return (dict(found.same), dict(found.namesakes), [(one.things, one.reasons) for one in found.merged], open_)


def test_abridged_extraction_is_small_whatever_the_text() -> None:
    words = "The European Central Bank (ECB) said so. " + "Nothing more was said that day. " * 1000
    assert len(packed(abridged(text(words, BANK, ECB)))) < 1000
