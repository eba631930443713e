"""The extraction against gold, and what it could not read: the lists from which people improve it."""

from fintech_kg.evaluation.gold import Gold, read_gold
from fintech_kg.evaluation.reliability import Belief, Bin, calibration_error, reliability
from fintech_kg.evaluation.score import gold_names, score
from fintech_kg.evaluation.scores import Finding, Score, Scores

__all__ = [
    "Belief",
    "Bin",
    "Finding",
    "Gold",
    "Score",
    "Scores",
    "calibration_error",
    "gold_names",
    "read_gold",
    "reliability",
    "score",
]
