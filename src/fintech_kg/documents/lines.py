"""From a page of a PDF to its lines with their places, and from those to paragraphs, headings, items and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fintech_kg.documents.pieces import Piece
from fintech_kg.model import BlockKind

# PDFium puts one of two marks for a hyphen at a line's end, and there no line break.
_BREAK = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_SOFT_HYPHEN = re.compile("[\x02\ufffe]")
_BULLET = re.compile(r"(?:[•‣▪▫◦●○■□✓➤►⁃∙\uf0b7\uf0a7]|[*–—-](?=\s))\s*(?=\S)")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z])[.)]|\([ivx]{1,4}\))\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*\Z")
_GAP = 1.6
_NARROW_GAP = 0.75
_LEADING = 1.25
_WIDEST_LEADING = 1.45
_OFTEN = 0.15
_LARGER = 1.12
_SHORT_OF = 0.85
_MOST_HEADING_WORDS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place in points from the page's lower left corner, its font's size, and its parts between wide gaps, and
    between gaps that only may part a table's cells."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    cells: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def lines_of_page(shown: Any) -> list[Line]:
    """The lines of a pypdfium2 text page in reading order."""
    import pypdfium2.raw as raw

    text = "".join(chr(raw.FPDFText_GetUnicode(shown.raw, at)) for at in range(shown.count_chars()))
    boxes = _Boxes(shown.raw, raw)
    return [line for match in _BREAK.finditer(text) if (line := _line(match[0], match.start(), boxes)) is not None]


class _Boxes:
    """The places of a page's characters."""

    def __init__(self, page: Any, raw: Any) -> None:
        self._page, self._raw = page, raw
        self._sides = tuple(c_double() for _ in range(4))

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, right, bottom, top."""
        left, right, bottom, top = self._sides
        self._raw.FPDFText_GetCharBox(self._page, at, left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value

    def size(self, at: int) -> float:
        """The height of the font, from the letter's own place where the font's matrix scales it."""
        size = float(self._raw.FPDFText_GetFontSize(self._page, at))
        bottom, top = self.box(at)[2:]
        return size if size > 1.5 else max(1.0, (top - bottom) * 1.4)


def _line(text: str, start: int, boxes: _Boxes) -> Line | None:
    shown = [at for at, char in enumerate(text) if not char.isspace()]
    if not shown:
        return None
    first, last = boxes.box(start + shown[0]), boxes.box(start + shown[-1])
    middle = start + shown[len(shown) // 2]
    size = boxes.size(middle)
    tidy = _tidy(text)
    if not tidy:
        return None
    cells, parts = (_cells(text, start, boxes, gap * size) for gap in (_GAP, _NARROW_GAP))
    return Line(tidy, first[0], last[1], min(first[2], last[2]), max(first[3], last[3]), size, cells, parts)


def _tidy(text: str) -> str:
    """The line with single spaces; PDFium's sign for a hyphen at the line's end becomes a hyphen, lone surrogates pairs."""
    text = _SOFT_HYPHEN.sub("-", text)
    return " ".join(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", " ").split(" ")).strip()


def _cells(text: str, start: int, boxes: _Boxes, widest: float) -> tuple[str, ...]:
    """The line's parts where gaps wider than that, in points, stand between them."""
    cuts = [0]
    for match in re.finditer(r"(?<=\S) +(?=\S)", text):
        gap = boxes.box(start + match.end())[0] - boxes.box(start + match.start() - 1)[1]
        if gap > widest:
            cuts.append(match.end())
    parts = [_tidy(text[a:b]) for a, b in pairwise([*cuts, len(text)])]
    return tuple(part for part in parts if part)


def page_pieces(page: Sequence[Line]) -> list[Piece]:
    """The pieces of a page. A line goes on with the one above where nothing between them says otherwise: a wider gap, another
    size, a bullet, or an end well short of the column's edge."""
    if not page:
        return []
    body = _body_size(page)
    leading = _usual_leading(page)
    found: list[Piece] = []
    pending: list[Line] = []
    for at, line in enumerate(page):
        if _row(page, at):
            found += [*_closed(pending, body), Piece(f"| {' | '.join(_row(page, at))} |", BlockKind.ROW)]
            pending = []
            continue
        if pending and not _goes_on(pending, line, leading):
            found += _closed(pending, body)
            pending = []
        pending.append(line)
    return [*found, *_closed(pending, body)]


def _body_size(page: Sequence[Line]) -> float:
    """The size in which most characters of the page are set."""
    weights: dict[float, int] = {}
    for line in page:
        weights[round(line.size, 1)] = weights.get(round(line.size, 1), 0) + len(line.text)
    return max(weights, key=lambda size: (weights[size], -size))


def _usual_leading(page: Sequence[Line]) -> float:
    """The least distance of a line from the one above that is common on the page, as a share of its size."""
    steps = [round((above.bottom - line.bottom) / line.size, 1) for above, line in pairwise(page)]
    near = [step for step in steps if 0.8 <= step <= _WIDEST_LEADING]
    common = [step for step in sorted(set(near)) if near.count(step) >= _OFTEN * len(near)]
    return common[0] if common else 1.2


def _row(page: Sequence[Line], at: int) -> tuple[str, ...]:
    """The cells of a line that is a table's: parted in three, or in two as a neighbour is, or in as many as one by narrow gaps;
    nothing for another line."""
    line = page[at]
    near = {len(page[other].cells) for other in (at - 1, at + 1) if 0 <= other < len(page)} - {0, 1}
    if len(line.cells) > 2 or (len(line.cells) == 2 and near):
        return line.cells
    return line.parts if len(line.parts) in near else ()


def _goes_on(pending: Sequence[Line], line: Line, leading: float) -> bool:
    last = pending[-1]
    if abs(line.size - last.size) > 0.1 * last.size or _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return False
    step = (last.bottom - line.bottom) / line.size
    if step < -0.5:
        # The next column: a sentence goes on there.
        return not _SENTENCE_END.search(last.text) and (line.text[:1].islower() or len(pending) > 1)
    if step > leading * _LEADING and not (step < 3 and line.text[:1].islower() and not _SENTENCE_END.search(last.text)):
        return False
    if _BULLET.match(pending[0].text) and line.left < pending[0].left + line.size / 2 and not line.text[:1].islower():
        return False
    left, right = min(one.left for one in pending), max(one.right for one in (*pending, line))
    ends_short = last.right - left < _SHORT_OF * (right - left)
    starts_new = line.left > min(one.left for one in pending) + line.size and not line.text[:1].islower()
    if (ends_short or (starts_new and len(pending) > 1)) and _SENTENCE_END.search(last.text):
        return False
    return not (ends_short and line.text[:1].isupper() and last.right - left < 0.6 * (right - left))


def _closed(pending: Sequence[Line], body: float) -> list[Piece]:
    """The lines as one piece; a word that a hyphen breaks keeps its line's end, which cleaning mends with the offsets."""
    if not pending:
        return []
    text = ""
    for line in pending:
        broken = text.endswith(("-", "\u2010")) and line.text[:1].islower()
        text += line.text if not text else f"\n{line.text}" if broken else f" {line.text}"
    size = pending[0].size
    bullet = _BULLET.match(text)
    if bullet:
        return [Piece(text[bullet.end() :], BlockKind.ITEM)]
    is_heading = size > _LARGER * body and len(text.split()) <= _MOST_HEADING_WORDS and not text.endswith((",", ";", "."))
    if is_heading:
        return [Piece(text.replace("\n", ""), BlockKind.HEADING, 1 if size > 1.5 * body else 2)]
    return [Piece(text)]
