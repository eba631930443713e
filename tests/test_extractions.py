"""Extractions that are not all in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fintech_kg.assembly import assemble, resolve
from fintech_kg.corpus import Cache
from fintech_kg.corpus.extractions import KeptExtractions, Shelf
from fintech_kg.errors import IncompleteCache
from fintech_kg.model import Extraction, Source

from .handmade import Claim, extraction

MADE = [
    extraction("b.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Li Chen", "worksFor", "Kite")]),
    extraction("a.txt", [Claim("Kite Ltd", "acquired", "Plaid")]),
    extraction("c.txt", [Claim("Visa", "acquired", "Tink")]),
]


def shelved(shelf: Shelf) -> KeptExtractions:
    for one in MADE:
        shelf.keep(one.document.id, one)
    return KeptExtractions(shelf, [(one.document.id, one.document.id, one.document.source) for one in MADE])


def in_order(made: list[Extraction]) -> list[Extraction]:
    return sorted(made, key=lambda one: one.document.id)


@pytest.mark.parametrize("most", [0, 1, 10_000])
def test_they_are_the_same_however_many_are_held(tmp_path: Path, most: int) -> None:
    found = shelved(Shelf(Cache(tmp_path), most=most))
    assert list(found) == list(found) == in_order(MADE)
    assert found == shelved(Shelf(None))
    assert assemble(found) == assemble(MADE)
    resolved = resolve(found)
    assert replace(resolved, doubtful=tuple(resolved.doubtful)) == resolve(MADE)


def test_without_a_cache_all_are_held() -> None:
    assert list(shelved(Shelf(None, most=0))) == in_order(MADE)


def test_what_a_full_disk_keeps_from_the_cache_is_held(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert list(shelved(Shelf(Cache(tmp_path / "file" / "cache"), most=0))) == in_order(MADE)


def test_extraction_that_another_program_took_away_is_told(tmp_path: Path) -> None:
    found = shelved(Shelf(Cache(tmp_path), most=0))
    (tmp_path / "extractions.sqlite").unlink()
    for left in tmp_path.glob("extractions.sqlite-*"):
        left.unlink()
    with pytest.raises(IncompleteCache, match="lost the extraction of"):
        list(KeptExtractions(Shelf(Cache(tmp_path), most=0), [(MADE[0].document.id, "key", "b.txt")]))
    assert len(found) == len(MADE)


def test_source_goes_when_its_extraction_comes(tmp_path: Path) -> None:
    for shelf in (Shelf(None), Shelf(Cache(tmp_path), most=0)):
        source = Source("a.txt", "Kite acquired Plaid.", "text/plain")
        shelf.keep_source("key", source)
        assert shelf.source("key") == source
        shelf.keep("key", MADE[0])
        assert shelf.source("key") is None
        assert shelf.extraction("key", MADE[0].document.source) == MADE[0]
