"""A built graph against gold: what was missed and what is false."""

from fintech_kg.evaluation.gold import Gold, read_gold
from fintech_kg.evaluation.score import Score, Scores, score

__all__ = ["Gold", "Score", "Scores", "read_gold", "score"]
