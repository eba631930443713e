"""The table of confidence: what falls into which bin, and how far stated and found are apart."""

from __future__ import annotations

import pytest

from fintech_kg.evaluation import Belief, Bin, calibration_error, reliability


def test_bins_count_their_facts_and_the_share_that_is_right() -> None:
    beliefs = [Belief(0.92, True), Belief(0.98, False), Belief(0.5, True), Belief(0.5, True)]
    low, high = reliability(beliefs)
    assert low == Bin(0.5, 0.6, 2, 0.5, 1.0)
    assert (high.low, high.high, high.count, high.right) == (0.9, 1.0, 2, 0.5)
    assert high.confidence == pytest.approx(0.95)


@pytest.mark.parametrize(("confidence", "low"), [(0.0, 0.0), (0.3, 0.3), (0.7, 0.7), (0.8999, 0.8), (0.9, 0.9), (1.0, 0.9)])
def test_a_bound_belongs_to_the_bin_above_it_but_for_one(confidence: float, low: float) -> None:
    assert [one.low for one in reliability([Belief(confidence, True)])] == [low]


def test_calibration_error_is_the_mean_gap_weighted_by_count() -> None:
    bins = [Bin(0.5, 0.6, 3, 0.5, 1.0), Bin(0.9, 1.0, 1, 0.9, 0.8)]
    assert calibration_error(bins) == pytest.approx((3 * 0.5 + 0.1) / 4)


def test_nothing_found_has_no_bins_and_no_error() -> None:
    assert reliability([]) == ()
    assert calibration_error(()) == 0.0
