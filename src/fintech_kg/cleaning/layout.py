"""Edits for words that layout took apart: broken at a line's end, or set in spaced-out capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fintech_kg.cleaning.edits import Edit

BROKEN = "a word broken at the line's end"
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]([ \t]*\r?\n[ \t]*)(?=([a-z\u00df-\u00ff]{2,}))")
_WORD_BEFORE = re.compile(r"(?:\w+-)*[^\W\d_]{2,}\Z")
_LONGEST_WORD = 40
_SUSPENDED = frozenset({"and", "or", "to", "as"})
_LETTER = r"(?:[A-Z](?![^\W_]))"
_SPACED = re.compile(rf"(?<!\S){_LETTER}(?:[ \u00a0]{{1,4}}{_LETTER}){{3,}}(?!\S)")
_BETWEEN = re.compile(r"(?<=\S)[ \u00a0](?=\S)")
_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORTEST = 3


def layout_edits(text: str, hyphenated: frozenset[str]) -> Iterator[Edit]:
    """`block-\\nchain` becomes one word and `K E Y  F A C T S` two. `hyphenated` are first parts that keep their hyphen."""
    yield from _hyphen_edits(text, hyphenated)
    for match in _SPACED.finditer(text):
        words = [word.replace(" ", "").replace("\u00a0", "") for word in _GAP.split(match[0])]
        if any(len(word) >= _SHORTEST for word in words) and not any(word in _ALPHABET for word in words if len(word) > 1):
            yield from (
                Edit(match.start() + space.start(), match.start() + space.end(), "") for space in _BETWEEN.finditer(match[0])
            )


def _hyphen_edits(text: str, hyphenated: frozenset[str]) -> Iterator[Edit]:
    """The hyphen stays where the text has the word with it elsewhere, or where it ends a part that always keeps its hyphen."""
    folded = None
    for match in _HYPHEN.finditer(text):
        word = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
        if word is None or match[2] in _SUSPENDED:
            continue
        folded = folded if folded is not None else text.casefold()
        first, rest = word[0].casefold(), match[2]
        keeps = f"{first}-{rest}" in folded or (f"{first}{rest}" not in folded and first.split("-")[-1] in hyphenated)
        yield Edit(match.start(1) if keeps else match.start(), match.end(), "", BROKEN)
