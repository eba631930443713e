"""Figures in lines of labels: from a value between separators to the words of its own cell, `TVL $412m · Holders 58,204`."""

from __future__ import annotations

from spacy.tokens import Span, Token

from fintech_kg.extraction.clauses import FINITE
from fintech_kg.extraction.figures import PERIODS, Figure, Measure
from fintech_kg.extraction.noun_phrases import words

_SEPARATORS = frozenset("|·•")
_MOST_WORDS = 6


def labelled(figure: Figure) -> Measure | None:
    """The words beside the value in its cell of a line that separators cut; None where the line is prose."""
    cell = _cell(figure.span)
    if cell is None:
        return None
    beside = [token for token in cell if token not in figure.span and not token.is_space]
    named = [token for token in beside if token.is_alpha and not token.is_stop]
    if not named or len(beside) > _MOST_WORDS or any(token.tag_ in FINITE or token.like_num for token in beside):
        return None
    if figure.value.unit is None and any(token.lemma_.lower() in PERIODS for token in named):
        return None
    return Measure(words(beside), head=named[-1] if named[-1].i > figure.span.start else named[0])


def _cell(value: Span) -> Span | None:
    """What stands between the nearest separators, or from one to an end of the line; None where there is none."""
    doc = value.doc
    left = next((i for i in range(value.start - 1, -1, -1) if _cuts(doc[i])), -1)
    right = next((i for i in range(value.end, len(doc)) if _cuts(doc[i])), len(doc))
    return None if left < 0 and right == len(doc) else doc[left + 1 : right]


def _cuts(token: Token) -> bool:
    return token.text in _SEPARATORS
