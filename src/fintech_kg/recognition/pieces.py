"""From a text to windows of word pieces: identifiers, casings and offsets, as the network was trained on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

LONGEST = 192
"""Word pieces of one window without its two marks; the network saw up to 224 when it was trained."""
_ENDS = frozenset(".!?;")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text in word pieces, between the marks [CLS] and [SEP].

    `offsets`: half-open, in code points of the whole text, (0, 0) for the marks. `words`: the number of each piece's word,
    -1 for the marks.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    offsets: tuple[tuple[int, int], ...]
    words: tuple[int, ...]


def windows(text: str, tokenizer: Tokenizer) -> Iterator[Window]:
    """The text's windows, cut behind the ends of sentences where it is too long for one."""
    coded = tokenizer.encode(text)
    last = len(coded.ids) - 1
    start = 1
    while start < last:
        end = _cut(coded, start, last)
        yield _window(coded, text, start, end)
        start = end


def _cut(coded: Encoding, start: int, last: int) -> int:
    """Where the window from `start` on ends: behind the last end of a sentence in its second half, else between words."""
    limit = start + LONGEST
    if limit >= last:
        return last
    for end in range(limit, start + LONGEST // 2, -1):
        if coded.tokens[end - 1] in _ENDS:
            return end
    while limit > start + 1 and coded.word_ids[limit] == coded.word_ids[limit - 1]:
        limit -= 1
    return limit


def _window(coded: Encoding, text: str, start: int, end: int) -> Window:
    ids = [coded.ids[0], *coded.ids[start:end], coded.ids[-1]]
    offsets, words = coded.offsets[start:end], coded.word_ids[start:end]
    return Window(
        np.array(ids, dtype=np.int64),
        np.array([5, *shapes(text, offsets, words), 5], dtype=np.int64),
        ((0, 0), *offsets, (0, 0)),
        (-1, *(-1 if word is None else word for word in words), -1),
    )


def shapes(text: str, offsets: Sequence[tuple[int, int]], words: Sequence[int | None]) -> list[int]:
    """The casing of each piece's word, by `shape`."""
    bounds: dict[int | None, tuple[int, int]] = {}
    for (start, end), word in zip(offsets, words, strict=True):
        bounds[word] = (bounds[word][0], end) if word in bounds else (start, end)
    known = {word: shape(text[start:end]) for word, (start, end) in bounds.items()}
    return [known[word] for word in words]


@lru_cache(maxsize=50_000)
def shape(word: str) -> int:
    """0 lower case, 1 Capitalised, 2 CAPITALS, 3 miXed, 4 digits, 5 punctuation: what an uncased encoder does not see."""
    if word.isdigit():
        return 4
    if not any(char.isalnum() for char in word):
        return 5
    if not any(char.isupper() for char in word):
        return 0
    if word[0].isupper() and not any(char.isupper() for char in word[1:]):
        return 1
    return 2 if word.isupper() else 3
