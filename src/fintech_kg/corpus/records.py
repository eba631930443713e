"""From what inputs gave to documents: the same content under several names is one document, under the first name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.lookup import Looked
from fintech_kg.corpus.pile import kept
from fintech_kg.model import Extraction, Extractions


@dataclass(frozen=True, slots=True)
class Record:
    """One source that an input gave: its document and the key of its extraction, or why it gives none.

    `problem` beside a document says that it was read and could not be extracted.
    """

    source: str
    document: str | None = None
    key: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: the document that it gave, or why it was skipped. A copy shares another input's document."""

    source: str
    document: str | None
    copy_of: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """The extractions sorted by document id, the outcomes sorted by source, and the records that both were made of.

    `seconds` are what extractions took by document id; what came from the cache, of which there are `reused`, is not in it.
    """

    extractions: Collection[Extraction]
    outcomes: Sequence[Outcome]
    records: Sequence[Record] = field(default=(), compare=False)
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    reused: int = field(default=0, compare=False)

    @property
    def spare(self) -> Path | None:
        """The folder where what is made of the run is to lie for a while; None where that may be in memory."""
        return self.extractions.spare if isinstance(self.extractions, Extractions) else None


def holders(records: Iterable[Record]) -> dict[str, Record]:
    """The record that each document goes by, which is the first by name; the others are its copies."""
    found: dict[str, Record] = {}
    for one in in_order(records):
        if one.document is not None:
            found.setdefault(one.document, one)
    return found


def in_order(records: Iterable[Record]) -> list[Record]:
    """The records in an order that depends on them alone."""
    return sorted(records, key=lambda one: (one.source, one.document or "", one.key or "", one.problem or ""))


def outcomes_of(records: Iterable[Record], failed: Mapping[str, str]) -> tuple[Outcome, ...]:
    """What became of each; `failed` tells of documents by id why they could not be extracted."""
    ordered = in_order(records)
    first = holders(ordered)
    made = []
    for one in ordered:
        if one.document is None:
            made.append(Outcome(one.source, None, problem=one.problem))
        elif one.document in failed:
            made.append(Outcome(one.source, None, problem=failed[one.document]))
        else:
            made.append(Outcome(one.source, one.document, None if first[one.document] is one else first[one.document].source))
    return tuple(made)


def names_of_documents(outcomes: Iterable[Outcome], folder: Path | None) -> Mapping[str, Sequence[str]]:
    """By document the names of the sources that gave it, in their order. Raises OSError."""
    found: Keyed[tuple[str, str]] = Keyed(tuple[str, str], folder)
    for one in outcomes:
        if one.document is not None:
            found.add((one.document, one.source), one.document)
    pairs = map(list, found.groups())
    named = ((some[0][0], tuple(name for _, name in some)) for some in pairs)
    return dict(named) if folder is None else Looked(kept(tuple[str, tuple[str, ...]], folder, named))
