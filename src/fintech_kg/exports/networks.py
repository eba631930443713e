"""Networks: from Facts to a networkx graph, and to GraphML and GEXF 1.3 for Gephi, Cytoscape, yEd, igraph and the like.

networkx writes neither here: its GEXF ends at 1.2, lets an attribute named `id` or `type` overwrite the node's or the edge's
own, and puts a date in; its GraphML raises on lists, and its XML readers give back other line ends than were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import networkx as nx

from fintech_kg.exports.characters import listed, xml_attribute, xml_text
from fintech_kg.exports.pieces import in_utf8
from fintech_kg.exports.rows import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Edge, Node, edges_of, nodes_of
from fintech_kg.exports.source import Files, Source
from fintech_kg.model import Facts, Status

Value = str | float | int
_TYPES: Mapping[str, str] = {"confidence": "double", "weight": "long"}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def to_networkx(facts: Facts, *, asserted_only: bool = False) -> nx.MultiDiGraph[str]:
    """A directed multigraph: a node for each entity, an edge for each fact with its status, confidence and sentences.

    Attributes are strings and numbers, so that every network format can carry them; several texts are parted by `|`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes_of(facts):
        graph.add_node(node.id, label=node.label, **dict(_attributes(node, NODE_ATTRIBUTES)))
    for edge in edges_of(facts):
        if edge.status == Status.ASSERTED.value or not asserted_only:
            attributes = dict(_attributes(edge, EDGE_ATTRIBUTES))
            graph.add_edge(edge.source, edge.target, key=f"{edge.relation} {edge.status}", label=edge.relation, **attributes)
    return graph


def graphml(source: Source) -> Files:
    """GraphML 1.0."""
    return {"graph.graphml": in_utf8(_graphml(source.facts))}


def gexf(source: Source) -> Files:
    """GEXF 1.3, without a date."""
    return {"graph.gexf": in_utf8(_gexf(source.facts))}


def _attributes(row: Node | Edge, names: Iterable[str]) -> Iterator[tuple[str, Value]]:
    for name in names:
        value = getattr(row, name)
        yield name, listed(value) if isinstance(value, tuple) else value


def _graphml(facts: Facts) -> Iterator[str]:
    yield _XML + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    yield ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    for prefix, over, names in (("n", "node", ("label", *NODE_ATTRIBUTES)), ("e", "edge", ("label", *EDGE_ATTRIBUTES))):
        for name in names:
            kind = _TYPES.get(name, "string")
            yield f'  <key id="{prefix}_{name}" for="{over}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in nodes_of(facts):
        data = _data("n", [("label", node.label), *_attributes(node, NODE_ATTRIBUTES)])
        yield f"    <node id={xml_attribute(node.id)}>{data}</node>\n"
    for edge in edges_of(facts):
        data = _data("e", [("label", edge.relation), *_attributes(edge, EDGE_ATTRIBUTES)])
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        yield f"    <edge id={xml_attribute(edge.id)} {ends}>{data}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(prefix: str, attributes: Iterable[tuple[str, Value]]) -> str:
    return "".join(f'<data key="{prefix}_{name}">{xml_text(str(value))}</data>' for name, value in attributes)


def _gexf(facts: Facts) -> Iterator[str]:
    yield _XML + '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '  <graph defaultedgetype="directed" mode="static">\n'
    for over, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        yield f'    <attributes class="{over}">\n'
        for name in names:
            yield f'      <attribute id="{name}" title="{name}" type="{_TYPES.get(name, "string")}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for node in nodes_of(facts):
        values = _values(_attributes(node, NODE_ATTRIBUTES))
        yield f"      <node id={xml_attribute(node.id)} label={xml_attribute(node.label)}>{values}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge in edges_of(facts):
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        shown = f'label={xml_attribute(edge.relation)} kind={xml_attribute(edge.relation)} weight="{edge.weight}"'
        values = _values(_attributes(edge, EDGE_ATTRIBUTES))
        yield f"      <edge id={xml_attribute(edge.id)} {ends} {shown}>{values}</edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _values(attributes: Iterable[tuple[str, Value]]) -> str:
    told = "".join(f'<attvalue for="{name}" value={xml_attribute(str(value))}/>' for name, value in attributes)
    return f"<attvalues>{told}</attvalues>"
