"""What the frames give: candidates for statements, over token positions of one Doc."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from fintech_kg.extraction.choices import NETWORK, READERS, TOLD
from fintech_kg.model import Kind, Status
from fintech_kg.ontology import Ontology

AGREED = 0.5
"""The probability from which the network agrees with a frame."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An end of a relation as it stands in a sentence: token bounds, the kind, and for a pronoun or `the lender` what it asks
    of its antecedent: a class of the ontology, or None for a named thing."""

    start: int
    end: int
    kind: Kind
    refers_to: str | None = None
    concept: str | None = None

    def __lt__(self, other: Argument) -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, int, Kind, str, str]:
        """Where it stands in the text, and what tells it from another of the same words: the topic may share them."""
        return self.start, self.end, self.kind, self.refers_to or "", self.concept or ""

    def __hash__(self) -> int:
        return hash(
            (self.start, self.end)
        )  # no two of a Doc stand in one place, and hashing all fields takes ten times as long


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that a frame found: its ends in the relation's own direction, the trigger token, the frame's name.

    `probability`: how sure the trained network is of the relation, where there is one and it scored the pair; `reader`: which
    network that is.
    `doubtful`: it is worth a look, and not sure enough for a fact. `former`: its words say that it holds no more.
    """

    relation: str
    subject: Argument
    object: Argument
    trigger: int
    frame: str
    status: Status = Status.ASSERTED
    probability: float | None = None
    reader: str = NETWORK
    doubtful: bool = False
    former: bool = False

    @property
    def is_read(self) -> bool:
        """Whether a network alone read it."""
        return self.frame in READERS

    @property
    def rule(self) -> str:
        """The frame and its trigger, with `+network` or `-network` where that was asked; or `network:` and how sure it is."""
        if self.is_read:
            return f"{self.reader}:{self.probability:.2f}"
        return self.frame + self._agreement

    @property
    def sort(self) -> str:
        """The sort of rule for which precision is measured: `verb`, `verb+network`, or the tenth of what the network says."""
        if self.frame in TOLD:
            return self.frame
        if self.is_read:
            return f"{self.reader} {int((self.probability or 0) * 10) / 10:.1f}"
        return self.frame.partition(":")[0] + self._agreement

    @property
    def _agreement(self) -> str:
        if self.probability is None:
            return ""
        return f"+{self.reader}" if self.probability >= AGREED else f"-{self.reader}"


@dataclass(frozen=True, slots=True)
class View:
    """A Doc with its arguments by token, and the ontology: what every frame reads.

    `events`: the nouns that take up an event, by token; they are arguments for the triggers of events alone. `asides`: the
    exchanges in brackets of tickers, by token, of which the sentence says nothing else. `topic`: what its fragments are about.
    """

    doc: Doc
    arguments: Mapping[int, Argument]
    ontology: Ontology
    events: Mapping[int, Argument] = field(default_factory=dict)
    asides: Mapping[int, Argument] = field(default_factory=dict)
    topic: Argument | None = None

    def at(self, token: Token) -> Argument | None:
        return self.arguments.get(token.i)

    def name_at(self, i: int, kind: Kind) -> Argument | None:
        """The name of the kind that a token is part of; None beyond the ends, and where another or only a reference stands."""
        one = self.arguments.get(i)
        return one if one is not None and one.kind is kind and one.refers_to is None else None

    def in_order(self) -> list[Argument]:
        """Each argument once, in text order."""
        return sorted(set(self.arguments.values()))

    def names(self, kind: Kind | None = None) -> list[Argument]:
        """The names in text order, of one kind or of all."""
        return [one for one in self.in_order() if one.refers_to is None and (kind is None or one.kind is kind)]


def by_token(arguments: Iterable[Argument]) -> dict[int, Argument]:
    """The arguments by each of their tokens, of those that overlap the later one."""
    return {i: argument for argument in arguments for i in range(argument.start, argument.end)}


def view(
    doc: Doc,
    arguments: Iterable[Argument],
    ontology: Ontology,
    events: Iterable[Argument] = (),
    asides: Iterable[Argument] = (),
) -> View:
    """The view in which each token of an argument leads to it."""
    return View(doc, by_token(arguments), ontology, by_token(events), by_token(asides))
