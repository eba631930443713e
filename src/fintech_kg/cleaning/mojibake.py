"""Edits for mojibake: UTF-8 that somebody read as Windows-1252, as `â€™` for `’`, once or twice, character by character.

A library (ftfy) mends whole texts and says nothing of offsets; here each edit is one character of what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fintech_kg.cleaning.edits import Edit

MOJIBAKE = "mojibake"
# What the bytes 0x80 to 0x9F are in Windows-1252; the five that it leaves open came through as controls.
_TYPOGRAPHIC = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xA0)}
_BYTES = {**_TYPOGRAPHIC, **{chr(byte): byte for byte in (*range(0x80, 0x100),)}}
_FOLLOWING = "".join(char for char, byte in _BYTES.items() if byte < 0xC0)
_RUN = re.compile(f"[\u00c2-\u00f4][\u00c2-\u00f4{re.escape(_FOLLOWING)}\ufffd]+")
# A sequence that no writer of Latin letters means, so that the text has been misread as a whole.
_CERTAIN = re.compile("â€|[ÂÃ][\u0080-\u00bf]|[ÐÑ][^\\s\\w][ÐÑ]|ï¿½|ðŸ")
_LOST_BYTE = 0x9D
_LONGEST_SEQUENCE = 4
# Two bytes are taken for these alone, unless several such stand together: a capital before a closing quote is no mojibake.
_PLAUSIBLE = re.compile("[\u00a0-\u017f]")

_Cell = tuple[int, int, str]


def mojibake_edits(text: str) -> Iterator[Edit]:
    """The characters that were meant, each in place of those that stand for it."""
    if _CERTAIN.search(text) is None:
        return
    for match in _RUN.finditer(text):
        for start, end, char in _decoded_twice(list(zip(range(*match.span()), match[0], strict=True))):
            if end - start > 1:
                yield Edit(start, end, " " if char == "\u00a0" else char, MOJIBAKE)


def _decoded_twice(chars: Sequence[tuple[int, str]]) -> list[_Cell]:
    return _decoded(_decoded([(at, at + 1, char) for at, char in chars]))


def _decoded(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells, each sequence that is the UTF-8 of one character as one cell."""
    found: list[_Cell] = []
    at = 0
    while at < len(cells):
        sequence = _sequence(cells, at)
        found.append(sequence[0] if sequence else cells[at])
        at += sequence[1] if sequence else 1
    return found if _is_plausible(found) else list(cells)


def _sequence(cells: Sequence[_Cell], at: int) -> tuple[_Cell, int] | None:
    """The character whose bytes begin at the cell, and how many there are."""
    first = _BYTES.get(cells[at][2], 0)
    length = 2 if 0xC2 <= first < 0xE0 else 3 if 0xE0 <= first < 0xF0 else _LONGEST_SEQUENCE
    if not 0xC2 <= first < 0xF5 or at + length > len(cells):
        return None
    try:
        char = bytes(_byte(cell[2]) for cell in cells[at : at + length]).decode("utf-8")
    except ValueError:
        return None
    return (cells[at][0], cells[at + length - 1][1], char), length


def _byte(char: str) -> int:
    """The byte that was read as the character; a lost one can only have been one that Windows-1252 leaves open."""
    return _LOST_BYTE if char == "\ufffd" else _BYTES.get(char, 0)


def _is_plausible(cells: Sequence[_Cell]) -> bool:
    pairs = [char for start, end, char in cells if end - start == 2]
    return len(pairs) != 1 or _PLAUSIBLE.match(pairs[0]) is not None
