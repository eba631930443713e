"""Facts on the disk: the same as those in memory, and the same graph."""

from __future__ import annotations

from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest

from fintech_kg.assembly import KeptFacts, assemble, folded, kept_facts, resolve
from fintech_kg.corpus import Cache
from fintech_kg.corpus.extractions import KeptExtractions, Shelf
from fintech_kg.explorer.page import page
from fintech_kg.graph import TRIG_FILE, TURTLE_FILE, named_graphs, write_graphs
from fintech_kg.model import Extraction, Facts, Kind, Status
from fintech_kg.ontology import Ontology
from fintech_kg.store import write_texts

from ..handmade import HOSTILE, Claim, extraction

MADE = [
    extraction(
        "b.txt",
        [
            Claim("Kite Ltd", "acquired", "Plaid"),
            Claim("Plaid", "partneredWith", "Kite"),
            Claim("Li Chen", "worksFor", "Kite"),
            Claim("Kite", "acquired", "Plaid", Status.DENIED),
            Claim("Kite", "partneredWith", "Kite"),
        ],
        kinds={"Li Chen": Kind.PERSON},
        names={"Kite": ("KITE", "Kite")},
        figures=["Kite"],
        words=["Li Chen"],
    ),
    extraction("a.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Kite", "acquired", "Plaid")], figures=["Plaid"]),
    *(
        extraction(f"{place:02}.txt", [Claim(name, "uses", "x"), Claim("Kite", "uses", name)])
        for place, name in enumerate(HOSTILE)
    ),
    extraction("empty.txt", []),
]
SYMMETRIC = frozenset({"partneredWith"})


@pytest.fixture
def shelved(tmp_path: Path) -> KeptExtractions:
    shelf = Shelf(Cache(tmp_path / "cache"), most=0)
    for one in MADE:
        shelf.keep(one.document.id, one)
    return KeptExtractions(shelf, [(one.document.id, one.document.id, one.document.source) for one in MADE])


def both(extractions: KeptExtractions) -> tuple[Facts, Facts]:
    names = {one.document.id: ("z.txt", one.document.source) for one in MADE[:3]}
    copies = {MADE[1].document.id: MADE[0].document.id}
    assert extractions.spare is not None
    same = resolve(MADE)
    kept = kept_facts(extractions, sources=names, resolution=same, symmetric=SYMMETRIC, copies=copies, folder=extractions.spare)
    return kept, assemble(MADE, sources=names, resolution=same, symmetric=SYMMETRIC, copies=copies)


@pytest.mark.parametrize("field", [one.name for one in fields(Facts)])
def test_they_are_those_in_memory(shelved: KeptExtractions, field: str) -> None:
    kept, held = both(shelved)
    assert tuple(getattr(kept, field)) == getattr(held, field)


def test_files_are_those_of_facts_in_memory(shelved: KeptExtractions, known: Ontology, tmp_path: Path) -> None:
    kept, held = (_files(facts, known, tmp_path / name) for facts, name in zip(both(shelved), "ab", strict=True))
    assert kept == held


def _files(facts: Facts, known: Ontology, folder: Path) -> list[bytes]:
    folder.mkdir()
    with closing(write_graphs(named_graphs(facts, known), folder)):
        write_texts(facts, folder / "texts")
        files = [(folder / name).read_bytes() for name in (TRIG_FILE, TURTLE_FILE, "texts")]
    return [*files, page(facts).encode()]


def test_statements_that_are_no_facts_are_told(shelved: KeptExtractions) -> None:
    kept, _ = both(shelved)
    assert isinstance(kept, KeptFacts)
    assert list(kept.folded) == folded(MADE, resolve(MADE)) != []


def test_no_file_is_left(shelved: KeptExtractions) -> None:
    assert shelved.spare is not None
    before = sorted(shelved.spare.iterdir())
    both(shelved)
    assert sorted(shelved.spare.iterdir()) == before


@pytest.mark.parametrize("most", [0, 10**6])
def test_extractions_in_memory_ask_for_no_disk(tmp_path: Path, most: int) -> None:
    shelf = Shelf(Cache(tmp_path), most=most)
    shelf.keep("key", MADE[0])
    assert (KeptExtractions(shelf, []).spare is None) is (most > 0)
    assert KeptExtractions(Shelf(None, most=0), []).spare is None


def test_some_are_read_and_no_others(shelved: KeptExtractions) -> None:
    wanted = {MADE[0].document.id, "absent"}
    found: list[Extraction] = list(shelved.chosen(wanted))
    assert found == [MADE[0]]
