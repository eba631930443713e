"""GraphML, GEXF, CX2 and cytoscape.js, read by somebody else's reader and compared with the facts."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from lxml import etree
from rdflib import Dataset

from fintech_kg.exports import export, to_networkx
from fintech_kg.exports.rows import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Edge, Node, edges_of, nodes_of
from fintech_kg.graph import iri
from fintech_kg.model import Facts

from .reading import told, unlisted

GEXF = "{http://gexf.net/1.3}"
NETWORKS: dict[str, Callable[[bytes], nx.Graph[str]]] = {
    "graphml": lambda written: nx.read_graphml(io.BytesIO(written), force_multigraph=True),
    "gexf": lambda written: nx.read_gexf(io.BytesIO(written), version="1.3"),
}


def content(name: str, facts: Facts, dataset: Dataset) -> bytes:
    ((_, written),) = export(name, facts, dataset).items()
    return written


def _attributes(network: nx.Graph[str]) -> dict[str, dict[str, str]]:
    return {node: {name: data[name] for name in NODE_ATTRIBUTES} for node, data in network.nodes(data=True)}


def plain(row: Node | Edge) -> dict[str, object]:
    """A row as JSON has it."""
    told: dict[str, object] = json.loads(json.dumps(asdict(row)))
    return told


@pytest.mark.parametrize("name", NETWORKS)
def test_every_node_comes_back(name: str, facts: Facts, dataset: Dataset) -> None:
    back, network = NETWORKS[name](content(name, facts, dataset)), to_networkx(facts)
    assert {node: data["label"] for node, data in back.nodes(data=True)} == {
        str(iri("", one.id)): told(one.name) for one in facts.entities
    }
    assert _attributes(back) == _attributes(network)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_edge_comes_back(name: str, facts: Facts, dataset: Dataset) -> None:
    back, network = (
        sorted([u, v, *(data[key] for key in EDGE_ATTRIBUTES)] for u, v, data in one.edges(data=True))
        for one in (NETWORKS[name](content(name, facts, dataset)), to_networkx(facts))
    )
    assert back == network


def test_lists_come_back_out_of_one_text(facts: Facts) -> None:
    kite = _attributes(to_networkx(facts))["organisation/Kite"]
    assert unlisted(kite["names"]) == ["Kestrel", "Ki\\te", "Ki|te"]


@pytest.mark.parametrize("name", NETWORKS)
def test_edges_have_identifiers_of_their_own(name: str, facts: Facts, dataset: Dataset) -> None:
    """Gephi and yEd take two edges of one identifier for one."""
    written = ET.fromstring(content(name, facts, dataset))
    identifiers = [edge.attrib["id"] for edge in written.iter() if edge.tag.endswith("}edge")]
    assert len(identifiers) == len(facts.facts) == len(set(identifiers))


def test_gexf_declares_every_attribute_that_it_uses(facts: Facts, dataset: Dataset) -> None:
    graph = ET.fromstring(content("gexf", facts, dataset)).find(f"{GEXF}graph")
    assert graph is not None
    for over in ("node", "edge"):
        declared = {one.attrib["id"] for one in graph.iterfind(f"{GEXF}attributes[@class='{over}']/{GEXF}attribute")}
        used = {one.attrib["for"] for one in graph.iterfind(f"{GEXF}{over}s/{GEXF}{over}/{GEXF}attvalues/{GEXF}attvalue")}
        assert used == declared


def test_gexf_gives_no_attribute_the_name_of_an_elements_own(facts: Facts, dataset: Dataset) -> None:
    """Readers let an attribute named `id` rename the node, and one named `type` overwrite the edge's type."""
    titles = {one.attrib["title"] for one in ET.fromstring(content("gexf", facts, dataset)).iter(f"{GEXF}attribute")}
    assert titles.isdisjoint({"id", "label", "type", "source", "target"})


def test_gexf_is_as_its_grammar_says(facts: Facts, dataset: Dataset) -> None:
    grammar = etree.RelaxNG(etree.parse(Path(__file__).parent / "gexf13.rng"))
    written = content("gexf", facts, dataset)
    assert grammar.validate(etree.fromstring(written)), grammar.error_log
    assert not grammar.validate(etree.fromstring(written.replace(b' title="', b' name="')))


def test_gexf_edges_lead_to_nodes_and_numbers_are_numbers(facts: Facts, dataset: Dataset) -> None:
    """What a grammar cannot say."""
    graph = ET.fromstring(content("gexf", facts, dataset)).find(f"{GEXF}graph")
    assert graph is not None
    nodes = [one.attrib["id"] for one in graph.iter(f"{GEXF}node")]
    assert len(nodes) == len({*nodes})
    assert {edge.attrib[end] for edge in graph.iter(f"{GEXF}edge") for end in ("source", "target")} <= {*nodes}
    number = {one.attrib["id"] for one in graph.iter(f"{GEXF}attribute") if one.attrib["type"] in {"double", "long"}}
    assert [float(one.attrib["value"]) for one in graph.iter(f"{GEXF}attvalue") if one.attrib["for"] in number]


def test_gexf_bears_no_date(facts: Facts, dataset: Dataset) -> None:
    assert b"lastmodifieddate" not in content("gexf", facts, dataset)


