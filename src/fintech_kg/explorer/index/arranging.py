"""From the links between things to the community of each and its place in the picture of all.

Communities are discs, placed near those that they are linked with; within its disc each member is drawn to those that it is
linked with and pushed away by all others. So a large graph shows as clusters and not as one ball. Things without any link lie
in rings around, by kind. Every step is the same for the same links; on another processor the last digits may differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fintech_kg.explorer.index.communities import communities
from fintech_kg.explorer.index.discs import disc_places, sunflower
from fintech_kg.explorer.index.mesh import Mesh
from fintech_kg.explorer.layout import place

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_MOST_BY_HAND = 400
_SPACE = 40.0
"""Half of the room that one thing has."""
_ROUNDS = 140
_FILLED = 0.96
_FREE = 8
"""Members up to which a community keeps the plain shape: its most important in the middle, the others around."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """By number of a thing: its community, -1 for things without a link, and its place."""

    communities: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]

    def of(self, number: int) -> tuple[int, float, float]:
        return self.communities[number], self.x[number], self.y[number]


def arranged(links: Sequence[tuple[int, int]], kinds: Sequence[int]) -> Arrangement:
    """The arrangement of things numbered from 0, the most important first, of which `kinds` gives the kinds."""
    things = len(kinds)
    ends = np.array(links, np.int64).reshape(-1, 2)
    linked = np.zeros(things, bool)
    linked[ends.ravel()] = True
    community = _by_size(communities(things, ends)[-1], linked)
    if things <= _MOST_BY_HAND:
        places = _placed_by_hand(things, links)
    else:
        places = _placed(community, ends, np.array(kinds, np.int64))
    x, y = np.round(places - places.min(axis=0, initial=0.0), 1).T + 0.0
    return Arrangement(tuple(community.tolist()), tuple(x.tolist()), tuple(y.tolist()))


def _by_size(community: Ints, linked: npt.NDArray[np.bool_]) -> Ints:
    """The communities numbered by size, the largest first; -1 for things without a link."""
    if not linked.any():
        return np.full(len(community), -1, np.int64)
    sizes = np.bincount(community[linked], minlength=int(community.max()) + 1)
    rank = np.empty(len(sizes), np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return np.where(linked, rank[community], -1)


def _placed_by_hand(things: int, links: Sequence[tuple[int, int]]) -> Floats:
    """The arrangement of the shareable page, which has room for labels."""
    found = place([f"{n:09}" for n in range(things)], [(f"{a:09}", f"{b:09}") for a, b in links])
    return np.array([found[f"{n:09}"] for n in range(things)], float).reshape(-1, 2)


def _placed(community: Ints, ends: Ints, kinds: Ints) -> Floats:
    places = np.zeros((len(community), 2))
    alone = np.flatnonzero(community < 0)
    alone = alone[np.argsort(kinds[alone], kind="stable")]
    members = np.flatnonzero(community >= 0)
    sizes = np.bincount(community[members]) if len(members) else np.zeros(0, np.int64)
    radii = np.concatenate([_SPACE * np.sqrt(sizes + 0.5), np.full(len(alone), 0.8 * _SPACE)])
    between = community[ends]
    between = between[between[:, 0] != between[:, 1]]
    unlinked = np.ones(len(radii), bool)
    unlinked[between.ravel()] = False
    unlinked[:1] = False  # the largest is the middle, whatever it is linked with
    centres = disc_places(radii, between, np.ones(len(between)), unlinked)
    places[alone] = centres[len(sizes) :]
    if len(members):
        places[members] = _settled(community[members], sizes, centres, radii, _renumbered(members, ends, len(community)))
    return places


def _renumbered(members: Ints, ends: Ints, things: int) -> Ints:
    number = np.full(things, -1, np.int64)
    number[members] = np.arange(len(members))
    return number[ends[ends[:, 0] != ends[:, 1]]]


def _settled(community: Ints, sizes: Ints, centres: Floats, radii: Floats, ends: Ints) -> Floats:
    """The place of each member in the disc of its community."""
    offsets = _first_places(community, sizes, radii)
    middle, most = centres[community], radii[community]
    moving = np.flatnonzero(sizes[community] > _FREE)
    if not len(moving):
        return middle + offsets
    count = len(community)
    within = ends[community[ends[:, 0]] == community[ends[:, 1]]]
    one, other = np.concatenate([within[:, 0], within[:, 1]]), np.concatenate([within[:, 1], within[:, 0]])
    degree = np.maximum(np.bincount(one, minlength=count), 1).astype(float)
    low = (middle - most[:, None]).min(axis=0)
    width = float((middle + most[:, None]).max(axis=0).max() - low.min())
    mesh = Mesh.over(float(low.min()), float(low.min()), width, 512 if count > 20_000 else 256)
    charges = np.ones(count)
    share = 1.0 / _SPACE**2
    for round_ in range(_ROUNDS):
        cooling = 1.0 - round_ / _ROUNDS
        push = _SPACE * mesh.pushes(middle + offsets, charges)
        push -= _mean(push, community, sizes)[community]
        along = offsets[other] - offsets[one]
        along /= (1.0 + np.hypot(*along.T) / _SPACE)[:, None]
        pull = np.stack([np.bincount(one, along[:, axis], minlength=count) for axis in (0, 1)], axis=1)
        pull /= np.sqrt(degree)[:, None]
        move = 0.8 * pull + push - _SPACE * share * offsets
        length = np.maximum(np.hypot(*move.T), 1e-9)
        offsets[moving] += (move * np.minimum(1.0, (0.2 + 2.5 * cooling) * _SPACE / length)[:, None])[moving]
        offsets = _held(offsets, most)
    return middle + _held(offsets * _filling(offsets, community, radii)[community][:, None], most)


def _held(offsets: Floats, most: Floats) -> Floats:
    """The offsets, of which none leads out of its disc."""
    return offsets / np.maximum(np.hypot(*offsets.T) / (0.97 * most), 1.0)[:, None]


def _filling(offsets: Floats, community: Ints, radii: Floats) -> Floats:
    """By community, the factor by which its members' offsets grow to fill its disc; a few may stay outside of that."""
    length = np.hypot(*offsets.T)
    order = np.lexsort((length, community))
    last = np.searchsorted(community[order], np.arange(community.max() + 1), side="right") - 1
    first = np.concatenate([[0], last[:-1] + 1])
    reach = length[order[first + ((last - first) * _FILLED).astype(np.int64)]]
    return np.clip(0.9 * radii[: len(reach)] / np.maximum(reach, 1e-9), 1.0, 10.0)


def _first_places(community: Ints, sizes: Ints, radii: Floats) -> Floats:
    """Each community as a sunflower, its most important member in the middle."""
    order = np.argsort(community, kind="stable")
    offsets = np.zeros((len(community), 2))
    start = 0
    for number, size in enumerate(sizes.tolist()):
        offsets[order[start : start + size]] = sunflower(size, 0.9 * float(radii[number]))
        start += size
    return offsets


def _mean(push: Floats, community: Ints, sizes: Ints) -> Floats:
    """The push on each community as a whole, which has its place."""
    sums = [np.bincount(community, push[:, axis], minlength=len(sizes)) for axis in (0, 1)]
    return np.stack(sums, axis=1) / np.maximum(sizes, 1)[:, None]
