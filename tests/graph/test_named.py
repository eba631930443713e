"""Graphs that are made of kept blocks: the same bytes as those that are made anew."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fintech_kg.assembly import assemble
from fintech_kg.graph import TRIG_FILE, TURTLE_FILE, built_dataset, dataset_of, named_graphs, to_trig, to_turtle, write_graphs
from fintech_kg.model import Extraction, Facts
from fintech_kg.ontology import Ontology

from ..handmade import HOSTILE, Claim, extraction
from ..shelf import Shelf

ONE = extraction("one.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Kite", "uses", "blockchain")])
TWO = extraction("two.txt", [Claim("Visa", "acquired", "Plaid")], figures=("5%",))


def written(facts: Facts, known: Ontology, shelf: Shelf | None = None, program: str = "") -> tuple[bytes, bytes]:
    with TemporaryDirectory() as folder:
        write_graphs(named_graphs(facts, known, kept=shelf, program=program), Path(folder)).close()
        return Path(folder, TRIG_FILE).read_bytes(), Path(folder, TURTLE_FILE).read_bytes()


@pytest.mark.parametrize(
    "documents", [[], [ONE], [ONE, TWO], [extraction(name, [Claim(name, "uses", "x")]) for name in HOSTILE]]
)
def test_bytes_are_those_of_the_dataset(documents: list[Extraction], known: Ontology) -> None:
    facts = assemble(documents)
    dataset = dataset_of(facts, known)
    assert written(facts, known) == (to_trig(dataset), to_turtle(dataset))


@pytest.mark.parametrize("name", HOSTILE)
def test_dataset_is_read_back_as_it_was_made(name: str, known: Ontology) -> None:
    facts = assemble([extraction(name, [Claim(name, "acquired", "Plaid")], figures=(name,), words=(name,))])
    assert set(built_dataset(named_graphs(facts, known))) == set(dataset_of(facts, known))


def test_second_making_takes_what_was_kept_and_has_the_same_bytes(known: Ontology) -> None:
    facts, shelf = assemble([ONE, TWO]), Shelf()
    first = written(facts, known, shelf)
    assert (len(shelf.content), shelf.found) == (2, 0)
    assert written(facts, known, shelf) == first == written(facts, known)
    assert shelf.found == 2


def test_graph_that_another_document_changes_is_made_anew(known: Ontology) -> None:
    shelf = Shelf()
    written(assemble([ONE, TWO]), known, shelf)
    renamed = replace(TWO, entities=tuple(replace(one, names=(*one.names, f"{one.name} Inc.")) for one in TWO.entities))
    facts = assemble([ONE, renamed])
    assert written(facts, known, shelf) == written(facts, known)
    assert shelf.found == 0


@pytest.mark.parametrize("other", ["program", "ontology", "base"])
def test_what_another_program_ontology_or_base_made_is_not_taken(known: Ontology, other: str) -> None:
    facts, shelf = assemble([ONE]), Shelf()
    written(facts, known, shelf)
    ontology = replace(known, hash="other") if other == "ontology" else known
    base = "https://example.org/" if other == "base" else "https://w3id.org/fintech-kg/id/"
    to_trig(named_graphs(facts, ontology, base=base, kept=shelf, program="other" if other == "program" else ""))
    assert (len(shelf.content), shelf.found) == (2, 0)


def test_text_with_a_lone_surrogate_is_written_and_not_kept(known: Ontology) -> None:
    facts, shelf = assemble([extraction("one.txt", [Claim("Ki\ud800te", "acquired", "Plaid")])]), Shelf()
    assert written(facts, known, shelf) == written(facts, known)
    assert not shelf.content


def test_pieces_lead_to_each_graph(known: Ontology, tmp_path: Path) -> None:
    with closing(write_graphs(named_graphs(assemble([ONE, TWO]), known), tmp_path)) as pieces:
        whole = (tmp_path / TRIG_FILE).read_bytes()
        (tmp_path / TRIG_FILE).unlink()
        assert pieces.prefixes + b"".join(map(pieces.graph, pieces.graphs)) + b"\n" == whole
        assert pieces.sha256 == sha256(whole).hexdigest()
        for name, piece in pieces.graphs.items():
            assert pieces.graph(name).startswith(f"\n<{name}> {{".encode())
            assert piece.sha256 == sha256(pieces.graph(name)).hexdigest()
