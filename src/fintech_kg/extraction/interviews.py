"""Interviews: from the lines of a document to the answers in it, `N.A.: We settle in stablecoins.`, and who gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fintech_kg.extraction.quotations import FoundQuotation
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import Kind

# A name, initials or a letter before a colon; what is spoken is the rest of the line.
_TURN = re.compile(r"(?m)^[ \t]*(?P<label>[^\W\d_][\w.'’ -]{0,40}?)[ \t]*: (?P<words>\S.*?)[ \t]*$")
_ANSWERS = frozenset({"a", "answer"})
_FEWEST_TURNS = 4
_INITIAL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line of a piece: who speaks by its label, and the bounds of the words in the piece."""

    piece: int
    label: str
    start: int
    end: int
    asks: bool


def answers_of(reading: Reading) -> Iterator[tuple[int, FoundQuotation, str]]:
    """The answers with their piece and the person who gives them, where lines with questions and answers take turns."""
    turns = list(_turns(reading))
    people = {label: person for label in {turn.label for turn in turns} if (person := _person(reading, label)) is not None}
    if turns and not people and (asked := _asked(reading, turns[0].piece)) is not None:
        people = {label: asked for label in {turn.label for turn in turns} if label.casefold() in _ANSWERS}
    asking = [turn for turn in turns if turn.label not in people]
    answers = [turn for turn in turns if turn.label in people]
    if len(turns) < _FEWEST_TURNS or min(len(asking), len(answers)) < 2 or 2 * sum(turn.asks for turn in asking) < len(asking):
        return
    for turn in answers:
        yield turn.piece, FoundQuotation(turn.start, turn.end, None, None), people[turn.label]


def _turns(reading: Reading) -> Iterator[_Turn]:
    for number, piece in enumerate(reading.pieces):
        text = reading.document.text[piece.start : piece.start + len(piece.doc.text)]
        for match in _TURN.finditer(text):
            if match["label"][:1].isupper():
                yield _Turn(number, match["label"], *match.span("words"), match["words"].endswith("?"))


def _asked(reading: Reading, first: int) -> str | None:
    """The one person who is named before the talk begins, or else in all the text: whose answers `A:` are."""
    people = {one.id for one in reading.names.entities if one.kind is Kind.PERSON}
    before = {entity for (number, _), entity in reading.names.of.items() if number < first and entity in people}
    named = before or people
    return next(iter(named)) if len(named) == 1 else None


def _person(reading: Reading, label: str) -> str | None:
    """The one person of the document whose name, surname or initials the label is."""
    written = " ".join(label.casefold().split())
    initials = "".join(_INITIAL.findall(label.casefold())) if len(label.replace(".", "").replace(" ", "")) <= 3 else None
    found = [one for one in reading.names.entities if one.kind is Kind.PERSON]
    named = {one.id for one in found if written in _forms(one.name)}
    meant = named or {one.id for one in found if initials is not None and len(initials) > 1 and _initials(one.name) == initials}
    return next(iter(meant)) if len(meant) == 1 else None


def _forms(name: str) -> set[str]:
    words = name.casefold().split()
    return {" ".join(words), words[-1]} if words else set()


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.casefold().split())
