"""Makes the outlines of the explorer's map: from the TopoJSON of the npm package world-atlas 2.0.2 to GeoJSON.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/outlines.py package/countries-110m.json src/fintech_kg/explorer/data/countries.geojson

The shapes are those of Natural Earth, which are in the public domain; the package is under the ISC licence.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """A feature with its name for each country; coordinates are degrees with two decimals."""
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    features = [
        {"type": "Feature", "properties": {"name": one["properties"]["name"]}, "geometry": _geometry(one, arcs)}
        for one in topology["objects"]["countries"]["geometries"]
    ]
    return {"type": "FeatureCollection", "features": sorted(features, key=lambda one: str(one["properties"]))}


def _unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """The points of an arc, which holds the difference from each to the next in whole steps."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    points, x, y = list[Point](), 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((round(x * wide + left, 2), round(y * high + low, 2)))
    return points


def _geometry(one: dict[str, Any], arcs: list[list[Point]]) -> dict[str, Any]:
    if one["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": [_ring(ring, arcs) for ring in one["arcs"]]}
    return {"type": "MultiPolygon", "coordinates": [[_ring(ring, arcs) for ring in part] for part in one["arcs"]]}


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The arcs one behind the other; a number below zero is that of an arc from its end to its start."""
    points = list[Point]()
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    return [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    made = json.dumps(outlines(json.loads(source.read_text(encoding="utf-8"))), separators=(",", ":"))
    target.write_text(f"{made}\n", encoding="utf-8")
