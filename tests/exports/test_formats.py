"""The RDF formats, read back by somebody else's reader and compared; and what holds for every format."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Dataset, Graph

from fintech_kg import KnowledgeGraph, open_graph
from fintech_kg.assembly import assemble
from fintech_kg.errors import MissingExtra, UnknownFormat
from fintech_kg.exports import EXPORTERS, export
from fintech_kg.exports.jsonld import CONTEXT_FILE, context_of
from fintech_kg.graph import BASE_IRI, dataset_of, facts_of, to_trig, union_of
from fintech_kg.model import Facts
from fintech_kg.ontology import Ontology, ontology_directory

from ..handmade import Claim, extraction

TRIPLES = {
    "turtle": ("graph.ttl", "turtle"),
    "ntriples": ("graph.nt", "nt"),
    "rdfxml": ("graph.rdf", "xml"),
    "jsonld": ("graph.jsonld", "json-ld"),
}
QUADS = {"trig": ("graph.trig", "trig"), "nquads": ("graph.nq", "nquads")}
RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml", "trig": "trig", "nquads": "nquads"}
OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RIOT = {"turtle": "graph.ttl", "ntriples": "graph.nt", "trig": "graph.trig", "nquads": "graph.nq"}
RDF12 = {
    "turtle12": ox.RdfFormat.TURTLE,
    "trig12": ox.RdfFormat.TRIG,
    "ntriples12": ox.RdfFormat.N_TRIPLES,
    "nquads12": ox.RdfFormat.N_QUADS,
}
ELSEWHERE = {  # what the other modules of this folder test
    "graphml", "gexf", "cx2", "cytoscapejs", "neo4j", "kgtk", "pykeen", "csv", "sqlite", "duckdb", "parquet", "geojson",
    "obsidian", "rocrate",
}  # fmt: skip
REPEATABLE = sorted({*EXPORTERS} - {"duckdb"})


def jena() -> Path | None:
    """The class path of the Jena that owlready2 brings along for a reasoner."""
    found = find_spec("owlready2")
    folder = Path(found.origin).parent / "pellet" if found is not None and found.origin is not None else None
    java = shutil.which("java") is not None
    return folder / "*" if java and folder is not None and any(folder.glob("jena-arq*.jar")) else None


JENA = jena()
_PAIR = re.compile(r"\\\\|\\u(D[89AB]..)\\u(D[C-F]..)")


def content(name: str, facts: Facts, dataset: Dataset) -> bytes:
    ((_, written),) = export(name, facts, dataset).items()
    return written


def test_every_format_is_tested() -> None:
    assert {*TRIPLES, *QUADS, *RDF12, *ELSEWHERE} == set(EXPORTERS)


@pytest.mark.parametrize("name", TRIPLES)
def test_triples_come_back(name: str, facts: Facts, dataset: Dataset) -> None:
    file, form = TRIPLES[name]
    written = export(name, facts, dataset)[file]
    assert set(Graph().parse(data=written, format=form)) == set(union_of(dataset))


@pytest.mark.parametrize("name", QUADS)
def test_quads_come_back(name: str, facts: Facts, dataset: Dataset) -> None:
    file, form = QUADS[name]
    back = Dataset()
    back.parse(data=export(name, facts, dataset)[file], format=form)
    assert set(back.quads()) == set(dataset.quads())


@pytest.mark.parametrize("name", OXIGRAPH)
def test_oxigraph_reads_the_same(name: str, facts: Facts, dataset: Dataset) -> None:
    """Another parser, written against the standards alone. What it gives as N-Quads is what rdflib reads of the dataset."""
    back = {(*_words(quad), str(quad.graph_name)) for quad in ox.parse(content(name, facts, dataset), OXIGRAPH[name])}
    whole = export("nquads" if name in QUADS else "ntriples", facts, dataset)
    ((_, written),) = whole.items()
    assert back == {(*_words(quad), str(quad.graph_name)) for quad in ox.parse(written, ox.RdfFormat.N_QUADS)}
    assert len(back) == len(set(dataset.quads()) if name in QUADS else set(union_of(dataset)))


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("name", RAPPER)
def test_rapper_reads_the_same(name: str, facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "graph"
    file.write_bytes(content(name, facts, dataset))
    done = subprocess.run(
        ["rapper", "-i", RAPPER[name], "-o", "ntriples", file, "https://example.org/"], capture_output=True, check=False
    )
    assert (done.returncode, b"rror" in done.stderr) == (0, False), done.stderr.decode()
    assert _spoken(done.stdout) == _spoken(content("ntriples", facts, dataset))


@pytest.mark.skipif(JENA is None, reason="Jena (of owlready2) or Java is not installed")
@pytest.mark.parametrize("name", RIOT)
def test_riot_reads_the_same(name: str, facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    """Jena's reader. That of RDF/XML is compiled for a newer Java there than Debian has."""
    file = tmp_path / RIOT[name]
    file.write_bytes(content(name, facts, dataset))
    done = subprocess.run(["java", "-cp", str(JENA), "riotcmd.riot", file], capture_output=True, check=False)
    assert (done.returncode, b"ERROR" in done.stderr) == (0, False), done.stderr.decode()
    written = _PAIR.sub(_joined, done.stdout.decode())
    assert _spoken(written.encode()) == _spoken(content("nquads" if name in QUADS else "ntriples", facts, dataset))


