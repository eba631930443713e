"""Headings: from the lines of a text to those that stand over others, by a linear model that learnt it from our own pages.

The pages are those of `training/passages`, `training/headings.py` fits the weights, and headings.json holds them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_AROUND = re.compile(r"^[\W\d_]+|[\W_]+$")
_CLOSING = "\"”'’)] "
_SIGNS = {
    "arrow": re.compile(r"[→←▸]"),
    "bar": re.compile(r" [|·•/›] "),
    "colon": re.compile(r": "),
    "comma": re.compile(r", "),
    "dash": re.compile(r" [–—-] "),
    "digit": re.compile(r"\d"),
    "dots": re.compile(r"\.\.\.\.|…"),
    "money": re.compile(r"[$€£%]"),
    "bracket": re.compile(r"\("),
    "quote": re.compile(r"[\"“”]"),
    "semicolon": re.compile(r";"),
    "sentences": re.compile(r"[.!?] [A-Z]"),
    "web": re.compile(r"@|www|://"),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
}
_SHAPE = ("digit", "dash", "colon", "comma", "bar", "bracket")
_BESIDE = ("bar", "colon", "comma", "dash", "dots")
_LENGTHS, _LENGTHS_BESIDE, _RATIOS = (2, 3, 4, 5, 7, 9, 12, 15), (2, 4, 7, 12, 20), (0.5, 0.8, 1.25, 2, 4)
_FEWEST_OF_HEADLINE = 4
_LEAST = -0.4
"""The log-odds from which on a line is a heading: of one that is missed, the lines go to the heading before."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marks, or several that wrapping parted. `is_marked`: a bullet or bars say what it is."""

    text: str
    is_marked: bool = False


def are_headings(lines: Sequence[Line | None], titles: Set[str] = frozenset()) -> list[bool]:
    """Whether each line is a heading, of which none is the last; None stands for empty lines. `titles` always are.

    The only line of a text is one where it is set like a headline.
    """
    bias, weights = _model()
    if sum(one is not None for one in lines) == 1:
        return [one is not None and not one.is_marked and _is_headline(one.text) for one in lines]
    last = max((number for number, one in enumerate(lines) if one is not None), default=0)
    scores = (bias + sum(weights.get(name, 0.0) for name in features) for features in features_of(lines))
    return [
        one is not None and not one.is_marked and number < last and (score > _LEAST or _plain(one.text) in titles)
        for number, (one, score) in enumerate(zip(lines, scores, strict=True))
    ]


def _is_headline(text: str) -> bool:
    words = _WORD.findall(text)
    return len(words) >= _FEWEST_OF_HEADLINE and _capitals(words) == "capital" and _end(text) not in ".!?"


def _plain(title: str) -> str:
    """`2. Key Facts:` as the lexicon has it."""
    return _AROUND.sub("", title).casefold().replace("’", "'")


def features_of(lines: Sequence[Line | None]) -> Iterator[list[str]]:
    """The features of each line by their names: how it looks, and how the lines beside it do; none of an empty one."""
    looks = [None if one is None else _look(one) for one in lines]
    for number, look in enumerate(looks):
        if look is None:
            yield []
            continue
        near = {"prev": _at(looks, number - 1), "next": _at(looks, number + 1)}
        kinds = {place: _kind(looks, number + step) for place, step in (("prev", -1), ("next", 1))}
        before = near["prev"] or _at(looks, number - 2)
        after = near["next"] or _at(looks, number + 2)
        yield [
            *look.features(),
            *(f"{place}={kind}" for place, kind in kinds.items()),
            f"prev={kinds['prev']}&next={kinds['next']}",
            f"after={'end' if after is None else 'item' if after.is_marked else 'plain'}",
            *_beside("before", look, before),
            *_beside("after", look, after),
        ]


@cache
def _model() -> tuple[float, Mapping[str, float]]:
    given = json.loads(files("fintech_kg.cleaning").joinpath("headings.json").read_text(encoding="utf-8"))
    return given["bias"], given["weights"]


@dataclass(frozen=True, slots=True)
class _Look:
    """What of a line's look tells whether it, or the one beside it, is a heading."""

    text: str
    is_marked: bool
    words: int
    ends: str
    signs: tuple[str, ...]

    @property
    def shape(self) -> tuple[str, ...]:
        return (self.ends, *(sign for sign in self.signs if sign in _SHAPE))

    def features(self) -> Iterator[str]:
        words = _WORD.findall(self.text)
        yield f"words={_step(self.words, _LENGTHS)}"
        yield f"ends={self.ends}"
        yield f"begins={_case(self.text[0])}"
        yield f"rest={_capitals(words)}"
        if self.text.isupper():
            yield "upper"
        yield from (f"has={sign}" for sign in self.signs)
        if words:
            yield f"first={words[0].lower()}"


def _look(line: Line) -> _Look:
    text = line.text
    signs = tuple(name for name, pattern in _SIGNS.items() if pattern.search(text))
    return _Look(text, line.is_marked, len(text.split()), _end(text), signs)


def _at(looks: Sequence[_Look | None], number: int) -> _Look | None:
    return looks[number] if 0 <= number < len(looks) else None


def _kind(looks: Sequence[_Look | None], number: int) -> str:
    if not 0 <= number < len(looks):
        return "end"
    look = looks[number]
    return "empty" if look is None else "item" if look.is_marked else "plain"


def _beside(place: str, look: _Look, other: _Look | None) -> Iterator[str]:
    if other is None:
        yield f"{place}=none"
        return
    yield f"{place}.words={_step(other.words, _LENGTHS_BESIDE)}"
    yield f"{place}.ends={other.ends}"
    yield f"{place}.ratio={_step(len(other.text) / len(look.text), _RATIOS)}"
    if other.shape == look.shape:
        yield f"{place}.alike"
    if other.text.isupper():
        yield f"{place}.upper"
    if other.text[:1].islower():
        yield f"{place}.lower"
    yield from (f"{place}.has={sign}" for sign in other.signs if sign in _BESIDE)


def _case(char: str) -> str:
    return "upper" if char.isupper() else "lower" if char.islower() else "digit" if char.isdigit() else "other"


def _end(text: str) -> str:
    """The last sign of a line but closing ones; of a letter, a digit and the rest only what sort it is."""
    last = text.rstrip(_CLOSING)[-1:]
    if last in ".?!:,;…":
        return last
    return "digit" if last.isdigit() else "letter" if last.isalpha() else "other"


def _capitals(words: Sequence[str]) -> str:
    """How the longer words behind the first begin."""
    capital = [word[0].isupper() for word in words[1:] if len(word) > 3]
    if not capital:
        return "none"
    return "capital" if all(capital) else "mixed" if any(capital) else "lower"


def _step(value: float, edges: Sequence[float]) -> int:
    return sum(value >= edge for edge in edges)
