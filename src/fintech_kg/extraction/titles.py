"""What a block is about by its place on the page: from a Reading to the entity of its label, its title, or the page's own.

A figure in a list or in words without a subject (`Raised $4.2M last March.`) is said of what stands over it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Doc

from fintech_kg.extraction.anaphora import OWN_VOICE
from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import BlockKind, Kind

_FINITE = {"VBZ", "VBP", "VBD", "MD"}
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_LABEL = re.compile(r"[^.!?\n]{2,60}?(?:[:–—|]|\*\*|\.)(?: |$)")
_MOST_TITLE_WORDS = 12
_FARTHEST = 8


class Titles:
    """Whom the blocks of a document are about."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def label_of(self, number: int) -> str | None:
        """What a piece opens with before a colon, a dash or a stop, unless that is a technology: `Stone – acquirer; sold …`."""
        doc, named = self._reading.pieces[number].doc, self._named(number)
        found = _LABEL.match(doc.text.lstrip("* "))
        if found is None or not named or not _opens(doc, named[0]) or doc[named[0].start].idx > found.end():
            return None
        is_title = not any(token.tag_ in _FINITE for token in doc if token.idx < found.end() and "**" not in doc.text[:3])
        return self._entity(number, named[:1]) if is_title and named[0].kind is not Kind.TECHNOLOGY else None

    def title_of(self, number: int) -> str | None:
        """What the title over a piece names first, past the pieces between them that are only figures as well."""
        block = self._reading.pieces[number].block
        if block.kind is BlockKind.ITEM and block.context is not None:
            return self._of_heading(block.context)
        for above in range(number - 1, max(-1, number - 1 - _FARTHEST), -1):
            if self._is_title(above):
                return self._entity(above, self._named(above))
            if not self._is_figure(above):
                return None
        return None

    @cached_property
    def own(self) -> str | None:
        """Whose page it is: who speaks of itself in the first person."""
        for number, view in enumerate(self._reading.views):
            for argument in sorted(set(view.arguments.values())):
                if argument.refers_to == OWN_VOICE and (found := self._reading.entity_of(number, argument)) is not None:
                    return found
        return None

    def topic_of(self, number: int) -> str | None:
        """The page's topic, unless the piece is the text of an item whose name nobody knows."""
        piece, above = self._reading.pieces[number], self._reading.pieces[max(0, number - 1)]
        is_entry = piece.block.kind is not BlockKind.ITEM and above.block.kind is BlockKind.ITEM
        return None if is_entry else self._topic

    @cached_property
    def _topic(self) -> str | None:
        """The thing named most, technologies aside, if clearly most."""
        counts = Counter(entity for entity in self._reading.names.of.values() if not is_technology(entity))
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= 2 * ranked[1][1])
        return ranked[0][0] if clear else None

    def _of_heading(self, context: int) -> str | None:
        heading = self._reading.document.blocks[context]
        numbers = (number for number, piece in enumerate(self._reading.pieces) if piece.block == heading)
        return next((self._entity(number, self._named(number)) for number in numbers), None)

    def _named(self, number: int) -> list[Argument]:
        return sorted(one for one in set(self._reading.views[number].arguments.values()) if one.refers_to is None)

    def _entity(self, number: int, named: Iterable[Argument]) -> str | None:
        """The first thing named that is no technology, else the first."""
        found = [one for argument in named if (one := self._reading.entity_of(number, argument)) is not None]
        return next((one for one in found if not is_technology(one)), found[0] if found else None)

    def _is_title(self, number: int) -> bool:
        """Whether a piece states nothing and is a heading, or a short line that opens with a name."""
        piece = self._reading.pieces[number]
        doc, named = piece.doc, self._named(number)
        states = any(token.tag_ in _FINITE or token.tag_ == "TO" for token in doc)
        if self._is_figure(number) or states or _STOP.search(doc.text) or len(doc.text.split()) > _MOST_TITLE_WORDS:
            return False
        return piece.block.kind is BlockKind.HEADING or (bool(named) and _opens(doc, named[0]))

    def _is_figure(self, number: int) -> bool:
        """Whether a piece is a line with a figure."""
        doc = self._reading.pieces[number].doc
        return any(char.isdigit() for char in doc.text) and not _STOP.search(doc.text) and not _is_numbered(doc)


def _is_numbered(doc: Doc) -> bool:
    """`PART 2 — THE ARCHITECTS`."""
    return re.match(r"\s*(?i:part|section|chapter|step) (?:\d+|[ivx]+)\b", doc.text) is not None


def _opens(doc: Doc, argument: Argument) -> bool:
    return not any(char.isalnum() for char in doc.text[: doc[argument.start].idx])


def is_technology(entity: str) -> bool:
    """Whether an entity's identifier is a technology's."""
    return entity.startswith(f"{Kind.TECHNOLOGY.value.lower()}/")
