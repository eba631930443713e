"""Each format, read back by somebody else's reader and compared."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from rdflib import Dataset, Graph

from fintech_kg import KnowledgeGraph, open_graph
from fintech_kg.assembly import assemble
from fintech_kg.errors import UnknownFormat
from fintech_kg.exports import EXPORTERS, export, to_networkx
from fintech_kg.graph import dataset_of, facts_of, to_trig, union_of
from fintech_kg.model import Facts, Status
from fintech_kg.ontology import Ontology

from ..handmade import FORGIVEN, HOSTILE, Claim, extraction

TRIPLES = {
    "turtle": ("graph.ttl", "turtle"),
    "ntriples": ("graph.nt", "nt"),
    "rdfxml": ("graph.rdf", "xml"),
    "jsonld": ("graph.jsonld", "json-ld"),
}
QUADS = {"trig": ("graph.trig", "trig"), "nquads": ("graph.nq", "nquads")}
RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml", "trig": "trig", "nquads": "nquads"}
NETWORKS: dict[str, tuple[str, Callable[[io.BytesIO], nx.Graph[str]]]] = {
    "graphml": ("graph.graphml", lambda stream: nx.read_graphml(stream, force_multigraph=True)),
    "gexf": ("graph.gexf", lambda stream: nx.read_gexf(stream, version="1.2draft")),
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    claims = [Claim(one, "uses", other, qualifiers=(("role", one),)) for one, other in pairwise(HOSTILE)]
    claims += [
        Claim("Kite", "acquired", "Plaid"),
        Claim("Kite", "acquired", "Plaid", Status.DENIED),
        Claim("Kite", "uses", "Plaid"),
    ]
    one = extraction("one.txt", claims, figures=HOSTILE, words=HOSTILE, names={"Kite": ("Kestrel",)})
    two = extraction("two.txt", [Claim("Kite", "acquired", "Plaid"), Claim("Plaid", "uses", "Visa", Status.RUMOURED)])
    return assemble([one, two])


@pytest.fixture(scope="module")
def dataset(facts: Facts, known: Ontology) -> Dataset:
    return dataset_of(facts, known)


def content(name: str, facts: Facts, dataset: Dataset) -> bytes:
    ((_, written),) = export(name, facts, dataset).items()
    return written


def test_every_format_is_tested() -> None:
    assert {*TRIPLES, *QUADS, *NETWORKS, "csv"} == set(EXPORTERS)


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


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("name", RAPPER)
def test_rapper_reads_the_same(name: str, facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "graph"
    file.write_bytes(content(name, facts, dataset))
    done = subprocess.run(
        ["rapper", "-i", RAPPER[name], "-o", "ntriples", file, "https://example.org/"], capture_output=True, check=False
    )
    assert (done.returncode, b"rror" in done.stderr) == (0, False), done.stderr.decode()
    assert len(Graph().parse(data=done.stdout, format="nt")) == len(union_of(dataset))


@pytest.mark.parametrize("name", EXPORTERS)
def test_same_facts_give_the_same_bytes_on_the_way_through_a_file(name: str, known: Ontology) -> None:
    """What `fintech-kg export` writes from a folder is what `KnowledgeGraph.export` writes."""
    made = assemble(
        [extraction("one.txt", [Claim("Kite", "acquired", "Plaid")], names={"Kite": ("Kestrel",)}, figures=["Kite"])]
    )
    built = dataset_of(made, known)
    opened = Dataset(default_union=True)
    opened.parse(data=to_trig(built), format="trig")
    assert export(name, facts_of(opened), opened) == export(name, made, built)


def shown(text: str) -> str:
    """What XML can carry of a text: its readers make one line end of several."""
    for char in FORGIVEN:
        text = text.replace(char, "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _labels(network: nx.Graph[str]) -> list[str]:
    return [data["label"] for _, data in network.nodes(data=True)]


@pytest.mark.parametrize("name", NETWORKS)
def test_network_comes_back(name: str, facts: Facts, dataset: Dataset) -> None:
    file, read = NETWORKS[name]
    back, network = read(io.BytesIO(export(name, facts, dataset)[file])), to_networkx(facts)
    keys = ("relation", "status", "confidence", "sentences", "documents", "roles")
    nodes, edges = zip(
        *(
            (
                sorted(shown(label) for label in _labels(one)),
                sorted([shown(u), shown(v), *(shown(str(data[key])) for key in keys)] for u, v, data in one.edges(data=True)),
            )
            for one in (back, network)
        ),
        strict=True,
    )
    assert nodes[0] == nodes[1]
    assert edges[0] == edges[1]


@pytest.mark.parametrize("name", NETWORKS)
def test_edges_of_a_network_have_identifiers_of_their_own(name: str, facts: Facts, dataset: Dataset) -> None:
    """Gephi and yEd take two edges of one identifier for one."""
    identifiers = _edge_identifiers(content(name, facts, dataset))
    assert len(identifiers) == len(facts.facts) == len(set(identifiers))


def _edge_identifiers(written: bytes) -> list[str]:
    return [edge.attrib["id"] for edge in ET.fromstring(written).iter() if edge.tag.endswith("}edge")]


def test_gexf_bears_no_date(facts: Facts, dataset: Dataset) -> None:
    assert b"lastmodifieddate" not in content("gexf", facts, dataset)


def test_network_of_asserted_facts_alone(facts: Facts) -> None:
    edges = to_networkx(facts, asserted_only=True).edges(data=True)
    assert {data["status"] for _, _, data in edges} == {"asserted"}


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8"), newline="")))


def carried(text: str) -> str:
    """What UTF-8 can carry of a text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def test_nodes_come_back(facts: Facts, dataset: Dataset) -> None:
    found = [(row["id"], row["label"], row["kind"]) for row in rows(export("csv", facts, dataset)["nodes.csv"])]
    assert found == [(carried(one.id), carried(one.name), one.kind.value) for one in facts.entities]


