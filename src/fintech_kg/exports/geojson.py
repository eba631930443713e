"""A map: from Facts to GeoJSON (RFC 7946) of the places, with the facts about each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain

from fintech_kg.exports.characters import as_json, json_items
from fintech_kg.exports.pieces import in_utf8
from fintech_kg.exports.rows import Edge, Node, edges_of, nodes_of
from fintech_kg.exports.source import Files, Source
from fintech_kg.model import Kind
from fintech_kg.ontology import coordinates


def places(source: Source) -> Files:
    """A feature for each place; those that the place register does not know have no geometry, as RFC 7946 allows.

    `point` says what stands at the coordinates: the city itself, the country's capital, or the middle of the continent.
    `facts` are those that end or begin at the place, whatever their status, each with its sentences.
    """
    about: dict[str, list[Edge]] = defaultdict(list)
    facts = source.facts
    for edge in edges_of(facts):
        for end in sorted({edge.source, edge.target}):
            about[end].append(edge)
    labels = {node.id: node.label for node in nodes_of(facts)}
    features = (
        as_json(_feature(node, [_fact(edge, labels) for edge in about[node.id]]))
        for node in nodes_of(facts)
        if node.kind == Kind.PLACE.value
    )
    content = chain(['{"type": "FeatureCollection", "features": '], json_items(features), ["}\n"])
    return {"places.geojson": in_utf8(content)}


def _feature(node: Node, about: list[dict[str, object]]) -> dict[str, object]:
    known = coordinates()
    place = next((known[one] for one in node.same_as if one in known), None)
    return {
        "type": "Feature",
        "id": node.id,
        "geometry": None if place is None else {"type": "Point", "coordinates": place[:2]},
        "properties": {
            "name": node.label,
            "names": node.names,
            "types": node.types,
            "country": node.country or None,
            "same_as": node.same_as,
            "point": None if place is None else place[2],
            "facts": about,
        },
    }


def _fact(edge: Edge, labels: Mapping[str, str]) -> dict[str, object]:
    return {
        "subject": labels[edge.source],
        "relation": edge.relation,
        "object": labels[edge.target],
        "status": edge.status,
        "confidence": edge.confidence,
        "sentences": edge.sentences,
    }
