"""Many documents: from paths to extractions, each document once, and what became of every input."""

from fintech_kg.corpus.run import Outcome, Run, run_corpus
from fintech_kg.corpus.runners import RUNNERS, Runner

__all__ = ["RUNNERS", "Outcome", "Run", "Runner", "run_corpus"]
