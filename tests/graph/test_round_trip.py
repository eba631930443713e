"""Facts to RDF and back: what comes back is what went in, in bytes that depend on the facts alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from rdflib import Dataset

from fintech_kg import KnowledgeGraph
from fintech_kg.assembly import assemble
from fintech_kg.errors import RunError
from fintech_kg.graph import BASE_IRI, dataset_of, facts_of, to_trig, to_turtle
from fintech_kg.model import Document, Entity, Facts
from fintech_kg.ontology import Ontology

from ..handmade import FORGIVEN, HOSTILE, Claim, extraction

CLEAN = [name for name in HOSTILE if not any(char in name for char in FORGIVEN)]


def hostile(names: list[str]) -> Facts:
    claims = [
        Claim(one, "uses", other, qualifiers=(("role", one), ("time", other)), claimed_by=one) for one, other in pairwise(names)
    ]
    return assemble([extraction(names[0], claims, figures=names, words=names)])


def kept(facts: Facts) -> Facts:
    """The facts without what the graph does not claim to keep: texts, and what names and types repeat."""
    return replace(facts, documents=tuple(_kept_documents(facts)), entities=tuple(map(_kept_entity, facts.entities)))


def _kept_documents(facts: Facts) -> Iterator[Document]:
    sources = dict(facts.sources)
    for one in facts.documents:
        source = sources[one.id][0]
        yield Document(
            one.id, source, "", one.media_type, one.title, one.published, one.language, author=one.author, site=one.site
        )


def _kept_entity(one: Entity) -> Entity:
    names = tuple(name for name in one.names if name != one.name)
    return replace(one, names=names, types=tuple(cls for cls in one.types if cls != one.kind.value))


def reread(facts: Facts, ontology: Ontology, base: str = BASE_IRI) -> Facts:
    """The facts after a way through TriG."""
    written = to_trig(dataset_of(facts, ontology, base=base))
    return facts_of(Dataset(default_union=True).parse(data=written.decode(), format="trig"))


def test_hostile_facts_come_back(known: Ontology) -> None:
    facts = hostile(CLEAN)
    assert kept(reread(facts, known)) == kept(facts)


def test_what_no_file_can_carry_is_forgiven(known: Ontology) -> None:
    back = reread(hostile(list(HOSTILE)), known)
    assert sum("\ufffd" in entity.name for entity in back.entities) == len(HOSTILE) - len(CLEAN)


@pytest.mark.parametrize("base", ["https://example.org/", "urn:x:", "https://example.org/graph#"])
def test_base_iri_comes_back(known: Ontology, base: str) -> None:
    facts = hostile(CLEAN)
    assert kept(reread(facts, known, base)) == kept(facts)


@pytest.mark.model
def test_sample_comes_back(sample: KnowledgeGraph, known: Ontology) -> None:
    assert kept(reread(sample.facts, known)) == kept(sample.facts)


@pytest.mark.model
def test_sample_written_again_has_the_same_bytes(sample: KnowledgeGraph, known: Ontology) -> None:
    assert to_trig(dataset_of(reread(sample.facts, known), known)) == to_trig(dataset_of(sample.facts, known))


@pytest.mark.parametrize(
    "turtle",
    [
        "<https://w3id.org/fintech-kg/id/document/x> a fkg:Document .",
        "<https://w3id.org/fintech-kg/id/statement/x> a fkg:Statement .",
        "<https://w3id.org/fintech-kg/id/person/x> a fkg:Person .",
        '<https://x.org/o> a fkg:Observation ; fkg:spans "1" ; fkg:value "many" .',
        '<https://x.org/q> a fkg:Quotation ; fkg:spans "a-b" .',
    ],
)
def test_graph_of_another_program_is_refused(turtle: str) -> None:
    prefix = "@prefix fkg: <https://w3id.org/fintech-kg/ontology#> .\n"
    dataset = Dataset(default_union=True).parse(data=prefix + turtle, format="trig")
    with pytest.raises(RunError, match="not one that fintech-kg wrote"):
        facts_of(dataset)


def test_nothing_gives_files_that_parse(known: Ontology) -> None:
    dataset = dataset_of(assemble([]), known)
    for content, form in ((to_trig(dataset), "trig"), (to_turtle(dataset), "turtle")):
        assert len(Dataset().parse(data=content.decode(), format=form)) == 0
