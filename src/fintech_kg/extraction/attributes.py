"""The spaCy step `fintech_kg_attributes_v1`: what an AttributeRuler gives each token, asked once for each sort of token.

Most of the ruler's patterns in en_core_web_sm look at one token alone, at its tag, its dependency and whether it is one of some
words; so its answer is kept by these three. The few that look at several tokens are matched where some token may begin one. The
result is the same at a twentieth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

FACTORY = "fintech_kg_attributes_v1"
_KEY = [TAG, DEP, IS_SPACE, LOWER, ORTH]
_GIVEN: list[int | str] = [TAG, DEP, POS, MORPH, LEMMA]
_MOST_KEPT = 100_000
"""Lower-case forms; a larger vocabulary is begun anew."""


class Attributes:
    """The ruler's attributes, by tag, lower-case form and dependency; patterns of several tokens count after those of one.

    The ruler's patterns must look at TAG, DEP, LOWER and IS_SPACE alone, as those of Explosion's English pipelines do.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._vocab = ruler.vocab
        self._single, self._several = AttributeRuler(ruler.vocab), AttributeRuler(ruler.vocab)
        for pattern in _patterns(ruler):
            longest = max(len(one) for one in pattern["patterns"])
            (self._single if longest == 1 else self._several).add(**pattern)
        self._begins = _beginnings(self._several)
        self._words, self._forms = _words(ruler), _forms(ruler)
        self._told_apart: dict[int, int] = {}
        self._known: dict[tuple[int, ...], tuple[tuple[int, ...], bool]] = {}

    def __call__(self, doc: Doc) -> Doc:
        if len(doc) == 0:
            return doc
        rows, begins = [], False
        told_apart, known = self._told_apart, self._known
        for tag, dep, space, lower, form in doc.to_array(_KEY).tolist():
            word = told_apart.get(lower)
            key = tag, dep, space, self._word(lower) if word is None else word
            given = known.get(key)
            if given is None:
                given = known[key] = self._ask(tag, dep, form)
            rows.append(given[0])
            begins = begins or given[1]
        _give(doc, _GIVEN, rows)
        return self._several(doc) if begins else doc

    def _word(self, lower: int) -> int:
        """The lower-case form where a pattern asks for it, else 0."""
        if len(self._told_apart) > _MOST_KEPT:
            self._told_apart.clear()
        text = self._vocab.strings[lower]
        asked = text in self._words or any(form.search(text) for form in self._forms)
        found = self._told_apart[lower] = lower if asked else 0
        return found

    def _ask(self, tag: int, dep: int, form: int) -> tuple[tuple[int, ...], bool]:
        """What the patterns of one token give a token of that sort, and whether a pattern of several may begin with it."""
        one = Doc(self._vocab, words=[self._vocab.strings[form]])
        _give(one, [TAG, DEP], [(tag, dep)])
        begins = bool(self._begins(one, allow_missing=True))
        row: list[Any] = self._single(one).to_array(_GIVEN)[0].tolist()
        return tuple(row), begins


def _give(doc: Doc, attributes: list[int | str], rows: Sequence[tuple[int, ...]]) -> None:
    values: Any = np.array(rows, dtype=np.uint64)
    doc.from_array(attributes, values)


def _patterns(ruler: AttributeRuler) -> list[dict[str, Any]]:
    return list(ruler.patterns)


def _beginnings(ruler: AttributeRuler) -> Matcher:
    """Matches what a pattern of the ruler begins with."""
    matcher = Matcher(ruler.vocab)
    matcher.add("begins", [tokens[:1] for pattern in _patterns(ruler) for tokens in pattern["patterns"]])
    return matcher


def _asked(ruler: AttributeRuler) -> Iterator[Any]:
    """What the ruler's patterns ask of the lower-case form: a word, or a dictionary of operators."""
    for pattern in _patterns(ruler):
        yield from (token["LOWER"] for tokens in pattern["patterns"] for token in tokens if "LOWER" in token)


def _words(ruler: AttributeRuler) -> frozenset[str]:
    given = [{"IN": [one]} if isinstance(one, str) else one for one in _asked(ruler)]
    return frozenset(word for one in given for words in (one.get("IN", ()), one.get("NOT_IN", ())) for word in words)


def _forms(ruler: AttributeRuler) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one["REGEX"]) for one in _asked(ruler) if not isinstance(one, str) and "REGEX" in one)


@Language.factory(FACTORY)
def make_attributes(nlp: Language, name: str) -> Attributes:
    """The step, in the place of the pipeline's own `attribute_ruler`, which it asks."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return Attributes(ruler)
