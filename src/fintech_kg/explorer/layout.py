"""Nodes and links in, a whole-numbered place for each node out: components side by side, unlinked nodes in a grid."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import NamedTuple

import networkx as nx

from fintech_kg.explorer.stress import Point, settle
from fintech_kg.ontology import Kept

LINK = (140.0, 105.0)
ROOM = (62.0, 44.0)
MARGIN = (150.0, 90.0)
STEP = 30.0
WIDE = 1.7
CELL = (230, 72)
GAP = 130
LEAST_COLUMNS = 5
ROUNDS = 40


class Block(NamedTuple):
    """A component that is laid out: its nodes, their points from (0, 0) on, and the room it takes with its labels."""

    nodes: tuple[str, ...]
    points: tuple[Point, ...]
    width: float
    height: float


class Corner(NamedTuple):
    """Where the upper left corner of a block goes."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where each node goes."""

    at: dict[str, tuple[int, int]]


def place_once(nodes: Sequence[str], links: Sequence[tuple[str, str]], kept: Kept, program: str) -> dict[str, tuple[int, int]]:
    """What `place` gives, which is made only where it is not kept; `program` is a hash of that by which places are found."""
    key = hashlib.sha256(repr((program, sorted(nodes), sorted(links))).encode("utf-8", "surrogatepass")).hexdigest()
    found = kept.made(key, Places)
    if found is None:
        found = Places(place(nodes, links))
        kept.keep_made(key, found)
    return found.at


def place(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """A place for each of `nodes`; `links` join them in either direction. x grows rightwards and y downwards."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted((min(link), max(link)) for link in links if link[0] != link[1]))
    groups = sorted(sorted(group) for group in nx.connected_components(graph))
    blocks = sorted((_block(graph, group) for group in groups if len(group) > 1), key=_by_size)
    corners, width, height = _pack(blocks)
    linked = {
        node: (round(corner.x + x), round(corner.y + y))
        for block, corner in zip(blocks, corners, strict=True)
        for node, (x, y) in zip(block.nodes, block.points, strict=True)
    }
    return linked | _grid([group[0] for group in groups if len(group) == 1], width, height)


def _by_size(block: Block) -> tuple[int, float, tuple[str, ...]]:
    return (-len(block.nodes), -block.height, block.nodes)


def _block(graph: nx.Graph[str], group: Sequence[str]) -> Block:
    points = _spread(_lying(settle(graph.subgraph(group), group)))
    left, top = min(x for x, _ in points), min(y for _, y in points)
    moved = tuple((x - left, y - top) for x, y in points)
    width = max(x for x, _ in moved) + MARGIN[0]
    height = max(y for _, y in moved) + MARGIN[1]
    return Block(tuple(group), moved, ceil(width / STEP) * STEP, ceil(height / STEP) * STEP)


def _lying(points: Sequence[Point]) -> list[Point]:
    """The points in units of the page, turned so that they are wider than high, as screens are."""
    width = max(x for x, _ in points) - min(x for x, _ in points)
    height = max(y for _, y in points) - min(y for _, y in points)
    return [(LINK[0] * x, LINK[1] * y) if width >= height else (LINK[0] * y, LINK[1] * x) for x, y in points]


def _spread(points: Sequence[Point]) -> list[Point]:
    """The points with those that would overlap pushed apart, in units of the room that a node with its label takes."""
    places = [[x / ROOM[0], y / ROOM[1]] for x, y in points]
    for _ in range(ROUNDS):
        if not _push_apart(places):
            break
    return [(x * ROOM[0], y * ROOM[1]) for x, y in places]


def _push_apart(places: list[list[float]]) -> bool:
    """Moves each two of `places` that are nearer than 1 to that distance. Says whether any were."""
    moved = False
    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    for position, one in enumerate(order):
        for other in order[position + 1 :]:
            if places[other][0] - places[one][0] >= 1:
                break
            moved |= _push_pair(places[one], places[other])
    return moved


def _push_pair(a: list[float], b: list[float]) -> bool:
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = sqrt(dx * dx + dy * dy)
    if distance >= 1:
        return False
    share = (1 - distance) / (2 * distance) if distance > 0 else 0.5
    dx = dx if distance > 0 else 1.0
    for place, sign in ((a, -1), (b, 1)):
        place[0] += sign * share * dx
        place[1] += sign * share * dy
    return True


def _pack(blocks: Sequence[Block]) -> tuple[list[Corner], float, float]:
    """The corner of each block, none over another, and the width and height of all: each goes as high as it can."""
    area = sum(block.width * block.height for block in blocks)
    width = max([sqrt(area * WIDE), *(block.width for block in blocks)])
    placed: list[tuple[Corner, Block]] = []
    for block in blocks:
        placed.append((_highest(block, placed, width), block))
    height = max((corner.y + block.height for corner, block in placed), default=0.0)
    return [corner for corner, _ in placed], width, height


def _highest(block: Block, placed: Sequence[tuple[Corner, Block]], width: float) -> Corner:
    starts = sorted({0.0, *(corner.x + other.width for corner, other in placed)})
    fitting = [x for x in starts if x + block.width <= width] or [0.0]
    return min((Corner(x, _floor(x, block, placed)) for x in fitting), key=lambda corner: (corner.y, corner.x))


def _floor(x: float, block: Block, placed: Sequence[tuple[Corner, Block]]) -> float:
    """How far down the blocks reach that stand above `block`, were it at `x`."""
    above = (corner.y + other.height for corner, other in placed if corner.x < x + block.width and x < corner.x + other.width)
    return max(above, default=0.0)


def _grid(nodes: Sequence[str], width: float, top: float) -> dict[str, tuple[int, int]]:
    """Rows of nodes under everything else."""
    columns = max(LEAST_COLUMNS, int(width / CELL[0]), ceil(sqrt(len(nodes) * WIDE * CELL[1] / CELL[0])))
    return {
        node: (index % columns * CELL[0], round(top) + GAP + index // columns * CELL[1]) for index, node in enumerate(nodes)
    }
