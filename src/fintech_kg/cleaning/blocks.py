"""From clean text to its blocks: paragraphs, headings and list items, each item under the heading that gives it its context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from fintech_kg.cleaning.columns import row_starts
from fintech_kg.model import Block, BlockKind

_LINE = re.compile(r"[^\n]*\n?")
_BULLET = re.compile(r"\s*(?:[•‣▪▫◦●○■□✓✔✗✘➤►▶→⁃∙*+–—-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
_HASHES = re.compile(r"\s{0,3}#{1,6}\s+")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
_BYLINE = re.compile(r"By [A-Z]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_MOST_HEADING_WORDS = 14
# `LISBON, 14 March 2025 – ` or `NEW YORK (Wire) -- ` before the first sentence.
_DATELINE = re.compile(r"(?=[A-Z])[^.!?\n]{2,60}?(?:\d{4}|[A-Z]{3}\)?,?) ?(?:–|—|--|-) (?=[A-Z\"“])")
# `Nubank – São Paulo`, `Papara: e-wallet`: a line that tells of what it begins with.
_LABEL = re.compile(r"[A-Z0-9\u00c0-\u017e][^\s.!?:;,]*(?: [^\s.!?:;,]+){0,4}?(?:: | [–—|] | - )")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+$")
_LONGEST_NUMBERED = 10
_SHORT = 0.6
_WRAPPED = 45


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: BlockKind | None
    indented: bool = False


def blocks(source: str, text: str) -> tuple[Block, ...]:
    """The blocks of a clean text in order. `source` is the text before the edits that kept its length: where both have the
    same length, marks that cleaning blanked (table bars) still tell what a line is."""
    marked = source if len(source) == len(text) else text
    found: list[Block] = []
    heading: int | None = None
    for block in _with_numbered_headings(text, list(_without_datelines(text, _grouped(_lines(marked, text))))):
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


def _with_numbered_headings(text: str, found: list[Block]) -> Iterator[Block]:
    """The blocks, a numbered line that a paragraph follows at once as a heading: `3. Kestrel Pay – Lagos`, and what it does."""
    for block, following in zip_longest(found, found[1:]):
        if (
            following is not None
            and (block.kind, following.kind) == (BlockKind.ITEM, BlockKind.PARAGRAPH)
            and text.count("\n", block.end, following.start) == 1
            and _NUMBERED.search(text, text.rfind("\n", 0, block.start) + 1, block.start)
            and len((content := text[block.start : block.end]).split()) <= _LONGEST_NUMBERED
            and not _SENTENCE_END.search(content)
        ):
            yield Block(block.start, block.end, BlockKind.HEADING)
        else:
            yield block


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


def _grouped(lines: Iterator[_Line | None]) -> Iterator[Block]:
    """Blocks from lines: what stands together without an empty line, an own mark or a break in the flow is one."""
    pending: list[_Line] = []
    widest = 0
    for line in (*lines, None):
        if pending and (line is None or line.kind is not None or not _flows(pending, line, widest)):
            yield _block(pending)
            pending, widest = [], 0
        if line is not None:
            pending.append(line)
            widest = max(widest, len(line.text))
    # The sentinel None at the end has emptied `pending`.


def _flows(pending: list[_Line], line: _Line, widest: int) -> bool:
    """Whether the line goes on with what is pending, the last line of which was broken by its width, not ended."""
    last = pending[-1]
    if last.kind is BlockKind.HEADING or last.text.endswith(":") or _BYLINE.match(last.text) or _BYLINE.match(line.text):
        return False
    if line.text[:1].islower():
        return True
    if _LABEL.match(pending[0].text) and _LABEL.match(line.text):
        return False
    if (pending[0].kind is BlockKind.ITEM and not line.indented) or (line.text.endswith(":") and _is_heading(line.text)):
        return False
    if len(last.text) < max(_WRAPPED, _SHORT * max(widest, len(line.text))):
        return False
    return last.kind is None or not _SENTENCE_END.search(last.text)


def _block(lines: list[_Line]) -> Block:
    kind = lines[0].kind or (BlockKind.HEADING if len(lines) == 1 and _is_heading(lines[0].text) else BlockKind.PARAGRAPH)
    return Block(lines[0].start, lines[-1].end, kind)


def _is_heading(text: str) -> bool:
    words = text.split()
    if len(words) > _MOST_HEADING_WORDS:
        return False
    if text.endswith(":"):
        return True
    return not _SENTENCE_END.search(text) and not text.endswith((",", ";")) and _looks_titled(words)


def _looks_titled(words: list[str]) -> bool:
    """Whether most of the longer words begin with a capital or a digit, as in a title."""
    long = [word for word in words if len(word) > 3] or words
    return sum(1 for word in long if not word[:1].islower()) >= 0.6 * len(long)
