"""From the links between things to the community of each and its place in the picture of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from fintech_kg.explorer.layout import place


@dataclass(frozen=True, slots=True)
class Arrangement:
    """By number of a thing: its community and its place."""

    communities: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]

    def of(self, number: int) -> tuple[int, float, float]:
        return self.communities[number], self.x[number], self.y[number]


def arranged(things: int, links: Sequence[tuple[int, int]], kinds: Sequence[int]) -> Arrangement:
    """The arrangement of so many things, numbered from 0."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(things))
    graph.add_edges_from(links)
    found = nx.community.louvain_communities(graph, seed=1)
    community = {one: number for number, group in enumerate(sorted(map(sorted, found))) for one in group}
    places = place([f"{n:09}" for n in range(things)], [(f"{a:09}", f"{b:09}") for a, b in links])
    at = [places[f"{n:09}"] for n in range(things)]
    return Arrangement(
        tuple(community[n] for n in range(things)), tuple(float(x) for x, _ in at), tuple(float(y) for _, y in at)
    )
