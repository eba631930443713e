"""Terms that a text defines: from what stands in brackets behind a name to the words that mean it from there on.

`Greyfriars Prepaid Limited ("Greyfriars")`, `the Financial Conduct Authority (the "Authority")`, `(together, "we" or "us")`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from fintech_kg.ontology import Ontology

OWN_WORDS = frozenset({"we", "our", "us"})
"""The first person, in which whoever a text is from speaks."""
_MARKS = frozenset({'"', "“", "”", "``", "''", "„"})
_LONGEST = 60
_MOST_BRACKETS = 3


def defined_behind(doc: Doc, end: int) -> Iterator[Span]:
    """What brackets behind a name's end put in quotation marks, without `the`, where nothing else is named in them."""
    at = end + 1 if _is_at(doc, end, ",") else end
    for _ in range(_MOST_BRACKETS):
        if not _is_at(doc, at, "("):
            return
        closing = next((token.i for token in doc[at : at + _LONGEST] if token.text == ")"), None)
        if closing is None:
            return
        yield from _quoted(doc, at + 1, closing)
        at = closing + 1


def _is_at(doc: Doc, at: int, text: str) -> bool:
    return at < len(doc) and doc[at].text == text


def _quoted(doc: Doc, start: int, end: int) -> Iterator[Span]:
    marks = [token.i for token in doc[start:end] if token.text in _MARKS]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    inside = {i for left, right in pairs for i in range(left, right + 1)}
    if any(token.i not in inside and not token.is_punct and token.text != token.lower_ for token in doc[start:end]):
        return
    for left, right in pairs:
        first = left + 2 if doc[left + 1].lower_ == "the" else left + 1
        last = right
        while last > first and doc[last - 1].is_punct and doc[last - 1].text != ".":
            last -= 1
        if last > first:
            yield doc[first:last]


def is_noun(term: Span, ontology: Ontology) -> bool:
    """Whether it is a noun for things of a class: what the `Company` is, only its text says."""
    return len(term) == 1 and term[0].lower_ in ontology.nouns


def is_defined(token: Token) -> bool:
    """Whether it stands in quotation marks by itself, as what is only defined there does."""
    return 0 < token.i < len(token.doc) - 1 and token.nbor(-1).text in _MARKS and token.nbor().text in _MARKS | {",", "."}


def is_own_word(term: Span) -> bool:
    """Whether it is the first person."""
    return term.text.lower() in OWN_WORDS
