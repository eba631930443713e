"""A part of a graph: what filters and queries leave, and that it keeps its provenance."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Dataset

from fintech_kg import KnowledgeGraph, open_graph
from fintech_kg.assembly import assemble
from fintech_kg.errors import RunError
from fintech_kg.graph import Filter, dataset_of, facts_of, to_trig
from fintech_kg.model import Fact, Kind, Status
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE, write_files

from ..handmade import Claim, extraction


@pytest.fixture(scope="module")
def whole(known: Ontology) -> KnowledgeGraph:
    kinds = {"Shanghai": Kind.PLACE, "Ada": Kind.PERSON}
    one = extraction(
        "one.txt",
        [
            Claim("Kite", "acquired", "Plaid"),
            Claim("Kite", "basedIn", "Shanghai", confidence=Decimal("0.4")),
            Claim("Ada", "worksFor", "Kite", claimed_by="Visa"),
            Claim("Visa", "acquired", "Tink", Status.DENIED),
        ],
        kinds=kinds,
        figures=["Plaid"],
        words=["Ada"],
    )
    two = extraction("two.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Octavo", "acquired", "Tsubaro", Status.RUMOURED)])
    facts = assemble([one, two])
    return KnowledgeGraph(facts, dataset_of(facts, known))


def said(kg: KnowledgeGraph) -> list[str]:
    """Facts in short, with the count of their statements."""
    names = {one.id: one.name for one in kg.facts.entities}
    return sorted(_short(one, names) for one in kg.facts.facts)


def _short(one: Fact, names: dict[str, str]) -> str:
    return f"{names[one.subject]} {one.predicate} {names[one.object]} {one.status} {len(one.statements)}"


DEAL, RUMOUR, DENIAL = "Kite acquired Plaid asserted 2", "Octavo acquired Tsubaro rumoured 1", "Visa acquired Tink denied 1"


@pytest.mark.parametrize(
    ("wanted", "facts"),
    [
        (Filter(relations=("acquired",)), [DEAL, RUMOUR, DENIAL]),
        (Filter(relations=("acquired",), statuses=(Status.ASSERTED,)), [DEAL]),
        (Filter(statuses=(Status.DENIED, Status.RUMOURED)), [RUMOUR, DENIAL]),
        (Filter(kinds=("Place",)), ["Kite basedIn Shanghai asserted 1"]),
        (Filter(documents=("two.txt",)), ["Kite acquired Plaid asserted 1", RUMOUR]),
        (Filter(confidence=Decimal("0.5"), relations=("basedIn", "worksFor")), ["Ada worksFor Kite asserted 1"]),
        (Filter(after="2025", before="2025-03", relations=("acquired",)), [DEAL, RUMOUR, DENIAL]),
    ],
)
def test_filters_compose(whole: KnowledgeGraph, wanted: Filter, facts: list[str]) -> None:
    assert said(whole.part(wanted=wanted)) == facts


QUERIES = pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("SELECT ?x { ?x rdfs:label 'Plaid' }", [DEAL]),
        ("SELECT ?s { ?s fkg:status fkg:rumoured }", [RUMOUR]),
        ("CONSTRUCT { ?a fkg:acquired ?b } WHERE { ?a fkg:acquired ?b }", [DEAL]),
        ("CONSTRUCT { ?a a fkg:Organisation ; fkg:acquired ?b } WHERE { ?a fkg:acquired ?b }", [DEAL]),
        ("DESCRIBE ?s WHERE { ?s a fkg:Statement ; fkg:status fkg:denied }", [DENIAL]),
    ],
)


@QUERIES
def test_query_names_the_part(whole: KnowledgeGraph, query: str, facts: list[str]) -> None:
    assert said(whole.part(query)) == facts


@pytest.fixture
def folder(whole: KnowledgeGraph, tmp_path: Path) -> Path:
    write_files(tmp_path, {GRAPH_FILE: to_trig(whole.dataset)})
    return tmp_path


@QUERIES
def test_store_names_the_part_of_an_opened_folder(
    folder: Path, query: str, facts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_graph(folder)
    monkeypatch.setattr("fintech_kg.knowledge_graph.ask", None)  # rdflib is not asked
    part = opened.part(query)
    assert said(part) == facts
    assert facts_of(part.dataset) == part.facts


def test_store_of_a_later_graph_is_not_asked(folder: Path, whole: KnowledgeGraph) -> None:
    opened = open_graph(folder)
    assert opened.dataset
    write_files(folder, {GRAPH_FILE: to_trig(whole.part(wanted=Filter(statuses=(Status.DENIED,))).dataset)})
    assert said(opened.part("SELECT ?x { ?x rdfs:label 'Plaid' }")) == [DEAL]


def test_query_and_filter_compose(whole: KnowledgeGraph) -> None:
    part = whole.part("SELECT ?x { ?x rdfs:label 'Kite' }", wanted=Filter(relations=("worksFor",)))
    assert said(part) == ["Ada worksFor Kite asserted 1"]


@pytest.mark.parametrize(
    "wanted",
    [Filter(relations=("acquired",)), Filter(kinds=("Person",)), Filter(documents=("two.txt",)), Filter(before="2025")],
)
def test_parts_of_facts_and_of_dataset_are_one(whole: KnowledgeGraph, wanted: Filter) -> None:
    """What the dataset's part says, with its provenance, is the part of the facts, but for texts that no RDF carries."""
    part = whole.part(wanted=wanted)
    back = facts_of(part.dataset)
    assert (back.facts, back.mentions, back.observations, back.quotations) == (
        part.facts.facts, part.facts.mentions, part.facts.observations, part.facts.quotations,
    )  # fmt: skip
    assert [one.id for one in back.entities] == [one.id for one in part.facts.entities]
    assert [one.id for one in back.documents] == [one.id for one in part.facts.documents]


