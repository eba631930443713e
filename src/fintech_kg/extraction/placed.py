"""Marks of places: from a name in a Doc to whether a flag, a label, a bracket or a dash beside it says that it is a place."""

from __future__ import annotations

from spacy.tokens import Span

from fintech_kg.model import Kind

LABELS = frozenset({"headquarters", "hq", "location", "address", "office", "offices", "seat"})
"""Words before a colon behind which a place stands."""
_FLAGS = range(0x1F1E6, 0x1F1FF + 1)


def is_set_apart(span: Span) -> bool:
    """Whether a bracket behind a name holds nothing else before it, or a dash leads to it alone: `Kestrel Pay (Bergen)`."""
    doc, before, end = span.doc, span.start - 1, span.end
    if before < 1 or not doc[before - 1].text[:1].isalnum():
        return False
    if doc[before].text == "(":
        return end < len(doc) and doc[end].text in {")", ","}
    return doc[before].text in {"–", "—", "|"} and (end == len(doc) or doc[end].text in {",", "."})


def is_labelled(span: Span) -> bool:
    """Whether a flag or a label says that a place follows: `🇦🇷 Rosario`, `Headquarters: Shah Alam`."""
    if span.label_ != Kind.PLACE.value or span.start == 0:
        return False
    before = span.doc[max(0, span.start - 2) : span.start]
    if all(ord(char) in _FLAGS for char in before[-1].text):
        return True
    return len(before) > 1 and before[-1].text == ":" and before[0].lower_ in LABELS
