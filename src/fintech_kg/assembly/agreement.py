"""Two extractions in, whether the same words name the same things and figures out.

A template that two companies filled in gives the same words around other names and sums; a copy of a text keeps both. So
names and figures are compared where the words around them are the same, and nothing is asked of what another site added.
Datelines name the place and the day of a copy, and are passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fintech_kg.model import Extraction

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
_RUN = 5
_ENOUGH = 0.75
"""The share of names and figures that has to be the same; a copy may have another day, unit or byline."""
# Words with a capital, numbers and brackets before a dash: `LISBON, 3 March (Reuters) – `. A comma, a bracket or capitals alone
# tell it from a name that a sentence sets off.
_DATELINE = re.compile(
    r"^[^\S\n]*(?=[^\n]{1,80}?\s[–—-]{1,2}\s)(?=[^\n–—]*?[,(]|[^\Wa-z\d_]{3,}\s)"
    r"(?:\(?[^\W\d_a-z][\w.’'-]*\)?,?[^\S\n]+|\(?\d[\w.:/]*\)?,?[^\S\n]+|(?:de|of|am|pm)[^\S\n]+)+[–—-]{1,2}\s",
    re.MULTILINE,
)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Neighbouring words of names and figures as one: `told` is what stands there, None for any other word.

    `claimed`: a statement or an observation hangs on it.
    """

    word: str
    told: str | None = None
    claimed: bool = False


_EDGE = _Slot("\n")
Windows = Mapping[tuple[str, ...], Sequence[tuple[_Slot, ...]]]


def agree(one: Extraction, other: Extraction) -> bool:
    """Whether, between the same words, no thing or figure of a claim and few of all others differ."""
    common = _lowered(one.document.text) | _lowered(other.document.text)
    first, second = _windows(one, common), _windows(other, common)
    return _follows(first, second) and _follows(second, first)


def _follows(windows: Windows, others: Windows) -> bool:
    """Whether what the one tells between words that both have is what the other tells there."""
    same: dict[str, list[bool]] = defaultdict(list)
    claimed = set()
    for words in windows.keys() & others.keys():
        for slots in windows[words]:
            for index, slot in enumerate(slots):
                same[str(slot.told)].append(any(_matches(slot, held[index]) for held in others[words]))
                claimed |= {slot.told} if slot.claimed else set()
    differing = {told for told, found in same.items() if 2 * sum(found) < len(found)}
    return not differing & claimed and len(differing) <= (1 - _ENOUGH) * len(same)


def _matches(one: _Slot, other: _Slot) -> bool:
    """Whether one says no more than the other: `Nord Pay` is in `Nord Pay Ltd`, however it is spaced."""
    short, long = sorted((str(one.told), str(other.told)), key=len)
    return set(short.split()) <= set(long.split()) or short.replace(" ", "") == long.replace(" ", "")


def _windows(extraction: Extraction, common: frozenset[str]) -> Windows:
    """Each sequence of words within a line, with names and figures as gaps, and what fills those of it."""
    found: dict[tuple[str, ...], list[tuple[_Slot, ...]]] = defaultdict(list)
    for line in _lines(extraction, common):
        slots = [_EDGE, *line, _EDGE]
        for start in range(max(len(slots) - _RUN, 0) + 1):
            window = slots[start : start + _RUN]
            filled = tuple(one for one in window if one.told is not None)
            if filled:
                found[tuple(one.word for one in window)].append(filled)
    return found


def _lines(extraction: Extraction, common: frozenset[str]) -> Iterator[list[_Slot]]:
    text = extraction.document.text
    passed = _covered(found.span() for found in _DATELINE.finditer(text))
    named = _covered((one.start, one.end) for one in extraction.mentions)
    claimed = _covered(_claims(extraction))
    for line in _LINE.finditer(text):
        slots: list[_Slot] = []
        for found in _WORD.finditer(text, *line.span()):
            word, start = found[0].lower(), found.start()
            if start in passed:
                continue
            if not (start in named or _tells(found[0], common)):
                slots.append(_Slot(word))
            elif slots and slots[-1].told is not None:
                slots[-1] = _Slot("", f"{slots[-1].told} {word}", slots[-1].claimed or start in claimed)
            else:
                slots.append(_Slot("", word, start in claimed))
        yield slots


def _claims(extraction: Extraction) -> Iterator[Place]:
    for said in extraction.statements:
        yield from (said.subject_span, said.object_span)
    for figure in extraction.observations:
        yield figure.start, figure.end


def _covered(places: Iterable[Place]) -> frozenset[int]:
    return frozenset(offset for start, end in places for offset in range(start, end))


def _tells(word: str, common: frozenset[str]) -> bool:
    """Whether a word is a figure, or written with a capital for another reason than its place in a sentence."""
    return any(char.isdigit() for char in word) or (word[0].isupper() and word.lower() not in common)


def _lowered(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text) if word.islower())
