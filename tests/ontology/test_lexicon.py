"""The lexicon: one thing a label, hierarchies that hold together, identifiers that can be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from fintech_kg.model import Kind
from fintech_kg.ontology import Concept, Ontology, load_ontology, ontology_directory

GEONAMES = "https://sws.geonames.org/"
# The place register has two Antarcticas: the continent and the territory that has a country code.
TWICE = {"Antarctica"}


@pytest.fixture(scope="module")
def loaded() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def lexicon() -> Graph:
    graph = Graph()
    for file in sorted((ontology_directory() / "lexicon").glob("*.ttl")):
        graph.parse(file)
    return graph


def by_label(concepts: Iterable[Concept]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        for label in concept.labels:
            found[label].add(concept.iri)
    return found


def test_unambiguous_label_is_one_thing_s(loaded: Ontology) -> None:
    clashes = {label: things for label, things in by_label(loaded.concepts.values()).items() if len(things) > 1}
    assert clashes.keys() <= TWICE, clashes


def test_label_that_any_case_matches_is_one_thing_s_in_any_case(loaded: Ontology) -> None:
    lower = by_label(one for one in loaded.concepts.values() if one.kind is Kind.TECHNOLOGY)
    folded: dict[str, set[str]] = defaultdict(set)
    for label, things in lower.items():
        folded[label.casefold()] |= things
    assert not {label: things for label, things in folded.items() if len(things) > 1}


def test_no_unambiguous_label_is_both_an_organisation_s_and_a_place_s(loaded: Ontology) -> None:
    labels = {
        kind: {label for one in loaded.concepts.values() if one.kind is kind for label in one.labels}
        for kind in (Kind.ORGANISATION, Kind.PLACE)
    }
    assert labels[Kind.ORGANISATION] & labels[Kind.PLACE] == set()


def test_ambiguous_label_is_not_the_same_thing_s_unambiguous_one(loaded: Ontology) -> None:
    assert not [one.iri for one in loaded.concepts.values() if set(one.labels) & set(one.ambiguous)]


def test_every_thing_can_be_met(loaded: Ontology) -> None:
    assert not [one.iri for one in loaded.concepts.values() if not one.labels and not one.ambiguous]


def test_there_are_enough(loaded: Ontology) -> None:
    own = [one for one in loaded.concepts.values() if not one.iri.startswith(GEONAMES)]
    assert sum(one.kind is Kind.TECHNOLOGY for one in own) >= 250
    assert sum(one.kind is Kind.ORGANISATION for one in own) >= 600


def test_broader_and_narrower_mirror_each_other(lexicon: Graph) -> None:
    assert {(s, o) for s, o in lexicon.subject_objects(SKOS.narrower)} == {
        (o, s) for s, o in lexicon.subject_objects(SKOS.broader)
    }


def test_hierarchy_names_only_what_exists(lexicon: Graph) -> None:
    named = {node for pair in lexicon.subject_objects(SKOS.broader) for node in pair}
    assert named <= set(lexicon.subjects(RDF.type, SKOS.Concept))


def test_hierarchy_has_no_circle(lexicon: Graph) -> None:
    for concept in set(lexicon.subjects(SKOS.broader)):
        above = {
            node
            for parent in lexicon.objects(concept, SKOS.broader)
            for node in lexicon.transitive_objects(parent, SKOS.broader)
        }
        assert concept not in above


def test_every_technology_has_a_definition(lexicon: Graph) -> None:
    assert not [one for one in lexicon.subjects(RDF.type, SKOS.Concept) if lexicon.value(one, SKOS.definition) is None]


def test_public_identifiers_come_from_geonames_alone(loaded: Ontology) -> None:
    """The one source of identifiers that can be checked here; one from memory would be worse than none."""
    assert not [same for one in loaded.concepts.values() for same in one.same_as if not URIRef(same).startswith(GEONAMES)]


def test_country_is_a_code(loaded: Ontology) -> None:
    assert not [one.iri for one in loaded.concepts.values() if one.country is not None and not one.country.isalpha()]
    assert not [one.iri for one in loaded.concepts.values() if one.country is not None and len(one.country) != 2]
