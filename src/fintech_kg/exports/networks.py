"""Networks: from Facts to a networkx graph, and to GraphML and GEXF for Gephi, Cytoscape, yEd and the like."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import networkx as nx
from rdflib import Dataset

from fintech_kg.model import Fact, Facts, Status, digest

# XML 1.0 can carry none of these, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_networkx(facts: Facts, *, asserted_only: bool = False) -> nx.MultiDiGraph[str]:
    """A directed multigraph: a node for each entity, an edge for each fact with its status, confidence and sentences.

    Attributes are strings and numbers, so that every network format can carry them.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in facts.entities:
        also = [name for name in entity.names if name != entity.name]
        graph.add_node(
            entity.id, label=entity.name, kind=entity.kind.value, names="; ".join(also), country=entity.country or ""
        )
    for fact in facts.facts:
        if fact.status is Status.ASSERTED or not asserted_only:
            graph.add_edge(fact.subject, fact.object, key=f"{fact.predicate} {fact.status.value}", **_edge(fact))
    return graph


def _edge(fact: Fact) -> dict[str, str | float | int]:
    return {
        "label": fact.predicate,
        "relation": fact.predicate,
        "status": fact.status.value,
        "confidence": float(fact.confidence),
        "weight": len(fact.statements),
        "sentences": " | ".join(dict.fromkeys(one.evidence.quote for one in fact.statements)),
        "documents": " ".join(sorted({one.evidence.document for one in fact.statements})),
        "roles": "; ".join(sorted({text for one in fact.statements for name, text in one.qualifiers if name == "role"})),
    }


def graphml(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """GraphML."""
    stream = io.BytesIO()
    nx.write_graphml(_for_xml(facts), stream, named_key_ids=True, edge_id_from_attribute="id")
    return {"graph.graphml": stream.getvalue()}


def gexf(facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """GEXF 1.2 without the date that networkx would put in."""
    stream = io.BytesIO()
    nx.write_gexf(_for_xml(facts), stream, version="1.2draft")
    return {"graph.gexf": re.sub(rb' lastmodifieddate="[^"]*"', b"", stream.getvalue())}


def _for_xml(facts: Facts) -> nx.MultiDiGraph[str]:
    network = to_networkx(facts)
    graph: nx.MultiDiGraph[str] = nx.relabel_nodes(network, {node: _NO_XML.sub("\ufffd", node) for node in network})
    for _, attributes in graph.nodes(data=True):
        _clean(attributes)
    for subject, object_, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = digest(f"{subject} {key} {object_}")  # readers take edges of one identifier for one edge
        _clean(attributes)
    return graph


def _clean(attributes: dict[str, object]) -> None:
    """Our own fresh graph is the one that changes."""
    for name, value in attributes.items():
        if isinstance(value, str):
            attributes[name] = _NO_XML.sub("\ufffd", value)
