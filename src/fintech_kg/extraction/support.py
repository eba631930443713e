"""Which ambiguous labels of the lexicon the text around them bears out: from marked spans of a Doc to those that are names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Span

from fintech_kg.extraction.recogniser import OTHERS
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology

_JOINERS = frozenset({",", "and", "or", "&", "/", "·", "|", "+", "vs", "•"})
_SUREST = 0.95
"""How sure the network is of a person or place where no context makes a technology of it."""
_APPOSITION = 9
"""The most tokens within which `FAST, the instant payment system` says what the name is."""
_ARTICLES = frozenset({"the", "a", "an", "its", "our", "their"})


def technologies(
    spans: Iterable[Span], named: Iterable[Span], sure: Mapping[tuple[int, int], float], ontology: Ontology
) -> Iterator[Span]:
    """Of the ambiguous spans those that are technologies here: beside one in a list, or said to be one by what surrounds them.

    `named` are the names that are sure, the network's own among them; `sure` says how sure it is of each of its own.
    """
    waiting = [span for span in spans if span.label_ == Kind.TECHNOLOGY.value]
    if not waiting:
        return
    others = [one for one in named if one.label_ != Kind.TECHNOLOGY.value]
    waiting = [span for span in waiting if not any(_forbids(one, span, sure) for one in others)]
    ends = {edge for one in named if one.label_ == Kind.TECHNOLOGY.value for edge in ((one.start, "start"), (one.end, "end"))}
    taken = [span for span in waiting if _is_said(span, ends, ontology)]
    while taken:
        yield from taken
        ends |= {edge for one in taken for edge in ((one.start, "start"), (one.end, "end"))}
        waiting = [span for span in waiting if span not in taken]
        taken = [span for span in waiting if _is_listed(span, ends)]


def _forbids(name: Span, span: Span, sure: Mapping[tuple[int, int], float]) -> bool:
    """Whether the label is a part of a longer name, or the network is surest that it is a person's or a place's."""
    if not (name.start <= span.start and span.end <= name.end):
        return False
    longer = len(name) > len(span)
    return longer or (name.label_ in {Kind.PERSON.value, Kind.PLACE.value} and sure.get((name.start, name.end), 1.0) >= _SUREST)


def _is_said(span: Span, ends: set[tuple[int, str]], ontology: Ontology) -> bool:
    return (
        _is_listed(span, ends)
        or _is_led_in(span, ontology)
        or _is_followed(span, ontology)
        or _is_apposed(span, ends)
        or (span.start > 1 and span.doc[span.start - 1].lower_ in {"to", "for"} and (span.start - 1, "end") in ends)
        or _is_product(span)
    )


def _is_listed(span: Span, ends: set[tuple[int, str]]) -> bool:
    """`Node.js, Python and Go`, `Apple Pay, Link`."""
    doc = span.doc
    before, after = span.start, span.end
    while before > 0 and doc[before - 1].lower_ in _JOINERS:
        before -= 1
    while after < len(doc) and doc[after].lower_ in _JOINERS:
        after += 1
    return (before < span.start and (before, "end") in ends) or (after > span.end and (after, "start") in ends)


def _is_led_in(span: Span, ontology: Ontology) -> bool:
    """`via Kafka`, `written in Elixir`, `built on Base`."""
    words = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    return bool({" ".join(words[-length:]) for length in (1, 2) if len(words) >= length} & ontology.cues[Cue.BY_MEANS])


def _is_followed(span: Span, ontology: Ontology) -> bool:
    """`Base network`, `Python developers`, `Excel spreadsheet`."""
    after = span.doc[span.end : span.end + 1]
    return any({token.lower_, token.lemma_.lower()} & ontology.cues[Cue.TECHNICAL] for token in after)


def _is_apposed(span: Span, ends: set[tuple[int, str]]) -> bool:
    """`FAST, the instant payment system of the central bank`."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text not in {",", "(", "–", "—"} or doc[end + 1].lower_ not in _ARTICLES:
        return False
    return any((at, "start") in ends for at in range(end + 2, min(end + _APPOSITION, len(doc))))


def _is_product(span: Span) -> bool:
    """Whether the parser's own recogniser takes it for a product."""
    return any(
        one.label_ == "PRODUCT" and (one.start, one.end) == (span.start, span.end) for one in span.doc.spans.get(OTHERS, ())
    )


def is_place_beside(span: Span, places: Iterable[Span]) -> bool:
    """Whether a label stands in a list with a place: `London, Singapore and Zurich`, `Maastricht and Groningen`."""
    doc = span.doc
    before, after = span.start, span.end
    while before > 0 and doc[before - 1].lower_ in {",", "and", "or"}:
        before -= 1
    while after < len(doc) and doc[after].lower_ in {"and", "or"}:
        after += 1
    return any(
        one.label_ == Kind.PLACE.value
        and ((before < span.start and one.end == before) or (after > span.end and one.start == after))
        for one in places
    )
