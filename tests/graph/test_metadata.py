"""The graph tells of itself and of the run that made it, and nothing of the machine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, Dataset, URIRef

from fintech_kg import KnowledgeGraph
from fintech_kg.assembly import assemble
from fintech_kg.errors import RunError
from fintech_kg.graph import (
    RunDescription,
    built_dataset,
    checked_licence,
    facts_of,
    named_graphs,
    run_options,
    violations,
    with_metadata,
)
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, OA, iri
from fintech_kg.ontology import Ontology

from ..handmade import Claim, extraction

NODE, GRAPH = iri(BASE_IRI, "dataset"), iri(BASE_IRI, "metadata")
WHEN = datetime(2025, 3, 14, 15, 9, 26, tzinfo=UTC)


def described(known: Ontology, **more: object) -> Dataset:
    facts = assemble([extraction("one.txt", [Claim("Visa", "acquired", "Tink")])])
    sources = {one.id: "0" * 64 for one in facts.documents}
    options = {"versions": {"fintech_kg": "1", "ontology": "ab"}, "model": "fast", "ontology": "ab", **more}
    run = RunDescription(sources=sources, **options)  # type: ignore[arg-type]
    return built_dataset(with_metadata(named_graphs(facts, known), run))


def test_data_set_is_counted_without_its_metadata(known: Ontology) -> None:
    dataset = described(known)
    triples = sum(1 for *_, name in dataset.quads((None, None, None, None)) if name != GRAPH)
    assert int(str(dataset.value(NODE, VOID.triples))) == triples
    assert int(str(dataset.value(NODE, VOID.entities))) == 2


def test_run_names_its_inputs_and_programs(known: Ontology) -> None:
    dataset = described(known, ledger="cd")
    run = dataset.value(NODE, PROV.wasGeneratedBy)
    used = {str(one).removeprefix(BASE_IRI).partition("/")[0] for one in dataset.objects(run, PROV.used)}
    assert used == {"document", "ontology", "ledger"}
    assert (run, RDF.type, PROV.Activity) in dataset
    assert len(list(dataset.objects(run, PROV.wasAssociatedWith))) == 1


def test_no_moment_unless_given(known: Ontology) -> None:
    assert dataset_moments(described(known)) == []
    assert dataset_moments(described(known, created=WHEN)) == ["2025-03-14T15:09:26+00:00"] * 2


def dataset_moments(dataset: Dataset) -> list[str]:
    return [str(value) for part in (DCTERMS.created, PROV.endedAtTime) for value in dataset.objects(None, part)]


def test_licence_only_if_given(known: Ontology) -> None:
    assert described(known).value(NODE, DCTERMS.license) is None
    assert described(known, licence="CC-BY-4.0").value(NODE, DCTERMS.license) == URIRef("https://spdx.org/licenses/CC-BY-4.0")


@pytest.mark.parametrize("licence", ["", "no licence", "<x>", "http://x y", "../x", 'https://x/"'])
def test_licence_that_is_none_is_refused(licence: str) -> None:
    with pytest.raises(RunError, match="is no licence"):
        checked_licence(licence)


def test_metadata_keep_the_shapes(known: Ontology) -> None:
    assert violations(described(known, created=WHEN, licence="MIT", ledger="cd")) == []


def test_options_come_back(known: Ontology) -> None:
    assert run_options(described(known)) == {"model": "fast", "base_iri": BASE_IRI}


def test_files_are_listed(known: Ontology) -> None:
    dataset = described(known)
    assert len(list(dataset.subjects(RDF.type, DCAT.Distribution))) == 4


def test_metadata_are_no_facts(known: Ontology) -> None:
    dataset = described(known)
    with_metadata = facts_of(dataset)
    dataset.remove_graph(dataset.graph(GRAPH))
    assert with_metadata == facts_of(dataset)


@pytest.mark.model
def test_provenance_costs_at_most_twelve_triples_a_fact(sample: KnowledgeGraph) -> None:
    """All of statements and evidence, also of evidence that figures and quotations share, over the facts of every status."""
    graph = sample.graph
    statements = set(graph.subjects(RDF.type, FKG.Statement))
    evidence = {one for statement in statements for one in graph.objects(statement, PROV.wasDerivedFrom)}
    assert all((one, OA.exact, None) in graph for one in evidence)
    cost = sum(1 for node in statements | evidence for _ in graph.predicate_objects(node))
    assert cost / len(sample.facts.facts) <= 12
