"""Tickers in brackets: from a Doc to the exchanges and the symbols that stand in them, `PayPal (NASDAQ: PYPL)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from fintech_kg.extraction.candidates import Candidate, View
from fintech_kg.extraction.gazetteer import AMBIGUOUS, KNOWN
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

TICKER = "ticker"
"""The frame of these brackets."""
BRACKETS = "fintech_kg.tickers"
"""The span group that keeps the brackets, from the first token to the last."""
_EXCHANGE = r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3}"
_SYMBOL = r"[A-Z0-9][A-Z0-9.-]{0,9}"
_BRACKET = re.compile(rf"\(\s?{_EXCHANGE}\s?:\s?{_SYMBOL}(?:\s?[;,/]\s?(?:{_EXCHANGE}\s?:\s?)?{_SYMBOL})*\s?\)")
_LISTING = re.compile(rf"(?P<exchange>{_EXCHANGE})\s?:\s?(?P<symbol>{_SYMBOL})")
# What no lexicon knows is an exchange only by its capitals, and where the symbol is none of a register's numbers.
_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,7}")
_LETTERS = re.compile(r"[A-Z]{1,6}")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a bracket says: the exchange, and the symbol's first token."""

    bracket: Span
    exchange: Span
    symbol: int


def listings(doc: Doc) -> Iterator[Listing]:
    """What the brackets of a Doc say, in the order of the text, after the gazetteer's step."""
    if BRACKETS in doc.spans and not doc.spans[BRACKETS]:
        return  # looked for already, and none there
    text = doc.text
    for found in _BRACKET.finditer(text) if ":" in text else ():
        bracket = doc.char_span(*found.span())
        for match in () if bracket is None else _LISTING.finditer(text, *found.span()):
            exchange, symbol = doc.char_span(*match.span("exchange")), doc.char_span(*match.span("symbol"))
            if bracket is not None and exchange is not None and symbol is not None:
                known = _known(exchange)
                if known.id_ or (_CODE.fullmatch(known.text) and _LETTERS.fullmatch(symbol.text)):
                    yield Listing(bracket, known, symbol.start)


def _known(exchange: Span) -> Span:
    """The span as the organisation that the lexicon has for it, also by an ambiguous label, else as one it does not know."""
    for group in (KNOWN, AMBIGUOUS):
        marked: Iterable[Span] = exchange.doc.spans.get(group, ())
        for one in marked:
            if (one.start, one.end, one.label_) == (exchange.start, exchange.end, Kind.ORGANISATION.value):
                return one
    return Span(exchange.doc, exchange.start, exchange.end, label=Kind.ORGANISATION.value)


def before_ticker(doc: Doc, start: int, end: int) -> int:
    """Where the name ends of which a ticker stands behind it in brackets: `Equity Group Holdings Plc (NSE: EQTY)`."""
    return min((one.start for one in doc.spans[BRACKETS] if start < one.start < end), default=end)


def has_ticker(name: Span) -> bool:
    """Whether a ticker stands right behind the name."""
    return any(one.start == name.end for one in name.doc.spans.get(BRACKETS, ()))


def is_in_ticker(span: Span) -> bool:
    """Whether a span reaches into a bracket of tickers."""
    return any(one.start < span.end and span.start < one.end for one in span.doc.spans[BRACKETS])


def ticker_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """What stands before the bracket is listed on each exchange in it, whatever the sentence says of it."""
    for one in listings(view.doc):
        firm, exchange = view.arguments.get(one.bracket.start - 1), view.asides.get(one.exchange.start)
        if firm is not None and exchange is not None and firm.kind in relation.domain:
            yield Candidate(relation.name, firm, exchange, one.symbol, TICKER)
