"""A store that is made of the last one: it holds what one that is built anew holds, and no more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from fintech_kg.assembly import assemble
from fintech_kg.graph import named_graphs, to_trig, write_graphs
from fintech_kg.model import Extraction, Status
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE, build_store, spool, write_files
from fintech_kg.store.increment import RECORD
from fintech_kg.store.locks import held
from fintech_kg.store.manifest import DATA, read_manifest
from fintech_kg.store.quads import ONTOLOGY

from ..handmade import HOSTILE, Claim, extraction

ONE = extraction("one.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Kite", "acquired", "Tink", status=Status.DENIED)])
TWO = extraction("two.txt", [Claim("Kite", "acquired", "Plaid")])
CHANGED = extraction("two.txt", [Claim("Visa", "acquired", "Tink"), Claim("Kite", "uses", "Plaid")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def built(folder: Path, known: Ontology, *documents: Extraction) -> Path:
    with spool(folder) as made, closing(write_graphs(named_graphs(assemble(documents), known), made)) as pieces:
        write_files(folder, {GRAPH_FILE: made / GRAPH_FILE})
        return build_store(folder, pieces=pieces)


def quads(store: Path) -> set[Quad]:
    """All but the ontology, whose blank nodes have other names each time."""
    return {quad for quad in Store.read_only(str(store / DATA)) if quad.graph_name != ONTOLOGY}


def steps(store: Path) -> int:
    return int(json.loads((store / RECORD).read_text())["steps"])


@pytest.mark.parametrize(
    ("before", "after"),
    [([ONE, TWO], [ONE, CHANGED]), ([ONE, CHANGED], [ONE, TWO]), ([TWO], [ONE, TWO]), ([ONE], [ONE, CHANGED])],
    ids=["changed", "changed back", "added", "added another"],
)
def test_store_of_the_last_holds_what_a_new_one_holds(
    folder: Path, tmp_path: Path, known: Ontology, before: Sequence[Extraction], after: Sequence[Extraction]
) -> None:
    built(folder, known, *before)
    store = built(folder, known, *after)
    new = built(tmp_path / "new", known, *after)
    assert (steps(store), steps(new)) == (1, 0)
    assert quads(store) == quads(new)
    one, other = read_manifest(store), read_manifest(new)
    assert one is not None and other is not None
    assert (one.counts, one.graphs, one.classes, one.properties) == (
        other.counts,
        other.graphs,
        other.classes,
        other.properties,
    )


@pytest.mark.parametrize("stretch", [1, 2_000, 10**7])
def test_engine_reads_of_pieces_what_we_read_of_the_file(
    folder: Path, tmp_path: Path, known: Ontology, stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fintech_kg.graph.files.STRETCH", stretch)
    hostile = extraction("three.txt", [Claim(name, "acquired", "Kite") for name in HOSTILE], figures=("5%",), words=("Kite",))
    store = built(folder, known, ONE, TWO, hostile)
    write_files(tmp_path / "other", {GRAPH_FILE: (folder / GRAPH_FILE).read_bytes()})
    other = build_store(tmp_path / "other")
    assert quads(store) == quads(other)
    one, two = read_manifest(store), read_manifest(other)
    assert one is not None and two is not None
    assert (one.counts, one.classes, one.properties) == (two.counts, two.classes, two.properties)


def test_last_store_is_left_as_it_was(folder: Path, known: Ontology) -> None:
    first = built(folder, known, ONE, TWO)
    files = {path.name: path.read_bytes() for path in (first / DATA).glob("*.sst")}
    with held(first):
        built(folder, known, ONE, CHANGED)
        assert {path.name: path.read_bytes() for path in (first / DATA).glob("*.sst")} == files


def test_store_without_a_removed_document_is_built_anew(folder: Path, known: Ontology) -> None:
    built(folder, known, ONE, TWO)
    store = built(folder, known, ONE)
    assert steps(store) == 0
    assert b"two.txt" not in b"".join(path.read_bytes() for path in (store / DATA).iterdir())


def test_store_is_built_anew_after_ten_steps(folder: Path, known: Ontology) -> None:
    taken = [steps(built(folder, known, ONE, TWO if number % 2 else CHANGED)) for number in range(12)]
    assert taken == [*range(11), 0]


@pytest.mark.parametrize("damage", ["record", "count", "data", "ontology"])
def test_damaged_last_store_is_no_ground(folder: Path, tmp_path: Path, known: Ontology, damage: str) -> None:
    last = built(folder, known, ONE, TWO)
    if damage == "record":
        (last / RECORD).write_text("[]")
    elif damage == "count":
        manifest = json.loads((last / "store.json").read_text())
        manifest["counts"]["triples"] += 1
        (last / "store.json").write_text(json.dumps(manifest))
    elif damage == "data":
        next((last / DATA).glob("*.sst")).unlink()
    else:
        (last / RECORD).write_text((last / RECORD).read_text().replace('"ontology": "', '"ontology": "0'))
    store = built(folder, known, ONE, CHANGED)
    assert steps(store) == 0
    assert quads(store) == quads(built(tmp_path / "new", known, ONE, CHANGED))


def test_pieces_of_another_file_are_no_ground(folder: Path, known: Ontology) -> None:
    built(folder, known, ONE, TWO)
    with spool(folder) as made, closing(write_graphs(named_graphs(assemble([ONE, CHANGED]), known), made)) as pieces:
        write_files(folder, {GRAPH_FILE: to_trig(named_graphs(assemble([ONE]), known))})
        store = build_store(folder, pieces=pieces)
    assert not (store / RECORD).exists()
