"""Whether a span that a recogniser marked can be a name of the kind: by its letters, its tags, and what stands beside it."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from fintech_kg.extraction.recogniser import OTHERS
from fintech_kg.model import Kind
from fintech_kg.names import without_legal_form

_NO_NAME = re.compile(r"^[\W\d_]*$|^(?:https?:|www\.)|@|^[#$€£]")
# The party and the state of an American politician, in brackets behind the name: `Ann Lee (R-Texas)`.
_SEAT_IN_CONGRESS = re.compile(r"^[DRI]-[A-Z][A-Za-z]+\.?$")
# What stands before the title of a part of a text: `Section 2: `
_NUMBERED = re.compile(
    r"\W*(?:section|chapter|part|step|phase|stage|pillar|module|lesson|appendix|annex) (?:\d+|[ivx]+) ?[:.–—-]\s*\Z", re.I
)
SURE = 0.9
"""How sure the network is of names that nothing else need bear out."""
_LOWER_FORMS = frozenset("inc ltd llc plc corp co".split())
_JOINERS = frozenset("of the and & for de la du del di da van von der den bin al - 's ’s . , ' ’ / in on at y et".split())


def is_name(span: Span, kind: Kind, *, sure: float = 0.0) -> bool:
    """Whether the span can be a name: it has capitals where names have them, and is no number, address or lone common word.

    `sure`: how sure (0 to 1) a recogniser is that knows text by its sense; capitals and the parser's tags then count for less.
    """
    text = span.text
    if _NO_NAME.search(text) or _SEAT_IN_CONGRESS.match(text) or "\n" in text or len(text) > 120:
        return False
    if len(span) > 1 and kind is not Kind.PLACE and without_legal_form(f"x {text}") == "x":  # `Sdn Bhd`, without its name
        return False
    if span.end == len(span.doc) and _NUMBERED.match(span.doc[: span.start].text):
        return False
    if kind is Kind.TECHNOLOGY:
        return _is_technology(span, sure)
    if kind is Kind.PLACE and len(span) == 1 and (span[0].tag_ == "JJ" or _is_people(span)):  # `a Swiss bank`
        return False
    words = [token for token in span if token.is_alpha and token.lower_ not in _JOINERS]
    if (
        len(span) > 1
        and sure < SURE
        and any(word.text.islower() and word.is_ascii and not _goes_on(word, span) for word in words)
    ):
        return False
    if not any(word.text[0].isupper() or not word.is_ascii for word in words):
        return (len(span) == 1 and any(char.isupper() for char in text)) or (
            kind is Kind.ORGANISATION and any(c.isdigit() for c in text)
        )
    if len(words) == 1 and len(span) == 1:
        return (sure >= SURE and span[0].is_alpha and span[0].text[0].isupper() and not span[0].is_stop) or _stands_as_name(
            span[0]
        )
    return kind is not Kind.PERSON or len(span) <= 6


def _goes_on(word: Token, span: Span) -> bool:
    """Whether a lower-case word is a part of a name all the same: `Kim Dae-jung`, `U S West inc.`."""
    return word.text.rstrip(".") in _LOWER_FORMS or (word.i > span.start + 1 and word.nbor(-1).text in {"-", "‑"})


def _is_people(span: Span) -> bool:
    """Whether it is the word for a people, a faith or a language, by its ending or by the parser's own recogniser."""
    if span.text.endswith("ians"):
        return True
    others = span.doc.spans.get(OTHERS, ())
    return any(one.label_ in {"NORP", "LANGUAGE"} and one.start <= span.start < one.end for one in others)


def _is_technology(span: Span, sure: float) -> bool:
    """Whether the span is a term or a name: it ends in a noun, is no part of a compound, and no lone common word."""
    last = span[-1]
    if not (last.pos_ in {"NOUN", "PROPN"} or (sure >= SURE and last.is_digit)) or (
        span.end < len(span.doc) and last.whitespace_ == "" and _is_hyphen(span)
    ):
        return False
    return len(span) > 1 or any(char.isupper() or char.isdigit() for char in span.text)


def _is_hyphen(span: Span) -> bool:
    """Whether a hyphen follows that makes it a part of another word, other than `-based` and the like."""
    doc, end = span.doc, span.end
    return doc[end].text in {"-", "‑"} and (end + 1 >= len(doc) or doc[end + 1].tag_ not in {"VBN", "VBD", "JJ"})


def _stands_as_name(token: Token) -> bool:
    """Whether a lone word is a name and not just the first word of its block: the tagger takes it for a proper noun."""
    if token.text == "I" or (token.is_stop and not token.text.isupper()):
        return False
    return token.pos_ == "PROPN" or (not token.is_sent_start and token.text[0].isupper()) or token.text.isupper()
