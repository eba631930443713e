"""Edits that take the marks out of Markdown; what the marks said of a line is read by `blocks`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fintech_kg.cleaning.edits import Edit, blank

CELL_MARK = " , "
"""What parts the cells of a table's row in clean text."""
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TABLE_RULE = re.compile(r"^(?=.*---)[ \t:|-]+$", re.MULTILINE)
_LINK = re.compile(r"(!?\[)([^\[\]\n]*)(\]\([^)\n]{0,1000}\))")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def markdown_edits(text: str) -> Iterator[Edit]:
    """Blanks for code, rules, link targets, emphasis and quotation marks of lines; offsets do not move."""
    for pattern, reason in (
        (_FENCE, "code"),
        (_FRONT_MATTER, "front matter"),
        (_TABLE_RULE, None),
    ):
        for match in pattern.finditer(text):
            yield blank(*match.span(), reason)
    # Up to the last end of a comment: comments that nothing ends would each be followed through the whole text.
    for match in _COMMENT.finditer(text, 0, text.rfind("-->") + 3):
        yield blank(*match.span(), "comment")
    for match in _LINK.finditer(text):
        yield blank(*match.span(1))
        yield blank(*match.span(3))
    for pattern in (_EMPHASIS, _QUOTED):
        for match in pattern.finditer(text):
            yield blank(*match.span())
    yield from cell_edits(text)


def cell_edits(text: str) -> Iterator[Edit]:
    """In a table's rows the first bar goes and the others become commas, so that a row reads as a list."""
    for line in re.finditer(r"^[ \t]*\|.*\|[ \t]*$", text, re.MULTILINE):
        bars = [line.start() + i for i, char in enumerate(line[0]) if char == "|"]
        for bar in bars[1:-1]:
            yield Edit(bar, bar + 1, CELL_MARK.strip())
        yield blank(bars[0], bars[0] + 1)
        yield blank(bars[-1], bars[-1] + 1)
