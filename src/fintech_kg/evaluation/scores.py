"""What a comparison with gold gives: what is right, missed and false of each sort of thing, and the rates that follow."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from fintech_kg.evaluation.reliability import Belief


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that gold or the extraction has: the row that it counts in (its kind, relation or unit), the document,
    its sentence (empty where none can be told), and what is to be said of it beside."""

    row: str
    what: str
    document: str = ""
    sentence: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one sort of thing. What gold marks as not core counts neither as missed nor as false."""

    right: tuple[Finding, ...] = ()
    missed: tuple[Finding, ...] = ()
    false: tuple[Finding, ...] = ()

    @property
    def precision(self) -> float:
        return len(self.right) / (len(self.right) + len(self.false)) if self.right or self.false else 1.0

    @property
    def recall(self) -> float:
        return len(self.right) / (len(self.right) + len(self.missed)) if self.right or self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def rows(self) -> dict[str, Score]:
        """The score of each kind, relation or unit, sorted by its name."""
        parts = (self.right, self.missed, self.false)
        names = sorted({one.row for one in chain(*parts)})
        return {name: Score(*(tuple(one for one in part if one.row == name) for part in parts)) for name in names}

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.missed + other.missed, self.false + other.false)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one or several documents; `beliefs` are the facts found, with their confidence."""

    entities: Score = Score()
    facts: Score = Score()
    observations: Score = Score()
    quotations: Score = Score()
    beliefs: tuple[Belief, ...] = ()

    @property
    def by_sort(self) -> dict[str, Score]:
        return {name: getattr(self, name) for name in ("entities", "facts", "observations", "quotations")}

    def __add__(self, other: Scores) -> Scores:
        both = {name: one + other.by_sort[name] for name, one in self.by_sort.items()}
        return Scores(**both, beliefs=self.beliefs + other.beliefs)
