"""A selection in, a pyvis network out: its nodes with their places, one line for each linked pair, the options."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from math import sqrt

from pyvis.network import Network

from fintech_kg.explorer.layout import place, place_once
from fintech_kg.explorer.selection import Selection
from fintech_kg.model import Fact, Kind
from fintech_kg.ontology import Kept

SHAPES = {
    Kind.ORGANISATION: ("square", 0.86),
    Kind.PLACE: ("triangleDown", 1.0),
    Kind.PERSON: ("dot", 1.0),
    Kind.TECHNOLOGY: ("diamond", 1.2),
}

OPTIONS: dict[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "zoomSpeed": 0.6},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "shapeProperties": {"interpolation": False}},
    "edges": {
        "smooth": False,
        "width": 1.2,
        "hoverWidth": 1,
        "selectionWidth": 1.5,
        "arrows": {"to": {"scaleFactor": 0.45}, "from": {"scaleFactor": 0.45}},
        "color": {"inherit": False},
    },
    "groups": {kind.value: {"shape": shape} for kind, (shape, _) in SHAPES.items()},
}

Line = tuple[int, int, list[int]]


def draw(selection: Selection, *, title: str, kept: Kept | None = None, program: str = "") -> Network:
    """The network of `selection`. Node `n3` is its fourth entity; a line's `facts` are indexes into its facts.

    `kept` may hold the places of an earlier time; `program` is a hash of the modules that find them.
    The lists are filled directly, for `add_node` and `add_edge` search the whole network on each call.
    """
    lines = _lines(selection)
    nodes, ends = [entity.id for entity in selection.entities], _ends(selection.facts)
    places = place(nodes, ends) if kept is None else place_once(nodes, ends, kept, program)
    degrees = _degrees(lines)
    network = Network(directed=True, heading=title, cdn_resources="in_line")
    network.set_options(json.dumps(OPTIONS))
    network.nodes = [
        _node(index, entity.kind, places[entity.id], degrees[index]) for index, entity in enumerate(selection.entities)
    ]
    network.edges = [
        {"id": f"e{index}", "from": f"n{one}", "to": f"n{other}", "facts": facts}
        for index, (one, other, facts) in enumerate(lines)
    ]
    return network


def _ends(facts: Iterable[Fact]) -> list[tuple[str, str]]:
    return [(fact.subject, fact.object) for fact in facts]


def _lines(selection: Selection) -> list[Line]:
    """Each pair of entities with facts between them, by index, lower first, with the indexes of those facts."""
    index = {entity.id: number for number, entity in enumerate(selection.entities)}
    lines: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, fact in enumerate(selection.facts):
        one, other = sorted((index[fact.subject], index[fact.object]))
        lines[one, other].append(number)
    return [(one, other, lines[one, other]) for one, other in sorted(lines)]


def _degrees(lines: Iterable[Line]) -> dict[int, int]:
    degrees: dict[int, int] = defaultdict(int)
    for one, other, _ in lines:
        if one != other:
            degrees[one] += 1
            degrees[other] += 1
    return degrees


def _node(index: int, kind: Kind, at: tuple[int, int], degree: int) -> dict[str, object]:
    size = min(8 + 2.6 * sqrt(degree), 24) * SHAPES[kind][1]
    return {"id": f"n{index}", "group": kind.value, "x": at[0], "y": at[1], "size": round(size, 1), "degree": degree}
