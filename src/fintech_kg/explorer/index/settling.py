"""Communities, each with a disc, in; the place of each member in its community's disc out.

Members are drawn along their links within the community, the more weakly the longer these are (Noack, "Energy models for graph
clustering", 2007), pushed away by everything, and held by their disc; their steps get shorter round by round.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fintech_kg.explorer.index.discs import sunflower
from fintech_kg.explorer.index.mesh import Mesh

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SPACE = 40.0
"""The radius of the disc of one member; one of n members has room for n such discs."""
_ROUNDS = 140
_FILLED, _FILL = 0.96, 0.9
"""That share of a community's members fills that share of its disc's radius."""
_FREE = 8
"""Members up to which a community keeps the plain shape: its most important in the middle, the others around."""
_CELLS = ((4_000, 128), (20_000, 256))
_MOST_CELLS = 512


def settled(community: Ints, sizes: Ints, centres: Floats, radii: Floats, ends: Ints) -> Floats:
    """By member, how far its place is from the centre of its disc, shape (members, 2).

    `community` is by member, the most important members first; `sizes`, `centres` and `radii` are by community, and `ends`
    pairs of members.
    """
    offsets = _first_places(community, sizes, radii)
    moving = np.flatnonzero(sizes[community] > _FREE)
    if not len(moving):
        return offsets
    forces = _forces(community, sizes, centres, radii, ends)
    for number in range(_ROUNDS):
        move = forces.on(offsets)[moving]
        longest = (0.2 + 2.5 * (1.0 - number / _ROUNDS)) * SPACE
        offsets[moving] += move * np.minimum(1.0, longest / np.maximum(np.hypot(*move.T), 1e-9))[:, None]
        offsets = _held(offsets, forces.most)
    return _held(offsets * _filling(offsets, community, radii)[community][:, None], forces.most)


@dataclass(frozen=True, slots=True)
class _Forces:
    """`middle` and `most` are the centre and the radius of each member's disc; `one` and `other` the links from either end."""

    community: Ints
    sizes: Ints
    middle: Floats
    most: Floats
    one: Ints
    other: Ints
    mesh: Mesh

    def on(self, offsets: Floats) -> Floats:
        """The force on each member; that on a community as a whole is left out, for it has its place."""
        count = len(offsets)
        push = SPACE * self.mesh.pushes(self.middle + offsets, np.ones(count))
        push -= _mean(push, self.community, self.sizes)[self.community]
        along = offsets[self.other] - offsets[self.one]
        along /= (1.0 + np.hypot(*along.T) / SPACE)[:, None]
        pull = np.stack([np.bincount(self.one, along[:, axis], minlength=count) for axis in (0, 1)], axis=1)
        degree = np.maximum(np.bincount(self.one, minlength=count), 1)
        found: Floats = 0.8 * pull / np.sqrt(degree)[:, None] + push - offsets / SPACE
        return found


def _forces(community: Ints, sizes: Ints, centres: Floats, radii: Floats, ends: Ints) -> _Forces:
    middle, most = centres[community], radii[community]
    within = ends[community[ends[:, 0]] == community[ends[:, 1]]]
    one, other = np.concatenate([within[:, 0], within[:, 1]]), np.concatenate([within[:, 1], within[:, 0]])
    low, high = (middle - most[:, None]).min(axis=0), (middle + most[:, None]).max(axis=0)
    cells = next((cells for members, cells in _CELLS if len(community) <= members), _MOST_CELLS)
    mesh = Mesh.over(float(low[0]), float(low[1]), float((high - low).max()), cells)
    return _Forces(community, sizes, middle, most, one, other, mesh)


def _first_places(community: Ints, sizes: Ints, radii: Floats) -> Floats:
    """Each community as a sunflower, its most important member in the middle."""
    order = np.argsort(community, kind="stable")
    offsets = np.zeros((len(community), 2))
    start = 0
    for number, size in enumerate(sizes.tolist()):
        offsets[order[start : start + size]] = sunflower(size, _FILL * float(radii[number]))
        start += size
    return offsets


def _mean(push: Floats, community: Ints, sizes: Ints) -> Floats:
    """The push on each community as a whole."""
    sums = [np.bincount(community, push[:, axis], minlength=len(sizes)) for axis in (0, 1)]
    found: Floats = np.stack(sums, axis=1) / np.maximum(sizes, 1)[:, None]
    return found


def _held(offsets: Floats, most: Floats) -> Floats:
    """The offsets, of which none leads out of its disc."""
    held: Floats = offsets / np.maximum(np.hypot(*offsets.T) / (0.97 * most), 1.0)[:, None]
    return held


def _filling(offsets: Floats, community: Ints, radii: Floats) -> Floats:
    """By community, the factor by which its members' offsets grow to fill its disc."""
    length = np.hypot(*offsets.T)
    order = np.lexsort((length, community))
    last = np.searchsorted(community[order], np.arange(int(community.max()) + 1), side="right") - 1
    first = np.concatenate([[0], last[:-1] + 1])
    reach = length[order[first + ((last - first) * _FILLED).astype(np.int64)]]
    factors: Floats = np.clip(_FILL * radii[: len(reach)] / np.maximum(reach, 1e-9), 1.0, 10.0)
    return factors
