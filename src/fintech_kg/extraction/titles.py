"""What a block is about by its place on the page: from a Reading to the entity of its label, its title, or the page's own.

A figure in a list or in words without a subject (`Raised $4.2M last March.`) is said of what stands over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Doc

from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.clauses import FINITE
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.subjects import subject_of
from fintech_kg.model import Block, BlockKind, Kind
from fintech_kg.names import kind_of

_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_NUMBER = re.compile(r"\d[.)]\s+$")
_FIELD = re.compile(r"[^\w]*[^\W\d][^:.!?]{1,40}: \S")
_MOST_TITLE_WORDS = 12
_FARTHEST = 8
_ACTORS = frozenset({Kind.ORGANISATION, Kind.PERSON})


class Titles:
    """Whom the blocks of a document are about."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def label_of(self, number: int) -> str | None:
        """The organisation that opens a piece as its label, or of which its heading consists: `Stone – acquirer`."""
        topic = self._reading.views[number].topic
        return None if topic is None else self._reading.entity_of(number, topic)

    def page_of(self, number: int) -> str | None:
        """Who opens a piece, else who speaks of itself on the page, else what the page tells of most."""
        return self._lead_of(number) or self._topic_of(number)

    def topic_before(self, number: int, start: int) -> str | None:
        """What a sentence without any name goes on about: whose page it is, else the paragraph's last subject."""
        topic = self._topic_of(number)
        is_told = sum(entity == topic for entity in self._reading.names.of.values()) > 1
        return (topic if is_told else None) or self.subject_before(number, start)

    def subject_before(self, number: int, start: int) -> str | None:
        """What the paragraph last spoke of before a character: the last subject of a main clause."""
        view = self._reading.views[number]
        entity = None
        for argument in view.in_order():
            root = view.doc[argument.start : argument.end].root
            if view.doc[argument.start].idx < start and root.dep_ in {"nsubj", "nsubjpass"}:
                entity = self._reading.entity_of(number, argument) or entity
        return entity

    def _lead_of(self, number: int) -> str | None:
        """The organisation or person whose name a piece opens with."""
        doc, named = self._reading.pieces[number].doc, self._named(number)
        opens = bool(named) and _opens(doc, named[0]) and named[0].kind in _ACTORS
        return self._reading.entity_of(number, named[0]) if opens else None

    def title_of(self, number: int) -> str | None:
        """What the title over a piece names first, past the pieces between them that are only figures as well."""
        block = self._reading.pieces[number].block
        if block.kind is BlockKind.ITEM and block.context is not None:
            return self._of_heading(block.context)
        for above in range(number - 1, max(-1, number - 1 - _FARTHEST), -1):
            if self._is_title(above):
                return self._entity(above, self._named(above))
            if not (self._is_figure(above) or self._is_field(above)):
                return None
        return None

    def _topic_of(self, number: int) -> str | None:
        """The page's topic, unless the piece is the text under a numbered line whose name nobody knows."""
        above = self._reading.pieces[max(0, number - 1)].block
        text = self._reading.document.text
        marked = _NUMBER.search(text, text.rfind("\n", 0, above.start) + 1, above.start)
        return self.topic if marked is None else None

    @cached_property
    def topic(self) -> str | None:
        """What the page as a whole is about."""
        return subject_of(self._reading)

    def _of_heading(self, context: int) -> str | None:
        number = self._numbers.get(self._reading.document.blocks[context])
        return None if number is None else self._entity(number, self._named(number))

    @cached_property
    def _numbers(self) -> dict[Block, int]:
        """The first piece of each block."""
        return {piece.block: number for number, piece in reversed(list(enumerate(self._reading.pieces)))}

    def _named(self, number: int) -> list[Argument]:
        return self._reading.views[number].names()

    def _entity(self, number: int, named: Iterable[Argument]) -> str | None:
        """The first thing named that is no technology, else the first; not the place behind a mark of an unknown name."""
        doc = self._reading.pieces[number].doc
        left = (one for one in named if one.kind is not Kind.PLACE or one.start == 0 or not doc[one.start - 1].is_punct)
        found = [one for argument in left if (one := self._reading.entity_of(number, argument)) is not None]
        return next((one for one in found if kind_of(one) is not Kind.TECHNOLOGY), found[0] if found else None)

    def _is_title(self, number: int) -> bool:
        """Whether a piece states nothing and is a heading, or a short line that opens with a name."""
        piece = self._reading.pieces[number]
        doc, named = piece.doc, self._named(number)
        states = any(token.tag_ in FINITE or token.tag_ == "TO" for token in doc)
        if (
            self._is_figure(number)
            or self._is_field(number)
            or states
            or _STOP.search(doc.text)
            or len(doc.text.split()) > _MOST_TITLE_WORDS
        ):
            return False
        is_line = piece.block.kind is BlockKind.PARAGRAPH and bool(named) and _opens(doc, named[0])
        return piece.block.kind is BlockKind.HEADING or is_line

    def _is_field(self, number: int) -> bool:
        """Whether a piece is a label with what it says behind a colon: `Other investors: Halden Ventures`."""
        return _FIELD.match(self._reading.pieces[number].doc.text) is not None

    def _is_figure(self, number: int) -> bool:
        """Whether a piece is a line with a figure."""
        doc = self._reading.pieces[number].doc
        return any(char.isdigit() for char in doc.text) and not _STOP.search(doc.text) and not _is_numbered(doc)


def _is_numbered(doc: Doc) -> bool:
    """`PART 2 — THE ARCHITECTS`."""
    return re.match(r"\s*(?i:part|section|chapter|step) (?:\d+|[ivx]+)\b", doc.text) is not None


def _opens(doc: Doc, argument: Argument) -> bool:
    return not any(char.isalnum() for char in doc.text[: doc[argument.start].idx])
