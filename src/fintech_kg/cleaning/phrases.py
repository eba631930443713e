"""From a text to its lines, and from the lexicon's phrases to where they stand in a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_WORD = re.compile(r"\w+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, where it starts, and its words in small letters."""

    start: int
    text: str
    words: tuple[str, ...]


def lines_of(text: str) -> Iterator[Line]:
    """The lines that are not empty, in order."""
    for match in _LINE.finditer(text):
        yield Line(match.start(), match[0], tuple(_WORD.findall(match[0].casefold())))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in Latin letters, to be met as whole words in any case, by their longest words: a line without these is passed
    over without a search."""

    by_word: Mapping[str, re.Pattern[str]]

    def found(self, line: Line) -> Iterator[re.Match[str]]:
        """Where they stand in a line, in order; of several that overlap the first and longest."""
        words = self.by_word.keys() & line.words
        if words:
            matches = [match for word in words for match in self.by_word[word].finditer(line.text)]
            yield from _apart(sorted(matches, key=lambda match: (match.start(), -match.end())))


def _apart(matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    reached = 0
    for match in matches:
        if match.start() >= reached:
            yield match
            reached = match.end()


@lru_cache(maxsize=64)
def latin(phrases: frozenset[str]) -> Phrases:
    """Those of the phrases that are written in Latin letters."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(filter(_LATIN.search, phrases), key=lambda phrase: (-len(phrase), phrase)):
        by_word[max(_WORD.findall(phrase.casefold()), key=lambda word: (len(word), word))].append(phrase)
    return Phrases({word: _whole(own) for word, own in by_word.items()})


def _whole(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(phrases)})(?![^\W_])", re.IGNORECASE)


@lru_cache(maxsize=64)
def other_scripts(phrases: frozenset[str]) -> re.Pattern[str]:
    """What meets the others of the phrases, as parts of words too: many scripts put no space between words."""
    return re.compile(_alternatives(sorted(phrase for phrase in phrases if not _LATIN.search(phrase))), re.IGNORECASE)


def _alternatives(phrases: Iterable[str]) -> str:
    """A pattern for any of them; for nothing where there are none."""
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases) or r"(?!)"
