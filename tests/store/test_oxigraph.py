"""The store on disk: whole, of its graph, mended, never mixed with what is inferred; and the sentences behind rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Dataset

from fintech_kg.assembly import assemble
from fintech_kg.errors import BadQuery, NoGraph, RunError
from fintech_kg.graph import dataset_of, facts_of, to_trig
from fintech_kg.model import Status
from fintech_kg.ontology import Ontology
from fintech_kg.sparql import Limits, Question
from fintech_kg.store import GRAPH_FILE, Entailment, ask, build_store, kept_queries, open_store, write_files
from fintech_kg.store.around import dataset_around
from fintech_kg.store.asking import ask_folder
from fintech_kg.store.loaded import loaded_store
from fintech_kg.store.why import explained

from ..handmade import Claim, extraction

CSV = "text/csv"
BOUGHT = "SELECT ?o { ?s fkg:acquired/rdfs:label ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def dataset(known: Ontology) -> Dataset:
    one = extraction("one.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Kite", "acquired", "Tink", status=Status.DENIED)])
    return dataset_of(assemble([one, extraction("two.txt", [Claim("Kite", "acquired", "Plaid")])]), known)


@pytest.fixture
def folder(dataset: Dataset, tmp_path: Path) -> Path:
    write_files(tmp_path / "out", {GRAPH_FILE: to_trig(dataset)})
    return tmp_path / "out"


def answer(folder: Path, query: str, entailment: Entailment = Entailment.NONE) -> list[str]:
    return ask_folder(folder, Question(query, CSV), entailment=entailment).body.decode().split("\r\n")[1:-1]


def test_store_answers_as_the_graph_does(folder: Path, dataset: Dataset) -> None:
    assert answer(folder, BOUGHT) == [row[0] for row in ask(dataset, BOUGHT).rows] == ["Plaid"]


def test_graphs_are_documents_facts_statements_and_ontology(folder: Path) -> None:
    build_store(folder)
    with open_store(folder) as store:
        names = [name.rpartition("/")[2] for name in store.manifest.graphs if "/document/" not in name]
        assert len(store.manifest.graphs) == 5
    assert sorted(names) == ["facts", "ontology", "statements"]


def test_store_that_is_built_again_has_the_ontology_of_the_build(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "fintech.ttl").write_text("<x:term> a <x:Class> .")
    shutil.rmtree(build_store(folder, ontology=own))
    assert answer(folder, "SELECT ?s { GRAPH <https://w3id.org/fintech-kg/ontology> { ?s ?p ?o } }") == ["x:term"]


def test_nothing_planned_or_denied_is_among_the_facts(folder: Path) -> None:
    assert answer(folder, f"SELECT ?o FROM <https://w3id.org/fintech-kg/graph/facts> {BOUGHT[9:]}") == ["Plaid"]
    assert answer(folder, "ASK { GRAPH <https://w3id.org/fintech-kg/graph/facts> { ?s fkg:status ?o } }") == []


def test_second_build_finds_the_store_and_another_graph_gets_another(folder: Path) -> None:
    first = build_store(folder)
    before = (first / "store.json").stat().st_mtime_ns
    assert build_store(folder) == first
    assert (first / "store.json").stat().st_mtime_ns == before
    (folder / GRAPH_FILE).write_bytes((folder / GRAPH_FILE).read_bytes() + b"\n")
    second = build_store(folder)
    assert (second != first, first.exists()) == (True, False)


def test_reader_keeps_the_old_store_until_it_is_done(folder: Path) -> None:
    with open_store(folder) as old:
        (folder / GRAPH_FILE).write_bytes(b"")
        build_store(folder)
        assert len(Store.read_only(str(old.path))) > 0
    build_store(folder)
    assert not old.path.exists()


@pytest.mark.parametrize("damage", ["nothing", "manifest", "absent", "cut", "byte", "more"])
def test_damaged_store_is_built_again(folder: Path, damage: str) -> None:
    built = build_store(folder)
    table = max((built / "data").glob("*.sst"), key=lambda path: path.stat().st_size)
    content = bytearray(table.read_bytes())
    if damage == "manifest":
        (built / "store.json").write_text('{"source": 1}')
    elif damage == "absent":
        shutil.rmtree(built / "data")
    elif damage == "cut":
        table.write_bytes(content[:-7])
    elif damage == "byte":
        content[len(content) // 2] ^= 255
        table.write_bytes(content)
    elif damage == "more":
        (built / "data" / "999999.sst").write_bytes(b"")
    assert answer(folder, BOUGHT) == ["Plaid"]


def test_folder_without_a_graph_or_with_a_broken_one_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoGraph), open_store(tmp_path):
        pass
    (tmp_path / GRAPH_FILE).write_text("garbage")
    with pytest.raises(RunError, match="cannot be read"), open_store(tmp_path):
        pass
    assert [path.name for path in (tmp_path / ".store").iterdir()] == [".gitignore"]


@pytest.mark.parametrize("entailment", [Entailment.RDFS, Entailment.OWL_RL])
def test_what_follows_stands_apart_and_follows_from_facts_alone(folder: Path, entailment: Entailment) -> None:
    organisation = "SELECT (COUNT(*) AS ?n) { ?s a <https://schema.org/Organization> }"
    assert answer(folder, organisation) == ["0"]
    assert answer(folder, organisation, entailment) == ["3"]
    assert answer(folder, BOUGHT, entailment) == ["Plaid"]
    union = "FROM <https://w3id.org/fintech-kg/graph/facts> FROM <https://w3id.org/fintech-kg/graph/statements>"
    counted = [answer(folder, f"SELECT (COUNT(*) AS ?n) {graphs} {{ ?s ?p ?o }}") for graphs in ("", union)]
    assert counted[0] == counted[1]


def test_inverse_follows_by_owl_rl(folder: Path) -> None:
    assert answer(folder, "SELECT ?n { ?s fkg:acquiredBy/rdfs:label ?n }", Entailment.OWL_RL) == ["Kite"]


def test_row_has_the_sentences_of_its_triples(folder: Path, dataset: Dataset) -> None:
    told = explained(folder, BOUGHT, limits=Limits())
    quotes = {
        one.evidence.quote for fact in facts_of(dataset).facts for one in fact.statements if one.status is Status.ASSERTED
    }
    assert [row["o"]["value"] for row, _ in told.rows] == ["Plaid"]
    assert {(one.document, one.quote) for one in told.rows[0][1]} == {(name, *quotes) for name in ("one.txt", "two.txt")}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s fkg:acquired ?o }", "grouped rows and aggregates"),
        ("SELECT * { ?s fkg:acquired+ ?o }", "the path"),
        ("SELECT * { { SELECT ?s { ?s fkg:acquired ?o } } }", "a query within the query"),
    ],
)
def test_what_is_not_explained_is_said(folder: Path, query: str, said: str) -> None:
    told = explained(folder, query, limits=Limits())
    assert len(told.rows) == 1
    assert any(said in part for part in told.left_out)


def test_limit_distinct_and_optional_are_explained(folder: Path) -> None:
    query = (
        "SELECT DISTINCT ?s { ?s fkg:acquired ?o OPTIONAL { ?o fkg:uses ?t } FILTER(?o != ?s) } ORDER BY ?s LIMIT 1 OFFSET 0"
    )
    told = explained(folder, query, limits=Limits())
    assert [len(sentences) for _, sentences in told.rows] == [2]
    assert told.left_out == ()


def test_values_are_explained_by_the_patterns_beside_them(folder: Path) -> None:
    told = explained(folder, "SELECT ?o { VALUES (?p ?w) { (fkg:acquired 'a') } ?s ?p ?o }", limits=Limits())
    assert [len(sentences) for _, sentences in told.rows] == [2]
    assert told.left_out == ()


@pytest.mark.parametrize("name", kept_queries())
def test_kept_query_is_explained_but_for_groups_and_paths_without_end(folder: Path, name: str) -> None:
    left_out = explained(folder, kept_queries()[name].sparql, limits=Limits()).left_out
    expected = {"most-connected": "grouped", "partnerships": "grouped", "technology-family": "the path"}
    assert [one.partition(" rows")[0].partition(" Path")[0] for one in left_out] == [*filter(None, [expected.get(name)])]


def test_ask_has_no_rows_to_explain(folder: Path) -> None:
    with pytest.raises(BadQuery, match="an ASK has neither"):
        explained(folder, "ASK {}", limits=Limits())


@pytest.mark.parametrize("name", ["Kite", "plaid", "TINK"])
def test_part_around_a_name_says_of_it_what_the_whole_says(folder: Path, dataset: Dataset, name: str) -> None:
    part, whole = facts_of(dataset_around(folder, name)[0]), facts_of(dataset)
    thing = next(one for one in whole.entities if one.name.casefold() == name.casefold())
    assert thing in part.entities
    assert [one for one in part.facts if thing.id in (one.subject, one.object)] == [
        one for one in whole.facts if thing.id in (one.subject, one.object)
    ]


def test_names_that_are_near_are_suggested(folder: Path) -> None:
    assert dataset_around(folder, "pla")[1] == ["Plaid"]


def test_files_are_loaded_into_their_graphs(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a> <b> <c> .")
    (tmp_path / "b.nt").write_text("<x:a> <x:b> _:b .")
    (tmp_path / "c.trig").write_text("<x:g> { <x:a> <x:b> _:b }")
    with loaded_store([tmp_path / "a.ttl", tmp_path / "c.trig"], [("x:h", tmp_path / "b.nt")]) as store:
        assert store.manifest.graphs == {"x:g": 1, "x:h": 1}
        assert store.manifest.counts["triples"] == 1
    assert not store.path.exists()
