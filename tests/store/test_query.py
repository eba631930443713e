"""SPARQL: answers in every form, and nothing that changes, fetches or crashes."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rdflib import Dataset, Graph

from fintech_kg.assembly import assemble
from fintech_kg.errors import BadQuery, UnknownFormat
from fintech_kg.graph import dataset_of
from fintech_kg.ontology import Ontology
from fintech_kg.store import ask, kept_queries, kept_query

from ..handmade import HOSTILE, Claim, extraction

NAMES = "SELECT ?name WHERE { ?thing a fkg:Organisation ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def dataset(known: Ontology) -> Dataset:
    one = extraction("one.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Kite", "uses", HOSTILE[0])], figures=["Kite"])
    two = extraction("two.txt", [Claim("Kite", "acquired", "Plaid")])
    return dataset_of(assemble([one, two]), known)


def test_select_gives_rows_over_the_union_of_the_documents(dataset: Dataset) -> None:
    answer = ask(dataset, NAMES)
    assert (answer.columns, answer.rows) == (("name",), (("Kite",), ("Plaid",), (HOSTILE[0],)))


def test_unbound_cell_is_none(dataset: Dataset) -> None:
    answer = ask(dataset, "SELECT ?s ?x WHERE { ?s a fkg:Document OPTIONAL { ?s fkg:nothing ?x } } LIMIT 1")
    assert answer.rows[0][1] is None
    assert answer.as_csv().splitlines()[1].endswith(",")


def test_csv_comes_back(dataset: Dataset) -> None:
    rows = list(csv.reader(io.StringIO(ask(dataset, NAMES).as_csv(), newline="")))
    assert rows == [["name"], ["Kite"], ["Plaid"], [HOSTILE[0]]]


def test_json_is_that_of_the_standard(dataset: Dataset) -> None:
    data = json.loads(ask(dataset, NAMES).sparql_json)
    assert data["head"] == {"vars": ["name"]}
    assert data["results"]["bindings"][0] == {"name": {"type": "literal", "value": "Kite"}}


@pytest.mark.parametrize(("pattern", "truth"), [("?s a fkg:Document", True), ("?s a fkg:Person", False)])
def test_ask(dataset: Dataset, pattern: str, truth: bool) -> None:
    answer = ask(dataset, f"ASK {{ {pattern} }}")
    assert (answer.truth, json.loads(answer.sparql_json)["boolean"]) == (truth, truth)


@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s fkg:acquired ?o } WHERE { ?s fkg:acquired ?o }", "DESCRIBE ?s WHERE { ?s fkg:acquired ?o }"]
)
def test_graph_comes_back_from_turtle(dataset: Dataset, query: str) -> None:
    answer = ask(dataset, query)
    assert answer.graph is not None
    assert len(answer.graph) > 0
    assert set(Graph().parse(data=answer.as_turtle(), format="turtle")) == set(answer.graph)


def test_named_graphs_can_be_asked(dataset: Dataset) -> None:
    answer = ask(dataset, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a fkg:Document } }")
    assert len(answer.rows) == 2


@pytest.mark.parametrize("name", ["Kite", HOSTILE[0], '" } DROP ALL #'])
def test_binding_is_a_value_and_never_a_query(dataset: Dataset, name: str) -> None:
    answer = ask(dataset, "SELECT ?thing WHERE { ?thing a fkg:Organisation ; rdfs:label ?name }", bindings={"name": name})
    assert len(answer.rows) == (name != '" } DROP ALL #')


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "does not parse"),
        ("SELECT", "does not parse"),
        ("SELECT * WHERE { ?s nope:x ?o }", "Unknown namespace prefix"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "does not parse"),
        ("DELETE WHERE { ?s ?p ?o }", "does not parse"),
        ("DROP ALL", "does not parse"),
        ("LOAD <http://127.0.0.1:9/x>", "does not parse"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "not allowed"),
        ("SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }", "not allowed"),
        ("SELECT * WHERE { { SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } } }", "not allowed"),
        ("SELECT * FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "not allowed"),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "not allowed"),
        ("ASK FROM <file:///etc/passwd> { ?s ?p ?o }", "not allowed"),
        ("CONSTRUCT { ?s ?p ?o } FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "not allowed"),
        ("DESCRIBE ?s FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "not allowed"),
        ('SELECT * WHERE { ?s ?p ?o FILTER(regex(str(?o), "[")) }', "cannot be answered: unterminated character set"),
        ("SELECT * WHERE " + "{" * 400 + "?s ?p ?o" + "}" * 400, "nested too deeply|does not parse"),
    ],
)
def test_query_that_cannot_or_may_not_run(dataset: Dataset, query: str, says: str) -> None:
    size = len(dataset)
    with pytest.raises(BadQuery, match=says):
        ask(dataset, query)
    assert len(dataset) == size


def test_kept_query_has_title_question_and_text() -> None:
    kept = kept_query("who-works-where")
    assert kept.title
    assert kept.question.endswith("?")
    assert "fkg:worksFor" in kept.sparql


def test_kept_queries_are_sorted_and_at_least_ten() -> None:
    assert len(kept_queries()) >= 10
    assert list(kept_queries()) == sorted(kept_queries())


def test_unknown_kept_query_lists_the_known() -> None:
    with pytest.raises(UnknownFormat, match=r"no kept query is called 'nope'; there are: acquisitions, "):
        kept_query("nope")


@pytest.mark.parametrize("name", kept_queries())
def test_kept_query_runs(dataset: Dataset, name: str) -> None:
    answer = ask(dataset, kept_query(name).sparql)
    assert answer.columns or answer.graph is not None
