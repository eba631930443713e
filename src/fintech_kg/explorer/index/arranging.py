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
from fintech_kg.explorer.index.discs import disc_places
from fintech_kg.explorer.index.settling import SPACE, settled
from fintech_kg.explorer.layout import place

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_MOST_BY_HAND = 400


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
    by_hand = things <= _MOST_BY_HAND
    places = _placed_by_hand(things, links) if by_hand else _placed(community, ends, np.array(kinds, np.int64))
    x, y = np.round(places - places.min(axis=0, initial=0.0)).T + 0.0
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
    radii = np.concatenate([SPACE * np.sqrt(sizes + 0.5), np.full(len(alone), 0.8 * SPACE)])
    between = community[ends]
    between = between[between[:, 0] != between[:, 1]]
    unlinked = np.ones(len(radii), bool)
    unlinked[between.ravel()] = False
    unlinked[:1] = False  # the largest is the middle, whatever it is linked with
    centres = disc_places(radii, between, np.ones(len(between)), unlinked)
    places[alone] = centres[len(sizes) :]
    if len(members):
        between = _renumbered(members, ends, len(community))
        offsets = settled(community[members], sizes, centres, radii, between)
        places[members] = centres[community[members]] + offsets
    return places


def _renumbered(members: Ints, ends: Ints, things: int) -> Ints:
    number = np.full(things, -1, np.int64)
    number[members] = np.arange(len(members))
    moved: Ints = number[ends[ends[:, 0] != ends[:, 1]]]
    return moved
