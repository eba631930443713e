"""From clean text to its blocks: paragraphs, headings and list items, each item under the heading that gives it its context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from fintech_kg.cleaning.columns import row_starts
from fintech_kg.cleaning.headings import Line, are_headings
from fintech_kg.cleaning.wrapping import SENTENCE_END, goes_on, limit_of
from fintech_kg.model import Block, BlockKind

_LINE = re.compile(r"[^\n]*\n?")
_BULLET = re.compile(r"\s*(?:[•‣▪▫◦●○■□◆◇❖✦▸▹★☆⭐✓✔✗✘✅☑➤►▶→⁃∙*+–—-]\ufe0f?|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
# A picture before a line, which is a bullet where the next line or the one before has one as well.
_PICTURE = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?\s+(?=\S)")
_HASHES = re.compile(r"\s{0,3}#{1,6}\s+")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
_BYLINE = re.compile(r"By [A-Z]")
_MOST_HEADING_WORDS = 14
# `LISBON, 14 March 2025 – ` or `NEW YORK (Wire) -- ` before the first sentence.
_DATELINE = re.compile(r"(?=[A-Z])[^.!?\n]{2,60}?(?:\d{4}|[A-Z]{3}\)?,?) ?(?:–|—|--|-) (?=[A-Z\"“])")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+$")
_LONGEST_MARKED = 10


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or several that wrapping parted, with the offsets of its words and what its marks say that it is."""

    start: int
    end: int
    text: str
    kind: BlockKind | None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: BlockKind | None
    indented: bool = False


def blocks(source: str, text: str, titles: Set[str] = frozenset()) -> tuple[Block, ...]:
    """The blocks of a clean text in order. `source` is the text before the edits that kept its length: where both have the
    same length, marks that cleaning blanked (table bars) still tell what a line is. `titles` are what sections often have."""
    marked = source if len(source) == len(text) else text
    found: list[Block] = []
    heading: int | None = None
    for block in _with_marked_headings(text, list(_without_datelines(text, _grouped(units_of(marked, text), titles)))):
        if block.kind is BlockKind.HEADING:
            heading = len(found)
            found.append(block)
        elif block.kind is BlockKind.ROW:
            above = found[-1] if found and found[-1].kind is BlockKind.ROW else None
            first = None if above is None else len(found) - 1 if above.context is None else above.context
            found.append(Block(block.start, block.end, block.kind, first))
        else:
            found.append(Block(block.start, block.end, block.kind, heading))
    return tuple(found)


def _without_datelines(text: str, found: Iterator[Block]) -> Iterator[Block]:
    """The blocks, a dateline as one of its own, so that no sentence begins with it."""
    for block in found:
        dateline = _DATELINE.match(text, block.start, block.end) if block.kind is BlockKind.PARAGRAPH else None
        if dateline is not None and text[block.start : block.start + 3].isupper():
            yield Block(block.start, dateline.end() - 1, BlockKind.PARAGRAPH)
            yield Block(dateline.end(), block.end, BlockKind.PARAGRAPH)
        else:
            yield block


