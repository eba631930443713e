"""HermiT, as it comes with owlready2, finds no contradiction in the ontology or the good graph, and no empty class."""

import shutil
from pathlib import Path

import pytest
from rdflib import Graph

owlready2 = pytest.importorskip("owlready2")

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, and there is no java here")

PREFIXES = """
@prefix fkg: <https://w3id.org/fintech-kg/ontology#> .
@prefix id: <https://w3id.org/fintech-kg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""

CONTRADICTIONS = {
    "a thing of two kinds": "id:x a fkg:Person , fkg:Bank .",
    "a fact about the wrong kind": "id:x a fkg:Place . id:y a fkg:Organisation . id:x fkg:worksFor id:y .",
    "a sixth status": "id:x a fkg:Status . [] a owl:AllDifferent ;"
    " owl:distinctMembers ( id:x fkg:asserted fkg:planned fkg:denied fkg:rumoured fkg:past ) .",
    "a value that is no number": 'id:x fkg:value "many" .',
}


def empty_classes(graph: Graph, folder: Path) -> list[str]:
    """The names of the classes that can have no members; raises where the graph contradicts itself."""
    file = folder / "ontology.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    owlready2.sync_reasoner(world, debug=0)
    return sorted(empty.name for empty in world.inconsistent_classes() if empty is not owlready2.Nothing)


@pytest.fixture
def own(ontology: Graph) -> Graph:
    """A copy of the ontology that a test may change."""
    return Graph() + ontology


def test_ontology_is_consistent_and_no_class_is_empty(own: Graph, tmp_path: Path) -> None:
    assert empty_classes(own, tmp_path) == []


def test_good_graph_agrees_with_the_ontology(own: Graph, good: Graph, tmp_path: Path) -> None:
    assert empty_classes(own + good, tmp_path) == []


def test_class_of_two_kinds_is_found_empty(own: Graph, tmp_path: Path) -> None:
    own.parse(data=PREFIXES + "fkg:Robot a owl:Class ; rdfs:subClassOf fkg:Person , fkg:Technology .")
    assert empty_classes(own, tmp_path) == ["Robot"]


@pytest.mark.parametrize("triples", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_contradiction_is_found(own: Graph, tmp_path: Path, triples: str) -> None:
    own.parse(data=PREFIXES + triples)
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        empty_classes(own, tmp_path)
