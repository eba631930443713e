"""Communities as discs in, a place for each out: the large ones near those that they are linked with, the small ones around."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GOLDEN = pi * (3 - sqrt(5))
_MOST_INSIDE = 300
_LEAST_INSIDE = 0.06
"""A disc smaller than this share of the largest lies outside with the unlinked ones."""
_ROUNDS, _MOST_ROUNDS = 300, 900
_MOST_IN_RING = 100_000
_GAP = 1.12
"""How much larger than itself a disc is taken to be, so that a gap parts it from the next."""


def disc_places(radii: Floats, ends: Ints, weights: Floats, unlinked: npt.NDArray[np.bool_]) -> Floats:
    """The centre of each disc, none over another. `radii` fall; `ends` are pairs of discs that `weights` links join.

    The first few hundred lie together, but for those that are `unlinked`; these and the rest lie in rings around.
    """
    wide = radii * _GAP
    inside = np.flatnonzero(~unlinked & (radii >= _LEAST_INSIDE * radii.max(initial=0.0)))[:_MOST_INSIDE]
    places = np.zeros((len(radii), 2))
    places[inside] = _centred(_together(wide[inside], *_among(inside, ends, weights, len(radii))), wide[inside])
    outside = np.setdiff1d(np.arange(len(radii)), inside)
    reach = float((np.hypot(*places[inside].T) + wide[inside]).max()) if len(inside) else 0.0
    places[outside] = _rings(wide[outside], reach)
    return places


def sunflower(count: int, radius: float) -> Floats:
    """So many points spread evenly over a disc around the origin, the first in its middle."""
    number = np.arange(count)
    out = radius * np.sqrt(number / max(count, 1))
    points: Floats = np.stack([out * np.cos(number * GOLDEN), out * np.sin(number * GOLDEN)], axis=1)
    return points


def _centred(places: Floats, radii: Floats) -> Floats:
    """The places with the middle of all that the discs cover in the origin."""
    if not len(places):
        return places
    low, high = (places - radii[:, None]).min(axis=0), (places + radii[:, None]).max(axis=0)
    moved: Floats = places - (low + high) / 2
    return moved


def _among(chosen: Ints, ends: Ints, weights: Floats, count: int) -> tuple[Ints, Floats]:
    """The links of which both ends are chosen, by their places among the chosen."""
    place = np.full(count, -1, np.int64)
    place[chosen] = np.arange(len(chosen))
    moved = place[ends]
    both = (moved >= 0).all(axis=1)
    return moved[both], weights[both]


def _together(radii: Floats, ends: Ints, weights: Floats) -> Floats:
    """Places near the origin; linked discs are drawn together, and those that overlap pushed apart."""
    count = len(radii)
    places = sunflower(count, 1.6 * sqrt(float((radii**2).sum())))
    if count < 2:
        return places
    strength = np.zeros((count, count))
    np.add.at(strength, (ends[:, 0], ends[:, 1]), weights)
    strength = strength + strength.T
    total = np.maximum(strength.sum(axis=1), 1e-12)
    strength /= np.sqrt(total[:, None] * total[None, :])
    apart = radii[:, None] + radii[None, :]
    for step in np.linspace(1.0, 0.0, _ROUNDS):
        pull = strength @ places - strength.sum(axis=1)[:, None] * places
        places += 0.25 * step * pull - (0.01 + 0.03 * step) * places
        places = _pushed(_pushed(places, apart, radii), apart, radii)
    return _parted(places, apart, radii)


def _parted(places: Floats, apart: Floats, radii: Floats) -> Floats:
    """The places when no two discs overlap any more: they are pushed, and all spread little by little, until it is so."""
    for _ in range(_MOST_ROUNDS):
        if not (_distances(places)[1] < apart * 0.99).any():
            break
        places = _pushed(places, apart, radii) * 1.004
    return places


def _distances(places: Floats) -> tuple[Floats, Floats]:
    """From each to each, and how far that is; from each to itself it is endlessly far."""
    between = places[:, None, :] - places[None, :, :]
    distance = np.sqrt((between**2).sum(axis=2))
    np.fill_diagonal(distance, np.inf)
    return between, distance


def _pushed(places: Floats, apart: Floats, radii: Floats) -> Floats:
    """Moves each two that overlap apart, the smaller one the further."""
    between, distance = _distances(places)
    over = np.maximum(apart - distance, 0.0) / np.maximum(distance, 1e-9)
    share = radii[None, :] ** 2 / (radii[:, None] ** 2 + radii[None, :] ** 2)
    moved: Floats = places + 0.6 * ((over * share)[:, :, None] * between).sum(axis=1)
    return moved


def _rings(radii: Floats, reach: float) -> Floats:
    """Places in rings around a disc that reaches so far, in the order given."""
    places = np.zeros((len(radii), 2))
    at, out = 0, reach
    while at < len(radii):
        radius = radii[at]
        middle = out + 1.3 * radius
        slots = 2 * np.arcsin(np.minimum(radii[at : at + _MOST_IN_RING] / middle, 1.0))
        angles = np.cumsum(slots)
        fitting = max(1, int(np.searchsorted(angles, 2 * pi)))
        spread = 2 * pi / angles[fitting - 1] if at + fitting < len(radii) else 1.0
        turned = (angles - slots / 2)[:fitting] * spread
        places[at : at + fitting] = middle * np.stack([np.cos(turned), np.sin(turned)], axis=1)
        at, out = at + fitting, middle + radius
    return places
