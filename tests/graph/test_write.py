"""What the graph promises: named graphs, no blank node, plain triples for what is asserted, valid IRIs, lean provenance."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import PROV, RDF, BNode, Dataset, Graph, URIRef
from rdflib.term import _is_valid_uri

from fintech_kg import KnowledgeGraph
from fintech_kg.assembly import assemble
from fintech_kg.errors import RunError
from fintech_kg.graph import BASE_IRI, checked_base, dataset_of, to_trig, to_turtle, union_of, violations
from fintech_kg.graph.vocabulary import FKG, identifier, iri
from fintech_kg.model import Status
from fintech_kg.ontology import Ontology

from ..handmade import HOSTILE, Claim, extraction

KITE, PLAID, VISA = (URIRef(f"{BASE_IRI}organisation/{name}") for name in ("Kite", "Plaid", "Visa"))
MOST_TRIPLES = 12


@pytest.fixture(scope="module")
def news(known: Ontology) -> Dataset:
    statuses = [Claim("Kite", "uses", "Visa", status) for status in Status if status is not Status.ASSERTED]
    one = extraction("one.txt", [Claim("Kite", "acquired", "Plaid"), *statuses], figures=["Visa"], words=["Plaid"])
    two = extraction("two.txt", [Claim("Kite", "acquired", "Plaid")])
    return dataset_of(assemble([one, two]), known)


def test_each_document_is_a_named_graph_that_describes_it(news: Dataset) -> None:
    graphs = [graph for graph in news.graphs() if len(graph)]
    assert len(graphs) == 2
    assert all((graph.identifier, RDF.type, FKG.Document) in graph for graph in graphs)


def test_named_graph_describes_what_it_mentions(news: Dataset) -> None:
    for graph in news.graphs():
        for mentioned in graph.objects(None, FKG.mentions):
            assert (mentioned, RDF.type, FKG.Organisation) in graph


def test_asserted_fact_is_a_plain_triple(news: Dataset) -> None:
    assert (KITE, FKG.acquired, PLAID) in union_of(news)


def test_what_is_not_asserted_is_no_plain_triple(news: Dataset) -> None:
    graph = union_of(news)
    assert (KITE, FKG.uses, VISA) not in graph
    assert len(set(graph.subjects(RDF.object, VISA))) == len(Status) - 1


@pytest.mark.model
def test_plain_triples_of_the_sample_are_its_asserted_facts(sample: KnowledgeGraph, known: Ontology) -> None:
    plain = {triple for relation in known.relations for triple in sample.graph.triples((None, FKG[relation], None))}
    asserted = [fact for fact in sample.facts.facts if fact.status is Status.ASSERTED]
    assert plain == {(iri(BASE_IRI, one.subject), FKG[one.predicate], iri(BASE_IRI, one.object)) for one in asserted}


@pytest.mark.model
def test_no_blank_node(sample: KnowledgeGraph) -> None:
    assert not [term for quad in sample.dataset.quads() for term in quad if isinstance(term, BNode)]


@pytest.mark.model
def test_sample_keeps_the_promises_of_the_shapes(sample: KnowledgeGraph) -> None:
    assert violations(sample.graph) == []


def test_violation_is_found(news: Dataset) -> None:
    graph = union_of(news)
    graph.remove((None, FKG.confidence, None))
    assert violations(graph)


def provenance_per_fact(kg: KnowledgeGraph) -> float:
    """The triples of statements and their evidence, for each fact."""
    graph = kg.graph
    statements = set(graph.subjects(RDF.type, FKG.Statement))
    evidence = {one for statement in statements for one in graph.objects(statement, PROV.wasDerivedFrom)}
    return sum(1 for s, _, _ in graph if s in statements or s in evidence) / len(kg.facts.facts)


@pytest.mark.model
def test_provenance_of_a_fact_is_lean(sample: KnowledgeGraph) -> None:
    assert provenance_per_fact(sample) <= MOST_TRIPLES


@pytest.mark.parametrize("name", HOSTILE)
def test_iri_of_a_hostile_name_is_valid(name: str) -> None:
    assert _is_valid_uri(iri(BASE_IRI, f"organisation/{name}"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_identifier_comes_back_from_its_iri(name: str) -> None:
    assert identifier(BASE_IRI, iri(BASE_IRI, name)) == name


@pytest.mark.parametrize("name", ["..", ".", "organisation/..", "organisation/../../etc", "./x", "person/.a", "place/a.b/..."])
def test_no_reader_takes_a_name_for_a_way(name: str) -> None:
    """rapper and Jena resolve `..` also in an absolute IRI."""
    made = str(iri(BASE_IRI, name))
    assert urljoin(BASE_IRI, made.removeprefix(BASE_IRI)) == made
    assert identifier(BASE_IRI, URIRef(made)) == name


@pytest.mark.parametrize("base", [BASE_IRI, "http://x.org/", "http://x.org/a#", "urn:fintech:"])
def test_base_iri(base: str) -> None:
    assert checked_base(base) == base


@pytest.mark.parametrize(
    "base", ["", "x", "/id/", "http://x.org/id", "http://x.org/a b/", "http://x.org/<>/", "http://x\n/", "1:/"]
)
def test_no_base_iri(base: str) -> None:
    with pytest.raises(RunError, match="is no base IRI"):
        checked_base(base)


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_rapper_reads_hostile_names(known: Ontology, tmp_path: Path, form: str) -> None:
    claims = [Claim(one, "uses", other) for one, other in pairwise(HOSTILE)]
    dataset = dataset_of(assemble([extraction(HOSTILE[0], claims, figures=HOSTILE, words=HOSTILE)]), known)
    file = tmp_path / "graph"
    file.write_bytes(to_turtle(dataset) if form == "turtle" else to_trig(dataset))
    done = subprocess.run(["rapper", "-i", form, "-o", "ntriples", file], capture_output=True, check=False)
    assert (done.returncode, b"rror" in done.stderr) == (0, False), done.stderr.decode()
    assert len(Graph().parse(data=done.stdout.decode(), format="nt")) == len(union_of(dataset))


def test_concept_brings_what_is_broader(known: Ontology) -> None:
    concept = next(one for one in known.concepts.values() if one.name == "machine learning")
    made = extraction("x.txt", [Claim("Kite", "uses", "machine learning")])
    entities = tuple(replace(one, concept=concept.iri) if one.name == concept.name else one for one in made.entities)
    graph = union_of(dataset_of(assemble([replace(made, entities=entities)]), known))
    above = URIRef("https://w3id.org/fintech-kg/technology/artificial-intelligence")
    assert (URIRef(concept.iri), URIRef("http://www.w3.org/2004/02/skos/core#broader"), above) in graph
