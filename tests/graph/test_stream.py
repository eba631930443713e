"""A graph read document by document is the graph read at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from fintech_kg.errors import RunError
from fintech_kg.graph import facts_of
from fintech_kg.graph.stream import GraphStream
from fintech_kg.store import load_dataset

OUTPUT = Path(__file__).parent.parent.parent / "output"


def test_the_parts_are_the_whole() -> None:
    whole, parts = facts_of(load_dataset(OUTPUT)), list(GraphStream(OUTPUT / "graph.trig"))
    assert [one.documents[0] for one in parts] == list(whole.documents)
    assert {entity for one in parts for entity in one.entities} == set(whole.entities)
    assert sorted(mention for one in parts for mention in one.mentions) == list(whole.mentions)
    assert {said for one in parts for fact in one.facts for said in fact.statements} == {
        said for fact in whole.facts for said in fact.statements
    }
    assert {seen for one in parts for seen in one.observations} == set(whole.observations)
    assert {said for one in parts for said in one.quotations} == set(whole.quotations)


def test_title_and_base_are_known_at_the_end() -> None:
    stream = GraphStream(OUTPUT / "graph.trig")
    assert sum(1 for _ in stream) == 7
    assert (stream.base, stream.title) == ("https://w3id.org/fintech-kg/id/", "A knowledge graph of fintech texts")


@pytest.mark.parametrize("content", ["not <trig", "<a:g> { <a:d> a <https://w3id.org/fintech-kg/ontology#Document> }"])
def test_what_is_no_graph_of_ours_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "graph.trig").write_text(content)
    with pytest.raises(RunError):
        list(GraphStream(tmp_path / "graph.trig"))
