"""From Scores to their report as plain data: the scores of each sort and row, the reliability of confidence, the faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from fintech_kg.evaluation.reliability import calibration_error, reliability
from fintech_kg.evaluation.scores import Score, Scores

_DIGITS = 4


def report(scores: Scores, *, documents: int) -> dict[str, object]:
    """The report, in a stable order; rates are shares of one with four digits."""
    bins = reliability(scores.beliefs)
    return {
        "documents": documents,
        "scores": {name: {**_rates(one), "rows": _rows(one)} for name, one in scores.by_sort.items()},
        "reliability": {
            "bins": [{name: round(number, _DIGITS) for name, number in asdict(one).items()} for one in bins],
            "expectedCalibrationError": round(calibration_error(bins), _DIGITS),
        },
        "faults": list(_faults(scores)),
    }


def _rates(one: Score) -> dict[str, float]:
    rates = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    counts = {"right": len(one.right), "missed": len(one.missed), "false": len(one.false)}
    return {name: round(rate, _DIGITS) for name, rate in rates.items()} | counts


def _rows(one: Score) -> dict[str, dict[str, float]]:
    return {name: _rates(row) for name, row in one.rows.items()}


def _faults(scores: Scores) -> Iterator[dict[str, object]]:
    for sort, one in scores.by_sort.items():
        for fault, findings in (("missed", one.missed), ("false", one.false)):
            yield from ({"sort": sort, "fault": fault, **asdict(finding)} for finding in findings)
