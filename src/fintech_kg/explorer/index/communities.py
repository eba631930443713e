"""Links between numbered things in, the community of each out, level by level.

The method is that of Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in large networks", 2008
(Louvain). It is written out here because networkx's takes many times as long, and igraph, which is fast, is under the GPL.
Things are visited in the order of their numbers and ties go to the lower number, so that the same links give the same
communities.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_SWEEPS = 12
_ENOUGH = 0.002
"""A level is settled when a sweep moves no more than this share of its nodes."""


def communities(things: int, links: Ints, *, most_levels: int = 10) -> list[Ints]:
    """By level, from the finest to the coarsest, the community of each thing, numbered from 0 without gaps.

    `links` has two columns; a pair that stands there several times is linked the more strongly. There is at least one level.
    """
    inside = links[:, 0] != links[:, 1]
    ends, weights = _merged(links[inside], np.ones(int(inside.sum())), things)
    loops: Floats = np.zeros(things)
    own: Ints = np.arange(things, dtype=np.int64)
    levels: list[Ints] = []
    while len(levels) < most_levels:
        found = _level(len(loops), ends, weights, loops)
        count = int(found.max()) + 1 if len(found) else 0
        if levels and count == len(loops):
            break
        own = found[own]
        levels.append(own)
        within = found[ends[:, 0]] == found[ends[:, 1]]
        loops = _summed(found, loops, count) + _summed(found[ends[within, 0]], weights[within], count)
        ends, weights = _merged(found[ends[~within]], weights[~within], count)
    return levels


def _merged(ends: Ints, weights: Floats, count: int) -> tuple[Ints, Floats]:
    """Each pair of nodes once, the lower number first, with the sum of its weights."""
    pairs = np.sort(ends, axis=1)
    keys, at = np.unique(pairs[:, 0] * count + pairs[:, 1], return_inverse=True)
    merged: Ints = np.stack([keys // max(count, 1), keys % max(count, 1)], axis=1)
    return merged, _summed(at, weights, len(keys))


def _summed(at: Ints, weights: Floats, count: int) -> Floats:
    """The sum of the weights at each number."""
    return np.asarray(np.bincount(at, weights, minlength=count), np.float64)


def _level(count: int, ends: Ints, weights: Floats, loops: Floats) -> Ints:
    """The community of each node where no move of a single one makes modularity higher by much."""
    one, other = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    order = np.lexsort((other, one))
    starts: list[int] = np.searchsorted(one[order], np.arange(count + 1)).tolist()
    towards: list[int] = other[order].tolist()
    weighing: list[float] = np.concatenate([weights, weights])[order].tolist()
    degrees: list[float] = (np.bincount(one, np.concatenate([weights, weights]), minlength=count) + 2 * loops).tolist()
    total = sum(degrees)
    community = list(range(count))
    weight_of = degrees.copy()
    for _ in range(_SWEEPS):
        moved = _sweep(starts, towards, weighing, degrees, total, community, weight_of)
        if moved <= _ENOUGH * count:
            break
    return _numbered(community)


def _sweep(
    starts: Sequence[int],
    towards: Sequence[int],
    weighing: Sequence[float],
    degrees: Sequence[float],
    total: float,
    community: list[int],
    weight_of: list[float],
) -> int:
    """Moves each node to the neighbouring community that gains most; changes the last two. Returns how many it moved."""
    moved = 0
    for node, old in enumerate(community):
        start, end = starts[node], starts[node + 1]
        if start == end:
            continue
        near: dict[int, float] = {old: 0.0}
        for at in range(start, end):
            its = community[towards[at]]
            near[its] = near.get(its, 0.0) + weighing[at]
        degree = degrees[node]
        weight_of[old] -= degree
        share = degree / total
        best, gain = old, near[old] - weight_of[old] * share
        for its, weight in near.items():
            better = weight - weight_of[its] * share
            if better > gain + 1e-12 or (better > gain - 1e-12 and its < best and best != old):
                best, gain = its, better
        weight_of[best] += degree
        if best != old:
            community[node] = best
            moved += 1
    return moved


def _numbered(community: Sequence[int]) -> Ints:
    """The communities numbered from 0 in the order in which they first come."""
    _, first, at = np.unique(np.array(community, np.int64), return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[at]
