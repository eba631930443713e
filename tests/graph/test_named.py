"""Graphs that are made of kept blocks: the same bytes as those that are made anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fintech_kg.assembly import assemble
from fintech_kg.graph import Writer, built_dataset, dataset_of, named_graphs, to_trig, to_turtle
from fintech_kg.model import Extraction, Facts
from fintech_kg.ontology import Ontology

from ..handmade import HOSTILE, Claim, extraction
from ..shelf import Shelf

ONE = extraction("one.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Kite", "uses", "blockchain")])
TWO = extraction("two.txt", [Claim("Visa", "acquired", "Plaid")], figures=("5%",))


def written(facts: Facts, known: Ontology, shelf: Shelf | None = None, program: str = "") -> tuple[bytes, bytes]:
    writer = Writer(named_graphs(facts, known, kept=shelf, program=program))
    return writer.trig(), writer.turtle()


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
    named_graphs(facts, ontology, base=base, kept=shelf, program="other" if other == "program" else "")
    assert (len(shelf.content), shelf.found) == (2, 0)


def test_text_with_a_lone_surrogate_is_written_and_not_kept(known: Ontology) -> None:
    facts, shelf = assemble([extraction("one.txt", [Claim("Ki\ud800te", "acquired", "Plaid")])]), Shelf()
    assert written(facts, known, shelf) == written(facts, known)
    assert not shelf.content


def test_pieces_lead_to_each_graph(known: Ontology) -> None:
    pieces = Writer(named_graphs(assemble([ONE, TWO]), known)).pieces()
    assert pieces.prefixes + b"".join(map(pieces.graph, pieces.graphs)) + b"\n" == pieces.trig
    assert all(pieces.graph(name).startswith(f"\n<{name}> {{".encode()) for name in pieces.graphs)
