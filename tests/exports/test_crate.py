"""The RO-Crate: its metadata names every file, and the crate is read by the crate's own library."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, VOID, Dataset, Graph

from fintech_kg.exports import export
from fintech_kg.graph import BASE_IRI, RunDescription, built_dataset, named_graphs, with_metadata
from fintech_kg.model import Facts
from fintech_kg.ontology import Ontology


@pytest.fixture(scope="module")
def described(facts: Facts, known: Ontology) -> Dataset:
    sources = {one.id: "0" * 64 for one in facts.documents}
    run = RunDescription(
        sources, {"spacy": "3.8"}, "accurate", "abc", None, "Deals", "CC-BY-4.0", datetime(2025, 3, 14, tzinfo=UTC), BASE_IRI
    )
    return built_dataset(with_metadata(named_graphs(facts, known), run))


def parts(written: bytes) -> dict[str, dict[str, Any]]:
    return {one["@id"]: one for one in json.loads(written)["@graph"]}


def test_crate_names_every_file(facts: Facts, described: Dataset) -> None:
    files = dict(export("rocrate", facts, described))
    crate = parts(files.pop("ro-crate-metadata.json"))
    assert {one["@id"] for one in crate["./"]["hasPart"]} == set(files)
    assert {name: crate[name]["contentSize"] for name in files} == {name: str(len(content)) for name, content in files.items()}


def test_crate_tells_title_licence_and_date(facts: Facts, described: Dataset) -> None:
    root = parts(export("rocrate", facts, described)["ro-crate-metadata.json"])["./"]
    assert (root["name"], root["datePublished"][:19]) == ("Deals", "2025-03-14T00:00:00")
    assert root["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}


def test_crate_of_an_undated_graph_has_the_newest_documents_date(facts: Facts, dataset: Dataset) -> None:
    root = parts(export("rocrate", facts, dataset)["ro-crate-metadata.json"])["./"]
    assert (root["datePublished"], "license" in root) == ("2025-03-14", False)


def test_void_is_what_the_graph_says_of_itself(facts: Facts, described: Dataset) -> None:
    void = Graph().parse(data=export("rocrate", facts, described)["void.ttl"], format="turtle")
    (node,) = void.subjects(RDF.type, VOID.Dataset)
    assert int(str(void.value(node, VOID.triples))) > len(facts.facts)


def test_rocrate_opens_it(facts: Facts, described: Dataset, tmp_path: Path) -> None:
    rocrate: Any = pytest.importorskip("rocrate.rocrate", reason="rocrate is not installed")
    files = export("rocrate", facts, described)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    crate = rocrate.ROCrate(tmp_path)
    assert (crate.name, {one.id for one in crate.data_entities}) == ("Deals", set(files) - {"ro-crate-metadata.json"})
