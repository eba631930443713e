"""The links of one connected component in, a place for each of its nodes out, so that distances on the page follow
distances in the graph.

The method is stress minimisation by stochastic gradient descent: Zheng, Pawar and Goodman, "Graph Drawing by
Stochastic Gradient Descent", IEEE TVCG 2018. It is written out here, where a library would do, for two reasons:
networkx's own layouts want scipy from 500 nodes on, and sum in an order that depends on the processor, while here
every operation is one that IEEE 754 rounds exactly, so that all machines give the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from math import sqrt

import networkx as nx

Point = tuple[float, float]
Term = tuple[int, int, float]

LEAST_ROUNDS, MOST_ROUNDS = 30, 150
MOVES, MOVES_OF_LARGE = 1_500_000, 300_000
LAST_STEP = 0.05
MOST_IN_FULL, PIVOTS = 200, 24
SEED = 11


def settle(graph: nx.Graph[str], nodes: Sequence[str]) -> list[Point]:
    """A point for each of `nodes`, which are all those of a connected `graph`; a link between small things is about 1
    long, and one to a thing with many links is longer, so that they all find room around it.
    """
    if len(nodes) <= 2:
        return [(float(index), 0.0) for index in range(len(nodes))]
    draw = random.Random(SEED)
    terms = list(_terms(_measured(graph), nodes, draw))
    places = [[draw.random(), draw.random()] for _ in nodes]
    for step in _steps(max(distance for _, _, distance in terms), _rounds(len(nodes), len(terms))):
        terms.sort(key=lambda _: draw.random())  # a third of the time of shuffle, and as even
        _improve(places, terms, step)
    return [(x, y) for x, y in places]


def _measured(graph: nx.Graph[str]) -> nx.Graph[str]:
    """The graph with the length wanted of each link as its weight."""
    measured: nx.Graph[str] = nx.Graph()
    degrees = dict(graph.degree)
    for one, other in graph.edges:
        measured.add_edge(one, other, weight=max(1.0, 0.5 * sqrt(max(degrees[one], degrees[other]))))
    return measured


def _terms(graph: nx.Graph[str], nodes: Sequence[str], draw: random.Random) -> Iterator[Term]:
    """Pairs of nodes with the distance wanted. Of a large graph, all links and the pairs with one of a few pivots (Ortmann,
    Klimenta, Brandes: A sparse stress model, JGAA 2017), for the time of all pairs grows with the square of the nodes.
    """
    index = {node: number for number, node in enumerate(nodes)}
    large = len(nodes) > MOST_IN_FULL
    pivots = sorted(draw.sample(nodes, PIVOTS)) if large else nodes
    for node in pivots:
        reached = nx.single_source_dijkstra_path_length(graph, node)
        for other in sorted(reached, key=index.__getitem__):
            if index[node] < index[other] or (large and other not in pivots):
                yield index[node], index[other], float(reached[other])
    if large:
        yield from (
            (index[one], index[other], float(graph.edges[one, other]["weight"]))
            for one, other in sorted(graph.edges)
            if one not in pivots and other not in pivots
        )


def _rounds(nodes: int, terms: int) -> int:
    moves = MOVES if nodes <= MOST_IN_FULL else MOVES_OF_LARGE
    return min(max(moves // terms, LEAST_ROUNDS), MOST_ROUNDS)


def _steps(longest: float, rounds: int) -> Iterator[float]:
    """How far a pair may move in each round, falling geometrically from all the way to hardly at all."""
    step = longest * longest
    shrink = round((LAST_STEP / step) ** (1 / (rounds - 1)), 9)
    for _ in range(rounds):
        yield step
        step *= shrink


def _improve(places: list[list[float]], terms: Sequence[Term], step: float) -> None:
    """Moves each pair of `places` towards the distance wanted, the nearer pairs the more."""
    for one, other, distance in terms:
        a, b = places[one], places[other]
        dx, dy = a[0] - b[0], a[1] - b[1]
        length = sqrt(dx * dx + dy * dy) or 1e-9
        share = min(1.0, step / (distance * distance)) * (length - distance) / (2 * length)
        a[0] -= share * dx
        a[1] -= share * dy
        b[0] += share * dx
        b[1] += share * dy