def _joined(found: re.Match[str]) -> str:
    """Jena 2 writes a character beyond U+FFFF as two halves, which the standard does not know."""
    return found[0] if found[1] is None else (bytes.fromhex(found[1]) + bytes.fromhex(found[2])).decode("utf-16-be")


def _spoken(lines: bytes) -> set[tuple[str, ...]]:
    """The triples of N-Triples or N-Quads, however their characters are written."""
    return {(*_words(quad), str(quad.graph_name)) for quad in ox.parse(lines, ox.RdfFormat.N_QUADS)}


def _words(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


@pytest.mark.parametrize("name", RDF12)
def test_rdf12_reifies_each_statement_and_says_all_else_alike(name: str, facts: Facts, dataset: Dataset) -> None:
    ends: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    expected = set()
    named = name in {"trig12", "nquads12"}
    for quad in ox.parse(content("nquads" if named else "ntriples", facts, dataset), ox.RdfFormat.N_QUADS):
        graph = str(quad.graph_name)
        if quad.predicate.value in {str(RDF.subject), str(RDF.predicate), str(RDF.object)}:
            ends[str(quad.subject), graph][quad.predicate.value] = str(quad.object)
        else:
            expected.add((*_words(quad), graph))
    for (statement, graph), found in ends.items():
        triple = " ".join(found[str(part)] for part in (RDF.subject, RDF.predicate, RDF.object))
        expected.add((statement, f"<{RDF}reifies>", triple, graph))
    back = {
        (str(quad.subject), str(quad.predicate), _object(quad), str(quad.graph_name))
        for quad in ox.parse(content(name, facts, dataset), RDF12[name])
    }
    assert back == expected


def _object(quad: ox.Quad) -> str:
    one = quad.object
    return f"{one.subject} {one.predicate} {one.object}" if isinstance(one, ox.Triple) else str(one)


def test_jsonld_carries_the_published_context(facts: Facts, dataset: Dataset) -> None:
    """Nothing is fetched: what ontology/context.jsonld says stands in the file, with the base of the things."""
    published = json.loads((ontology_directory() / CONTEXT_FILE).read_text(encoding="utf-8"))["@context"]
    assert json.loads(content("jsonld", facts, dataset))["@context"] == {**published, "id": BASE_IRI}


def test_published_context_is_that_of_the_ontology(known: Ontology) -> None:
    """Where it is not, `tools/context.py` writes it again."""
    published = json.loads((ontology_directory() / CONTEXT_FILE).read_text(encoding="utf-8"))["@context"]
    assert published == context_of(known)


@pytest.mark.parametrize("name", ["turtle", "rdfxml", "ntriples", "jsonld", "turtle12", "ntriples12"])
def test_union_of_named_graphs_is_not_empty(name: str, facts: Facts, dataset: Dataset) -> None:
    """rdflib's own writers give an empty file for a dataset whose data is in named graphs."""
    assert b"Plaid" in content(name, facts, dataset)


@pytest.mark.parametrize("name", REPEATABLE)
def test_same_facts_give_the_same_bytes_on_the_way_through_a_file(name: str, known: Ontology) -> None:
    """What `fintech-kg export` writes from a folder is what `KnowledgeGraph.export` writes."""
    made = assemble(
        [extraction("one.txt", [Claim("Kite", "acquired", "Plaid")], names={"Kite": ("Kestrel",)}, figures=["Kite"])]
    )
    built = dataset_of(made, known)
    opened = Dataset(default_union=True)
    opened.parse(data=to_trig(built), format="trig")
    assert _exported(name, facts_of(opened), opened) == _exported(name, made, built)


def _exported(name: str, facts: Facts, dataset: Dataset) -> object:
    try:
        return export(name, facts, dataset)
    except MissingExtra as error:
        pytest.skip(f"{error.library} is not installed")


def test_unknown_format_lists_the_known(facts: Facts, dataset: Dataset) -> None:
    with pytest.raises(UnknownFormat, match="no export format is called 'pdf'; there are: csv, cx2, cytoscapejs, "):
        export("pdf", facts, dataset)


@pytest.fixture(scope="module")
def opened(sample_files: Path) -> KnowledgeGraph:
    return open_graph(sample_files)


@pytest.mark.model
@pytest.mark.parametrize("name", REPEATABLE)
def test_sample_is_the_same_from_its_folder(name: str, sample: KnowledgeGraph, opened: KnowledgeGraph) -> None:
    assert _exported(name, opened.facts, opened.dataset) == _exported(name, sample.facts, sample.dataset)
