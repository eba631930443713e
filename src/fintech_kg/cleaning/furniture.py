"""Edits for the furniture of web pages: navigation, cookie banners, bylines, buttons, prompts to subscribe, rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from fintech_kg.cleaning.edits import Edit, blank
from fintech_kg.cleaning.phrases import Line, latin
from fintech_kg.ontology import Cue

_MOST_WORDS = 16
_FEWEST_BUTTONS = 3
_LONGEST_ENTRY = 3
_ITEM = re.compile(r"\s*(?:[•*›»▪■–-]|\(?\d{1,2}[.)])\s+\S")
_PARTS = re.compile(r"\s+[|›»>·•/→←]+\s+|\s{3,}")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*$")
# Furniture speaks to the reader, prose of others.
_ADDRESSES_READER = re.compile(r"\b(?:you|your|our|us|we|my|this (?:web)?site)\b", re.IGNORECASE)
_NAME = r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]*|de|van|von|der|bin|al)){1,3}"
_DATE = r"(?:(?:on )?(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?\d{4}|\d{4}-\d\d-\d\d)"
_POST = r"[\w ]{0,30}(?:[Ww]riter|[Ee]ditor|[Rr]eporter|[Cc]orrespondent|[Jj]ournalist)"
_LENGTH = r"\d{1,3}[ -]min(?:ute)?s?(?: read)?"
_BYLINE = re.compile(
    rf"(?:(?:Written|Posted|Published|Reported|Reporting|Edited|Words) by|By|BY) {_NAME}(?:(?:,| and| &) {_NAME})*"
    rf"(?:,? {_POST})?(?:(?: ?[|·•—–-]|,)? {_DATE})?(?: ?[|·•—–,-] ?{_LENGTH})?"
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b)[ ©]*(?:\(c\) )?(?:19|20)\d\d\b", re.IGNORECASE)
NAVIGATION = "navigation"
FURNITURE = "page furniture"
BYLINE = "byline"
RIGHTS = "copyright line"


def furniture_edits(lines: Sequence[Line], cues: Mapping[Cue, frozenset[str]]) -> Iterator[Edit]:
    """Blanks for the lines that are navigation, bylines or notes of rights, or hold phrases of pages and little else."""
    menu = cues.get(Cue.MENU, frozenset())
    listed = [len(line.words) <= _LONGEST_ENTRY and line.text.strip().casefold() in menu for line in lines]
    related = cues.get(Cue.RELATED, frozenset())
    under_related = False
    for number, line in enumerate(lines):
        under_related = _heads(line, related) or (under_related and _goes_on(lines[number - 1], line))
        beside = listed[max(0, number - 1) : number + 2]
        reason = NAVIGATION if listed[number] and sum(beside) > 1 else FURNITURE if under_related else _reason(line, cues)
        if reason is not None:
            yield blank(line.start, line.start + len(line.text), reason)


def _heads(line: Line, related: frozenset[str]) -> bool:
    """Whether the line is a heading over links to other pages."""
    return len(line.words) <= _MOST_WORDS and line.text.strip(" \t:#*").casefold() in related


def _goes_on(last: Line, line: Line) -> bool:
    """Whether the line is one more item of the list right above it."""
    return line.start <= last.start + len(last.text) + 1 and _ITEM.match(line.text) is not None


def _reason(given: Line, cues: Mapping[Cue, frozenset[str]]) -> str | None:
    if len(given.words) > 3 * _MOST_WORDS:
        return None
    line, words = given.text.strip(), given.text.split()
    if _is_navigation(line, cues.get(Cue.MENU, frozenset())):
        return NAVIGATION
    if len(words) <= _MOST_WORDS and line[:1] in "BEPRW" and _BYLINE.fullmatch(line):
        return BYLINE
    if len(words) <= _MOST_WORDS and line[:1] in "©(cC" and _RIGHTS.match(line):
        return RIGHTS
    return FURNITURE if _is_row_of_buttons(words, cues) or _is_furniture(given, words, cues) else None


def _is_navigation(line: str, menu: frozenset[str]) -> bool:
    """Whether the line is a menu (`Home | News | Jobs`) or a trail (`Home > Payments > Asia`): its parts are short, and some of
    them are what menus offer."""
    if line.startswith("|") or _SENTENCE_END.search(line):
        return False
    parts = [part.casefold().strip(" |›»>·•/→←") for part in _PARTS.split(line)]
    known = sum(part in menu for part in parts)
    listed = known == len(parts) > 1 or (known > 0 and len(parts) > 2)
    return listed and all(len(part.split()) <= _LONGEST_ENTRY for part in parts)


def _is_row_of_buttons(words: Sequence[str], cues: Mapping[Cue, frozenset[str]]) -> bool:
    """Whether all words are names of networks and what is done there, as `Facebook Twitter Email`."""
    shared = cues.get(Cue.SHARE, frozenset())
    if len(words) < _FEWEST_BUTTONS:
        return False
    named = [word.strip(".,:;|/·•&").casefold() for word in words]
    return len([word for word in named if word]) >= _FEWEST_BUTTONS and all(word in shared for word in named if word)


def _is_furniture(line: Line, words: Sequence[str], cues: Mapping[Cue, frozenset[str]]) -> bool:
    prompts = list(latin(cues.get(Cue.PROMPT, frozenset())).found(line))
    hits = [*prompts, *latin(cues.get(Cue.BOILERPLATE, frozenset())).found(line)]
    if not hits:
        return False
    to_reader = _ADDRESSES_READER.search(_without(line.text, hits)) is not None
    if len(words) > _MOST_WORDS:
        return len(hits) > 1 and to_reader
    if 2 * sum(len(hit[0].split()) for hit in hits) >= len(words):
        return True
    begins = any(not _letters(line.text[: hit.start()]) for hit in prompts)
    return to_reader or begins if _SENTENCE_END.search(line.text.rstrip()) is None else to_reader and (begins or len(hits) > 1)


def _without(text: str, hits: Sequence[re.Match[str]]) -> str:
    for hit in hits:
        text = text.replace(hit[0], " ")
    return text


def _letters(text: str) -> bool:
    return any(char.isalpha() for char in text)
