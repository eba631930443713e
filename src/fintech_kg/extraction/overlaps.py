"""What the lexicon says of a recogniser's name: from a span and the known names in it to the names that it holds, or none."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from fintech_kg.extraction.boundaries import LEGAL_FORMS
from fintech_kg.extraction.plausible import SURE
from fintech_kg.model import Kind

_SUREST = 0.95
"""How sure the network is where its word outweighs the lexicon's."""
_MISTAKEN = frozenset({Kind.PLACE.value, Kind.ORGANISATION.value})


def parts(span: Span, known: list[Span]) -> Iterator[Span]:
    """The span; or the two names that `and` joins in it where the lexicon knows one; or the known name that owns the rest."""
    for token in span:
        if token.text in {"'s", "’s"} and any((one.start, one.end) == (span.start, token.i) for one in known):
            yield span.doc[span.start : token.i]
            return
        if token.lower_ == "and" and span.start < token.i < span.end - 1:
            left, right = span.doc[span.start : token.i], span.doc[token.i + 1 : span.end]
            bounds = {(one.start, one.end) for one in known}
            if {(left.start, left.end), (right.start, right.end)} & bounds and (span.start, span.end) not in bounds:
                yield left
                yield right
                return
    yield span


def inside(span: Span, others: list[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in others)


def is_namesake(known: Span, kind: Kind, sure: float) -> bool:
    """Whether the network is sure of a person, or of a place where the lexicon knows a firm: `Pereira's father`. A firm of two
    words that the lexicon knows is no namesake: `Albert Heijn`."""
    return (
        sure >= _SUREST
        and kind in {Kind.PERSON, Kind.PLACE}
        and known.label_ in _MISTAKEN
        and known.label_ != kind.value
        and (len(known) == 1 or known.label_ == Kind.PLACE.value)
    )


def taken_apart(span: Span, known: list[Span], sure: float) -> bool:
    """Whether the lexicon knows a name in the span that is more trustworthy than the whole: a longer overlap, nothing but
    known names, or a known name among lower-case words. What the network is sure of is cut by a longer overlap, or where a
    technology stands in it, or any known name among lower-case words: `AI-powered lending`, `Zurich fintech associations`."""
    words = [token for token in span if token.is_alpha]
    lower = any(word.text.islower() for word in words)
    if (
        sure >= SURE
        and words
        and not any((lower or one.label_ == Kind.TECHNOLOGY.value) and inside(one, [span]) for one in known)
    ):
        return any(_sticks_out(one, span) for one in known)
    covered = {i for one in known for i in range(one.start, one.end)}
    if all(token.i in covered or not (token.is_alpha or token.text in LEGAL_FORMS) for token in span):
        return not _is_known_with_form(span, known)
    for one in known:
        if one.start < span.end and span.start < one.end:
            if _sticks_out(one, span):
                return True
            rest = [token for token in span if not one.start <= token.i < one.end and token.text not in LEGAL_FORMS]
            if rest and all(token.text[:1].islower() or not token.is_alpha for token in rest):
                return True
    return False


def _sticks_out(known: Span, span: Span) -> bool:
    return known.start < span.end and span.start < known.end and (known.start < span.start or known.end > span.end)


def _is_known_with_form(span: Span, known: list[Span]) -> bool:
    """Whether the span is a known name with nothing but its legal form behind it: `RBC Capital Markets, LLC`."""
    ends = [one.end for one in known if one.start == span.start and one.label_ == Kind.ORGANISATION.value]
    rest = span.doc[ends[0] : span.end] if ends else ()
    return span[-1].text in LEGAL_FORMS and all(token.text in LEGAL_FORMS or token.text in {",", "&"} for token in rest)
