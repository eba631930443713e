"""From names and what somebody types to the words under which the index keeps and finds them."""

from __future__ import annotations

import re
import unicodedata

_APART = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f])")
MOST_WORDS = 12


def folded(name: str) -> str:
    """The name in one case, without accents and with single blanks."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(char for char in parts if not unicodedata.combining(char)).split())


def indexed(text: str) -> str:
    """The text as the word index takes it: letters of scripts that set no blanks stand each for itself."""
    return _APART.sub(r" \1 ", unicodedata.normalize("NFKC", text))


def words_of(typed: str) -> list[str]:
    """The words that somebody typed, in the form of the word index, the first dozen of them."""
    found = indexed(typed[:200].replace("\0", " ")).split()
    return [word for word in found if any(map(str.isalnum, word))][:MOST_WORDS]


def beginning_with(words: list[str]) -> str:
    """An FTS5 expression for names that begin with the words, of which the last may be cut off; at least one."""
    return f"^ {_quoted(' '.join(words))} *"


def with_all(words: list[str]) -> str:
    """An FTS5 expression for names that hold each of the words, of which the last may be cut off; at least one."""
    return " AND ".join([*map(_quoted, words[:-1]), f"{_quoted(words[-1])} *"])


def with_one_of_each(choices: list[list[str]], *, cut_off: bool) -> str:
    """An FTS5 expression for names that hold one word of each list; `cut_off`: those of the last list may go on."""
    ends = [""] * (len(choices) - 1) + [" *" if cut_off else ""]
    parts = (" OR ".join(_quoted(word) + end for word in words) for words, end in zip(choices, ends, strict=True))
    return " AND ".join(f"({part})" for part in parts)


def is_letter_alone(word: str) -> bool:
    """Whether a word of `words_of` is one letter of a script that sets no blanks."""
    return _APART.fullmatch(word) is not None


def _quoted(text: str) -> str:
    """A string of FTS5, in which nothing is an operator."""
    return '"' + text.replace('"', '""') + '"'
