"""Cytoscape: from Facts to CX2, which Cytoscape and NDEx take, and to the elements that cytoscape.js draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain

from fintech_kg.exports.characters import as_json, json_items
from fintech_kg.exports.pieces import in_utf8
from fintech_kg.exports.rows import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, edges_of, nodes_of
from fintech_kg.exports.source import Files, Source
from fintech_kg.model import Facts

_TYPES: Mapping[str, str] = {"confidence": "double", "weight": "integer"}
_LISTS = {"types", "names", "same_as", "sentences", "documents", "roles", "amounts", "times"}


def cytoscape_js(source: Source) -> Files:
    """Elements as `cytoscape({elements})` takes them.

    Of the names that cytoscape.js keeps for itself only `id`, `source` and `target` occur, each in its own meaning.
    """
    nodes = (as_json({"data": asdict(node)}) for node in nodes_of(source.facts))
    edges = (as_json({"data": {**asdict(edge), "label": edge.relation}}) for edge in edges_of(source.facts))
    content = chain(['{"elements": {"nodes": '], json_items(nodes), [', "edges": '], json_items(edges), ["}}\n"])
    return {"graph.cyjs": in_utf8(content)}


def cx2(source: Source) -> Files:
    """CX2, version 2.0: nodes have numbers as their identifiers there, and `identifier` holds ours."""
    return {"graph.cx2": in_utf8(_cx2(source.facts))}


def _cx2(facts: Facts) -> Iterator[str]:
    between = "[\n"
    for aspect in _aspects(facts):
        yield between
        yield from aspect
        between = ",\n"
    yield "\n]\n"


def _aspects(facts: Facts) -> Iterator[Iterable[str]]:
    numbers = {node.id: number for number, node in enumerate(nodes_of(facts))}
    yield [as_json({"CXVersion": "2.0", "hasFragments": False})]
    yield [
        as_json(
            {
                "metaData": [
                    {"name": "attributeDeclarations", "elementCount": 1},
                    {"name": "networkAttributes", "elementCount": 1},
                    {"name": "nodes", "elementCount": len(numbers)},
                    {"name": "edges", "elementCount": len(facts.facts)},
                ]
            }
        )
    ]
    declared = {
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": {name: {"d": _type(name)} for name in ("name", "identifier", *NODE_ATTRIBUTES)},
        "edges": {name: {"d": _type(name)} for name in ("interaction", "identifier", *EDGE_ATTRIBUTES)},
    }
    yield [as_json({"attributeDeclarations": [declared]})]
    yield [as_json({"networkAttributes": [{"name": "fintech_kg"}]})]
    nodes = (as_json({"id": numbers[one.id], "v": _node(asdict(one))}) for one in nodes_of(facts))
    yield chain(['{"nodes": '], json_items(nodes), ["}"])
    edges = (
        as_json({"id": number, "s": numbers[one.source], "t": numbers[one.target], "v": _edge(asdict(one))})
        for number, one in enumerate(edges_of(facts))
    )
    yield chain(['{"edges": '], json_items(edges), ["}"])
    yield [as_json({"status": [{"success": True}]})]


def _node(row: Mapping[str, object]) -> dict[str, object]:
    return {"name": row["label"], "identifier": row["id"], **{name: row[name] for name in NODE_ATTRIBUTES}}


def _edge(row: Mapping[str, object]) -> dict[str, object]:
    return {"interaction": row["relation"], "identifier": row["id"], **{name: row[name] for name in EDGE_ATTRIBUTES}}


def _type(name: str) -> str:
    return "list_of_string" if name in _LISTS else _TYPES.get(name, "string")
