"""From stated confidence and what was right to the table that says whether confidence can be believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True, order=True)
class Belief:
    """One fact: the confidence that it was given, and whether gold has it."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The facts with a confidence from `low` to `high`: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def reliability(beliefs: Iterable[Belief]) -> tuple[Bin, ...]:
    """The bins of equal width that hold any fact, from low to high; the upper bound belongs to the next, but for 1."""
    held: dict[int, list[Belief]] = {}
    for one in sorted(beliefs):
        # In ten-thousandths, the precision of a stated confidence, so that 0.3 falls where people expect it.
        held.setdefault(min(BINS - 1, round(one.confidence * 10_000) * BINS // 10_000), []).append(one)
    return tuple(_bin(number, found) for number, found in sorted(held.items()))


def _bin(number: int, found: list[Belief]) -> Bin:
    count = len(found)
    stated, right = sum(one.confidence for one in found) / count, sum(one.right for one in found) / count
    return Bin(number / BINS, (number + 1) / BINS, count, stated, right)


def calibration_error(bins: Iterable[Bin]) -> float:
    """The expected calibration error of Naeini et al. (2015): the mean gap between stated and found, weighted by count."""
    held = list(bins)
    total = sum(one.count for one in held)
    return sum(one.count * abs(one.confidence - one.right) for one in held) / total if total else 0.0
