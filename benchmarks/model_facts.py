"""A graph of as many triples as wanted, assembled of the stories of model_corpus.py: as Facts, and as files in a folder."""

from __future__ import annotations

from pathlib import Path

from model_corpus import stories

from fintech_kg.assembly import assemble
from fintech_kg.graph import named_graphs, write_graphs
from fintech_kg.model import Facts
from fintech_kg.ontology import load_ontology

TRIPLES_A_STORY = 245
"""In the union of all graphs, where what many documents say counts once; larger corpora have somewhat fewer."""


def facts_of(triples: int, seed: int) -> Facts:
    """Facts whose graph has about so many triples."""
    made = [story.extraction for story in stories(max(triples // TRIPLES_A_STORY, 10), seed=seed)]
    return assemble(made, symmetric=load_ontology().symmetric)


def write_graph(folder: Path, triples: int, seed: int) -> None:
    """Writes graph.trig and graph.ttl of about so many triples."""
    folder.mkdir(parents=True, exist_ok=True)
    write_graphs(named_graphs(facts_of(triples, seed), load_ontology()), folder).close()