def _with_marked_headings(text: str, found: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a short item that a paragraph follows at once as a heading, if it is numbered or no other item stands right
    over it: `3. Kestrel Pay – Lagos`, or `◆ Adaptive models`, and what it does."""
    for above, block, below in zip([None, *found], found, [*found[1:], None], strict=False):
        opens = block.kind is BlockKind.ITEM and below is not None and below.kind is BlockKind.PARAGRAPH
        if opens and _touch(text, block, below) and _is_short(text[block.start : block.end]):
            is_numbered = _NUMBERED.search(text, text.rfind("\n", 0, block.start) + 1, block.start)
            if is_numbered or above is None or above.kind is not BlockKind.ITEM or not _touch(text, above, block):
                block = Block(block.start, block.end, BlockKind.HEADING)
        yield block


def _touch(text: str, above: Block, below: Block | None) -> bool:
    """Whether no empty line stands between two blocks."""
    return below is not None and text.count("\n", above.end, below.start) == 1


def _is_short(text: str) -> bool:
    return len(text.split()) <= _LONGEST_MARKED and not SENTENCE_END.search(text)


def units_of(marked: str, text: str) -> list[Unit | None]:
    """The lines of a text, those that were broken for their length together; None for each empty line."""
    lines = _with_pictures(list(_lines(marked, text)))
    limit = limit_of([None if one is None or one.kind is BlockKind.ROW else one.text for one in lines])
    groups: list[list[_Line]] = []
    for above, line in pairwise([None, *lines]):
        if line is None:
            groups.append([])
        elif above is not None and _flows(above, line, limit):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Unit(group[0].start, group[-1].end, " ".join(one.text for one in group), group[0].kind) if group else None
        for group in groups
    ]


def _with_pictures(lines: list[_Line | None]) -> list[_Line | None]:
    """The lines, those as items that begin with a picture beside another that does: `🏢 Leeds` over `👥 118 people`."""
    pictures = [None if one is None or one.kind is not None else _PICTURE.match(one.text) for one in lines]
    found: list[_Line | None] = []
    for at, (line, picture) in enumerate(zip(lines, pictures, strict=True)):
        if line is not None and picture is not None and any((*pictures[max(0, at - 1) : at], *pictures[at + 1 : at + 2])):
            line = _Line(line.start + picture.end(), line.end, line.text[picture.end() :], BlockKind.ITEM)
        found.append(line)
    return found


def _lines(marked: str, text: str) -> Iterator[_Line | None]:
    """Each line with its kind as far as its own marks tell; None for an empty one."""
    rows = row_starts(marked)
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if not stripped:
            if match[0]:
                yield None
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        if match.start() in rows:
            yield _Line(start, end, stripped, BlockKind.ROW)
            continue
        yield _line(start, end, text, marked[match.start() : match.end()])


def _line(start: int, end: int, text: str, marked: str) -> _Line:
    content = text[start:end]
    hashes = _HASHES.match(content)
    if hashes:
        return _Line(start + hashes.end(), end, content[hashes.end() :], BlockKind.HEADING)
    bullet = _BULLET.match(content)
    if bullet:
        return _Line(start + bullet.end(), end, content[bullet.end() :], BlockKind.ITEM)
    if _TABLE_ROW.match(marked):
        return _Line(start, end, content, BlockKind.ROW)
    return _Line(start, end, content, None, marked[:1] in {" ", "\t"})


def _flows(above: _Line, line: _Line, limit: int | None) -> bool:
    """Whether a line goes on with the one above, the last line of which was broken by its width, not ended."""
    if line.kind is not None or above.kind in {BlockKind.HEADING, BlockKind.ROW}:
        return False
    if _BYLINE.match(above.text) or _BYLINE.match(line.text):
        return False
    return goes_on(above.text, line.text, limit, indented=line.indented)


def _grouped(units: Sequence[Unit | None], titles: Set[str]) -> Iterator[Block]:
    """The block of each unit, those that no mark tells of as a heading or a paragraph."""
    titled = are_headings(looks_of(units), titles)
    for one, is_titled in zip(units, titled, strict=True):
        if one is not None:
            plain = BlockKind.HEADING if is_titled or _introduces(one.text) else BlockKind.PARAGRAPH
            yield Block(one.start, one.end, one.kind or plain)


def looks_of(units: Sequence[Unit | None]) -> list[Line | None]:
    """The units as the model of headings sees them."""
    return [None if one is None else Line(one.text, one.kind not in {None, BlockKind.HEADING}) for one in units]


def _introduces(text: str) -> bool:
    """`Shanghai's fintech transformation:`"""
    return text.endswith(":") and len(text.split()) <= _MOST_HEADING_WORDS