@pytest.mark.parametrize("name", NETWORKS)
def test_no_character_is_one_that_xml_forbids(name: str, facts: Facts, dataset: Dataset) -> None:
    """No character that XML 1.0 forbids, not even escaped."""
    written = content(name, facts, dataset).decode()
    assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", written) is None
    assert "&#0;" not in re.sub("&amp;#0;", "", written)


def test_igraph_reads_the_graphml(facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    path = tmp_path / "graph.graphml"
    path.write_bytes(content("graphml", facts, dataset))
    back = igraph.Graph.Read_GraphML(str(path))
    assert dict(zip(back.vs["id"], back.vs["label"], strict=True)) == {
        str(iri("", one.id)): told(one.name) for one in facts.entities
    }
    ends = [(back.vs[edge.source]["id"], back.vs[edge.target]["id"]) for edge in back.es]
    edges = zip(ends, zip(*(back.es[name] for name in EDGE_ATTRIBUTES), strict=True), strict=True)
    assert sorted((*end, *attributes) for end, attributes in edges) == sorted(
        (u, v, *(data[name] for name in EDGE_ATTRIBUTES)) for u, v, data in to_networkx(facts).edges(data=True)
    )
    nodes = zip(back.vs["id"], zip(*(back.vs[name] for name in NODE_ATTRIBUTES), strict=True), strict=True)
    assert dict(nodes) == {node: tuple(told.values()) for node, told in _attributes(to_networkx(facts)).items()}


def test_network_of_asserted_facts_alone(facts: Facts) -> None:
    edges = to_networkx(facts, asserted_only=True).edges(data=True)
    assert {data["status"] for _, _, data in edges} == {"asserted"}


def test_cx2_comes_back(facts: Facts, dataset: Dataset) -> None:
    aspects = {name: value for part in json.loads(content("cx2", facts, dataset)) for name, value in part.items()}
    names = {one["id"]: one["v"]["identifier"] for one in aspects["nodes"]}
    assert [one["v"]["name"] for one in aspects["nodes"]] == [told(one.name) for one in facts.entities]
    for aspect, rows, own in (("nodes", nodes_of(facts), NODE_ATTRIBUTES), ("edges", edges_of(facts), EDGE_ATTRIBUTES)):
        found = [{name: one["v"][name] for name in own} for one in aspects[aspect]]
        assert found == [{name: value for name, value in plain(row).items() if name in own} for row in rows]
    assert [(names[one["s"]], one["v"]["interaction"], names[one["t"]], one["v"]["status"]) for one in aspects["edges"]] == [
        (str(iri("", one.subject)), one.predicate, str(iri("", one.object)), one.status.value) for one in facts.facts
    ]


def test_cx2_counts_and_declares_what_it_holds(facts: Facts, dataset: Dataset) -> None:
    parts = json.loads(content("cx2", facts, dataset))
    aspects = {name: value for part in parts for name, value in part.items()}
    assert parts[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert parts[-1] == {"status": [{"success": True}]}
    assert {one["name"]: one["elementCount"] for one in aspects["metaData"]} == {
        name: len(aspects[name]) for name in ("attributeDeclarations", "networkAttributes", "nodes", "edges")
    }
    for over in ("nodes", "edges"):
        assert {name for one in aspects[over] for name in one["v"]} == set(aspects["attributeDeclarations"][0][over])


def elements(facts: Facts, dataset: Dataset) -> dict[str, list[dict[str, dict[str, Any]]]]:
    read: dict[str, list[dict[str, dict[str, Any]]]] = json.loads(content("cytoscapejs", facts, dataset))["elements"]
    return read


def test_cytoscape_js_elements_come_back(facts: Facts, dataset: Dataset) -> None:
    read = elements(facts, dataset)
    assert [(one["data"]["id"], one["data"]["label"]) for one in read["nodes"]] == [
        (str(iri("", one.id)), told(one.name)) for one in facts.entities
    ]
    assert [(one["data"]["source"], one["data"]["relation"], one["data"]["target"]) for one in read["edges"]] == [
        (str(iri("", one.subject)), one.predicate, str(iri("", one.object))) for one in facts.facts
    ]
    assert [one["data"] for one in read["nodes"]] == [plain(row) for row in nodes_of(facts)]
    assert [one["data"] for one in read["edges"]] == [{**plain(row), "label": row.relation} for row in edges_of(facts)]


def test_cytoscape_js_identifiers_are_one_set(facts: Facts, dataset: Dataset) -> None:
    """cytoscape.js draws nothing of a second element with the same identifier."""
    found = [one["data"]["id"] for part in elements(facts, dataset).values() for one in part]
    assert len(found) == len(set(found))


def test_cytoscape_js_keeps_no_attribute_under_a_name_of_its_own(facts: Facts, dataset: Dataset) -> None:
    for part in elements(facts, dataset).values():
        kept = {name for one in part for name in one["data"]}
        assert kept.isdisjoint({"parent", "value", "name", "group", "position"})


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_javascript_reads_the_same(facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "graph.cyjs"
    path.write_bytes(content("cytoscapejs", facts, dataset))
    code = """const read = JSON.parse(require('fs').readFileSync(process.argv[1])).elements
    console.log(JSON.stringify(read.nodes.map(node => node.data.label)))"""
    done = subprocess.run(["node", "-e", code, path], capture_output=True, check=True)
    assert json.loads(done.stdout) == [told(one.name) for one in facts.entities]
