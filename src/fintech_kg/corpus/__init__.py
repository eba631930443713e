"""Many documents: from paths to extractions, each document once, and what became of every input."""

from fintech_kg.corpus.cache import Cache
from fintech_kg.corpus.events import Event, Notice, Observer, Planned, Settled, Stage, unobserved
from fintech_kg.corpus.manifest import History, Options, options_of, recalled, remaining
from fintech_kg.corpus.ordered import results_in_order
from fintech_kg.corpus.records import Outcome, Record, Run
from fintech_kg.corpus.run import run_again, run_corpus
from fintech_kg.corpus.runners import RUNNERS, Runner, Running

__all__ = [
    "RUNNERS",
    "Cache",
    "Event",
    "History",
    "Notice",
    "Observer",
    "Options",
    "Outcome",
    "Planned",
    "Record",
    "Run",
    "Runner",
    "Running",
    "Settled",
    "Stage",
    "options_of",
    "recalled",
    "remaining",
    "results_in_order",
    "run_again",
    "run_corpus",
    "unobserved",
]
