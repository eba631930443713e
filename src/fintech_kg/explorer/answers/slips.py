"""What somebody typed in, with a slip or two in it, FTS5 expressions for names that may be meant out, the likeliest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from fintech_kg.explorer.index.names import folded, is_letter_alone, with_all, with_one_of_each
from fintech_kg.explorer.index.opened import Index

_MOST_CHOICES = 60
_LONG = 8  # letters from which on two slips are forgiven


@dataclass(frozen=True, slots=True)
class _Terms:
    """The words of all names: sorted, and by their length."""

    all: tuple[str, ...]
    by_length: dict[int, list[str]]

    def has(self, word: str) -> bool:
        at = bisect_left(self.all, word)
        return at < len(self.all) and self.all[at] == word

    def beginning_with(self, letter: str) -> tuple[str, ...]:
        return self.all[bisect_left(self.all, letter) : bisect_left(self.all, letter + "\U0010ffff")]


@lru_cache(maxsize=2)
def _terms(index: Index) -> _Terms:
    lengths = groupby(sorted(index.terms, key=len), key=len)
    return _Terms(index.terms, {length: list(words) for length, words in lengths})


def slipped(index: Index, words: Sequence[str]) -> Iterator[str]:
    """Expressions for the names of the index: blanks in other places, then one slip in each word, then two.

    A slip is a letter too many, too few, another one, or two that changed places (optimal string alignment). Words under three
    letters, and those of three that stand alone, are taken as typed. Of letters that stand alone, as in Chinese, one may be
    another where there are three of them.
    """
    if all(map(is_letter_alone, words)):
        for at in range(len(words) if len(words) > 2 else 0):
            yield with_all([*words[:at], *words[at + 1 :]])
        return
    terms, plain = _terms(index), [folded(word) for word in words]
    yield from map(with_all, _blanks_moved(terms, plain))
    for slips in (1, 2):
        allowed = [min(slips, _forgiven(word, alone=len(words) == 1)) for word in plain]
        if any(one == slips for one in allowed):
            yield from _similar(terms, plain, allowed)


def _forgiven(word: str, *, alone: bool) -> int:
    if len(word) < (4 if alone else 3):
        return 0
    return 2 if len(word) >= _LONG else 1


def _blanks_moved(terms: _Terms, words: Sequence[str]) -> Iterator[list[str]]:
    """`Master card` as `Mastercard`, `Antgroup` as `Ant Group`."""
    for at in range(len(words) - 1):
        yield [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]
    for at, word in enumerate(words):
        for cut in range(2, len(word) - 1):
            if terms.has(word[:cut]) and terms.has(word[cut:]):
                yield [*words[:at], word[:cut], word[cut:], *words[at + 1 :]]


def _similar(terms: _Terms, words: Sequence[str], allowed: Sequence[int]) -> Iterator[str]:
    """Whole words that are similar, then such of which the last is cut off."""
    whole = [_like(terms, word, slips) for word, slips in zip(words, allowed, strict=True)]
    if all(whole):
        yield with_one_of_each(whole, cut_off=False)
    begun = [*whole[:-1], _beginning_like(terms, words[-1], allowed[-1])]
    if all(begun):
        yield with_one_of_each(begun, cut_off=True)


def _like(terms: _Terms, word: str, slips: int) -> list[str]:
    near = [one for length in range(len(word) - slips, len(word) + slips + 1) for one in terms.by_length.get(length, ())]
    return _nearest(word, near, slips)


def _beginning_like(terms: _Terms, word: str, slips: int) -> list[str]:
    """How words begin that have the same first letter, for more would take too long while somebody types."""
    among = terms.beginning_with(word[0])
    lengths = range(max(len(word) - slips, 2), len(word) + slips + 1)
    return _nearest(word, list(dict.fromkeys(one[:length] for length in lengths for one in among)), slips)


def _nearest(word: str, among: Sequence[str], slips: int) -> list[str]:
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_CHOICES)
    return [one for one, *_ in found]