def test_part_is_of_the_whole(whole: KnowledgeGraph) -> None:
    part = whole.part(wanted=Filter(kinds=("Person",)))
    assert set(part.dataset.quads()) < set(whole.dataset.quads())


def test_what_is_only_denied_is_no_plain_triple_of_the_part(whole: KnowledgeGraph) -> None:
    part = whole.part(wanted=Filter(statuses=(Status.DENIED,)))
    assert part.query("ASK { ?a fkg:acquired ?b }").truth is False


def test_whoever_claims_is_in_the_part(whole: KnowledgeGraph) -> None:
    part = whole.part(wanted=Filter(relations=("worksFor",)))
    assert {one.name for one in part.facts.entities} == {"Ada", "Kite", "Visa"}


def test_filter_of_nothing_leaves_all(whole: KnowledgeGraph) -> None:
    part = whole.part(wanted=Filter(documents=("one.txt", "two.txt")))
    assert part.facts == whole.facts
    assert set(part.dataset.quads()) == set(whole.dataset.quads())


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Filter(relations=("aquired",)), "the graph has no relation 'aquired'; there are: acquired, basedIn, worksFor"),
        (Filter(kinds=("Bnk",)), "the graph has no class of things 'Bnk'"),
        (Filter(documents=("three.txt",)), "the graph has no document 'three.txt'"),
        (Filter(after="last year"), "'last year' is no date; give YYYY, YYYY-MM or YYYY-MM-DD"),
        (Filter(confidence=Decimal("nan")), "a confidence is between 0 and 1, and NaN is not"),
        (Filter(after="2026"), "nothing in the graph is of that part"),
    ],
)
def test_what_cannot_be_meant_is_told(whole: KnowledgeGraph, wanted: Filter, message: str) -> None:
    with pytest.raises(RunError, match=message.replace("?", r"\?")):
        whole.part(wanted=wanted)


def test_ask_names_nothing(whole: KnowledgeGraph) -> None:
    with pytest.raises(RunError, match="an ASK names nothing"):
        whole.part("ASK {}")


def test_part_of_a_dataset_without_documents_is_refused(known: Ontology) -> None:
    empty = KnowledgeGraph(assemble([]), Dataset(default_union=True))
    with pytest.raises(RunError, match="nothing in the graph is of that part"):
        empty.part(wanted=Filter())
