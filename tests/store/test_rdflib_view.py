"""rdflib on the store: what it reads, that it writes nothing, and that no query by text reaches network or files."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDFS, Dataset, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from fintech_kg.assembly import assemble
from fintech_kg.errors import BadQuery, MissingExtra, RunError
from fintech_kg.graph import dataset_of, to_trig
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE, build_store, write_files
from fintech_kg.store.rdflib_view import rdflib_dataset

from ..handmade import Claim, extraction


@pytest.fixture(scope="module")
def folder(known: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rdflib")
    made = dataset_of(assemble([extraction("one.txt", [Claim("Kite", "acquired", "Plaid")])]), known)
    write_files(path, {GRAPH_FILE: to_trig(made)})
    build_store(path)
    return path


@pytest.fixture
def dataset(folder: Path) -> Iterator[Dataset]:
    pytest.importorskip("oxrdflib", reason="oxrdflib is not installed")
    with rdflib_dataset(folder) as opened:
        yield opened


def test_names_are_read(dataset: Dataset) -> None:
    assert {str(name) for name in dataset.objects(None, RDFS.label)} == {"Kite", "Plaid"}


def test_query_knows_the_usual_prefixes(dataset: Dataset) -> None:
    rows = dataset.query("SELECT ?a ?b { ?x fkg:acquired ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }")
    assert [tuple(map(str, row)) for row in rows] == [("Kite", "Plaid")]  # type: ignore[arg-type]


def test_bindings_are_no_part_of_the_query(dataset: Dataset) -> None:
    rows = dataset.query("SELECT ?x ?name { ?x rdfs:label ?name }", initBindings={"name": Literal('Kite" } #')})
    assert list(rows) == []


@pytest.mark.parametrize("what", ["add", "remove", "update", "load"])
def test_nothing_is_written(dataset: Dataset, what: str) -> None:
    triple = (URIRef("http://e/s"), URIRef("http://e/p"), URIRef("http://e/o"))
    before = len(list(dataset.quads()))
    with pytest.raises(RunError, match="this graph is only read"):
        match what:
            case "add":
                dataset.add(triple)
            case "remove":
                dataset.remove(triple)
            case "update":
                dataset.update("INSERT DATA { <http://e/s> <http://e/p> 1 }")
            case _:
                dataset.update("LOAD <http://127.0.0.1:9/>")
    assert len(list(dataset.quads())) == before


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <FILE> { ?s ?p ?o }",
    ],
)
def test_query_reaches_neither_network_nor_files(dataset: Dataset, sparql: str, tmp_path: Path) -> None:
    (tmp_path / "canary.ttl").write_text("<http://e/canary> <http://e/p> 1 .")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        asked = sparql.replace("URL", address).replace("FILE", (tmp_path / "canary.ttl").as_uri())
        with pytest.raises(BadQuery, match=r"SERVICE|FROM is not read here"):
            dataset.query(asked)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_prepared_query_is_refused(dataset: Dataset) -> None:
    """rdflib would answer it itself, and fetch what its SERVICE names."""
    with pytest.raises(BadQuery, match="give the query as text"):
        dataset.query(prepareQuery("SELECT * { ?s ?p ?o }"))


@pytest.mark.parametrize("sparql", ["SELECT", "SELECT * {" + "{" * 3000 + "}" * 3000 + "}"])
def test_broken_query_is_told(dataset: Dataset, sparql: str) -> None:
    with pytest.raises(BadQuery):
        dataset.query(sparql)


def test_missing_library_is_named_with_its_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "oxrdflib", None)
    with pytest.raises(MissingExtra, match=r"pip install 'fintech-kg\[oxrdflib\]'"), rdflib_dataset(folder):
        pass
