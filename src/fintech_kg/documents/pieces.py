"""From a tree of markup to its pieces in reading order (paragraphs, headings, list items, table rows), and from those to a text
whose layout cleaning reads: `## ` before a heading, `- ` before an item, bars around cells, else an empty line between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from fintech_kg.model import BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a document; a heading has a level from 1 to 6."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 2


class Part(Enum):
    """What an element is for the layout."""

    INLINE = "goes on in the line"
    BLOCK = "stands apart"
    HEADING = "heading"
    ITEM = "list item"
    ROW = "row of a table"
    CELL = "cell of a row"
    BREAK = "line break"
    SPACE = "space"
    SKIP = "no part of the text"


PartOf = Callable[[etree._Element], tuple[Part, int]]
"""Tells what an element is, and of a heading its level."""

_SPACES = re.compile(r"[ \t\r\n\f]+")
_LEVELS = range(1, 7)


def pieces(root: etree._Element, part_of: PartOf, *, texts: frozenset[str] | None = None) -> Iterator[Piece]:
    """The pieces under the element, in order. `texts` are the tags whose text counts; None: all text does.

    Goes through the tree without recursion, so that its depth does not matter.
    """
    walk = _Walk(texts)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if not isinstance(element.tag, str):
            if event == "end" and element is not root:
                walk.tail(element)
            continue
        part, level = part_of(element)
        if event == "start" and part is Part.SKIP:
            walker.skip_subtree()
        elif event == "start":
            yield from walk.enter(element, part, level)
        else:
            yield from walk.leave(part)
            if element is not root:
                walk.tail(element)
    yield from walk.flush()


@dataclass(slots=True)
class _Walk:
    """What has been read and not yet given: the line, the blocks around it, and a row's cells."""

    texts: frozenset[str] | None
    line: list[str] = field(default_factory=list)
    around: list[tuple[Part, int]] = field(default_factory=list)
    cells: list[str] | None = None

    def enter(self, element: etree._Element, part: Part, level: int) -> Iterator[Piece]:
        if part in (Part.BLOCK, Part.HEADING, Part.ITEM) and self.cells is None:
            yield from self.flush()
            self.around.append((part, level))
        elif part is Part.ROW:
            yield from self.flush()
            self.cells = []
        elif part is Part.CELL and self.cells is not None:
            self.line.clear()
        elif part is Part.BREAK:
            self.line.append("\n")
        elif part in (Part.SPACE, Part.BLOCK, Part.HEADING, Part.ITEM):
            self.line.append(" ")
        if element.text and (self.texts is None or element.tag in self.texts):
            self.line.append(_SPACES.sub(" ", element.text))

    def leave(self, part: Part) -> Iterator[Piece]:
        if part in (Part.BLOCK, Part.HEADING, Part.ITEM) and self.cells is None:
            yield from self.flush()
            if self.around:
                self.around.pop()
        elif part is Part.CELL and self.cells is not None:
            self.cells.append(_one_line("".join(self.line)))
            self.line.clear()
        elif part is Part.ROW and self.cells is not None:
            cells, self.cells = self.cells, None
            self.line.clear()
            if any(cells):
                yield Piece(f"| {' | '.join(cells)} |", BlockKind.ROW)
        elif part in (Part.BLOCK, Part.HEADING, Part.ITEM):
            self.line.append(" ")

    def tail(self, element: etree._Element) -> None:
        if element.tail and self.texts is None:
            self.line.append(_SPACES.sub(" ", element.tail))

    def flush(self) -> Iterator[Piece]:
        """The line as a piece, of the kind of the innermost heading or item around it; of an item only the first is one."""
        if self.cells is not None:
            return
        text = "".join(self.line)
        self.line.clear()
        for paragraph in re.split(r"\n[ \n]*\n", text):
            lines = [line.strip(" ") for line in paragraph.split("\n")]
            kept = "\n".join(line for line in lines if line)
            if kept:
                yield self._piece(kept)

    def _piece(self, text: str) -> Piece:
        for at in range(len(self.around) - 1, -1, -1):
            part, level = self.around[at]
            if part is Part.HEADING:
                return Piece(_one_line(text), BlockKind.HEADING, level)
            if part is Part.ITEM:
                self.around[at] = (Part.BLOCK, 0)
                return Piece(_one_line(text), BlockKind.ITEM)
        return Piece(text)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def laid_out(pages: Iterable[Iterable[Piece]]) -> tuple[str, tuple[int, ...]]:
    """The text of the pieces of all pages, and the offset in it at which each page starts (in code points)."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    last: BlockKind | None = None
    for page in pages:
        starts.append(length)
        for at, piece in enumerate(page):
            near = piece.kind is last and piece.kind in (BlockKind.ITEM, BlockKind.ROW)
            gap = "" if last is None else "\n" if near else "\n\n"
            if at == 0:
                starts[-1] = length + len(gap)
            parts.append(gap + _marked(piece))
            length += len(parts[-1])
            last = piece.kind
    return "".join(parts), tuple(starts)


def text_of(found: Iterable[Piece]) -> str:
    """The text of the pieces of a document without pages."""
    return laid_out([found])[0]


def _marked(piece: Piece) -> str:
    if piece.kind is BlockKind.HEADING:
        return f"{'#' * min(max(piece.level, _LEVELS.start), _LEVELS.stop - 1)} {piece.text}"
    return f"- {piece.text}" if piece.kind is BlockKind.ITEM else piece.text


def first_heading(found: Sequence[Piece]) -> str | None:
    """What the first heading says."""
    return next((piece.text for piece in found if piece.kind is BlockKind.HEADING), None)