def test_names_besides_the_label_come_back(facts: Facts, dataset: Dataset) -> None:
    named = {row["label"]: row["names"] for row in rows(export("csv", facts, dataset)["nodes.csv"])}
    assert (named["Kite"], named["Plaid"]) == ("Kestrel", "")


def test_edges_come_back(facts: Facts, dataset: Dataset) -> None:
    found = [
        (
            row["subject"],
            row["relation"],
            row["object"],
            row["status"],
            row["role"],
            row["sentence"],
            row["start"],
            row["statement"],
        )
        for row in rows(export("csv", facts, dataset)["edges.csv"])
    ]
    assert found == [
        tuple(
            map(
                carried,
                (
                    one.subject, one.predicate, one.object, one.status.value, dict(one.qualifiers).get("role", ""),
                    one.evidence.quote, str(one.evidence.start), one.id,
                ),
            )
        )
        for fact in facts.facts
        for one in fact.statements
    ]  # fmt: skip


def test_jsonld_is_json_with_our_prefixes(facts: Facts, dataset: Dataset) -> None:
    data = json.loads(content("jsonld", facts, dataset))
    assert data["@context"]["fkg"] == "https://w3id.org/fintech-kg/ontology#"


def test_unknown_format_lists_the_known(facts: Facts, dataset: Dataset) -> None:
    with pytest.raises(UnknownFormat, match="no export format is called 'pdf'; there are: csv, gexf, graphml, "):
        export("pdf", facts, dataset)


@pytest.fixture(scope="module")
def opened(sample_files: Path) -> KnowledgeGraph:
    return open_graph(sample_files)


@pytest.mark.model
@pytest.mark.parametrize("name", EXPORTERS)
def test_sample_is_the_same_from_its_folder(name: str, sample: KnowledgeGraph, opened: KnowledgeGraph) -> None:
    assert export(name, opened.facts, opened.dataset) == export(name, sample.facts, sample.dataset)
