"""What an item of a list begins with: from a Doc of one item to the firm whose name stands before a dash, colon or bracket."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from fintech_kg.extraction.boundaries import LEGAL_FORMS
from fintech_kg.extraction.opinions import sureness
from fintech_kg.extraction.plausible import SURE
from fintech_kg.extraction.recogniser import OTHERS
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology

_DASHES = frozenset({"–", "—", "-", "|", ":"})
_LONGEST = 4
_ONLY = frozenset({",", "(", ")", "|", "/", "and", ".", "–", "—", "-"})


def head_of(doc: Doc, names: Sequence[Span], ontology: Ontology) -> Span | None:
    """The firm that an item tells of: `Teranga Pay – Dakar`, `Stackle (Lagos, Nigeria)`, `Midas: commission-free trading app`.

    What stands before has to be capitalised words alone, and what follows a place and nothing else, or a description in small
    letters of what some recogniser takes for a name. `names` are the names found so far; a person stays one.
    """
    end = _end_of_capitals(doc)
    if end is None:
        return None
    head, rest = doc[0:end], doc[end:]
    firm_words = ontology.cues[Cue.ORGANISATION_WORD] | ontology.nouns.keys()
    words = {token.lower_ for token in head}
    if words & (ontology.cues[Cue.NO_NAME] | ontology.roles | ontology.cues[Cue.TITLE]) or words <= firm_words:
        return None
    if not words & firm_words and any(one.start < end and one.label_ == Kind.PERSON.value and len(one) > 1 for one in names):
        return None
    if any((one.start, one.end) == (0, end) and (one.id_ or _is_place(one)) for one in names):
        return None
    seen = _is_seen(head, names)
    if (_is_seat(rest, names) and (seen or len(head) > 1)) or (seen and _is_description(rest)):
        return Span(doc, 0, end, label=Kind.ORGANISATION.value)
    return None


def _is_place(name: Span) -> bool:
    """Whether the network is sure of a place, or the parser's own recogniser sees one too."""
    others = name.doc.spans.get(OTHERS, ())
    agreed = any(one.label_ in {"GPE", "LOC"} and (one.start, one.end) == (name.start, name.end) for one in others)
    sure = sureness(name.doc).get((name.start, name.end), 1.0) >= SURE
    return name.label_ == Kind.PLACE.value and (agreed or sure)


def _end_of_capitals(doc: Doc) -> int | None:
    """Where the capitalised words end that the Doc begins with, if a mark follows that sets them off."""
    end = 0
    while end < len(doc) and end <= _LONGEST and _may_be_named(doc[end], end):
        end += 1
    if not 0 < end <= _LONGEST or end >= len(doc) or not doc[0].text[:1].isupper():
        return None
    mark = doc[end].text
    return end if mark in _DASHES | {"(", ","} and not (mark == "-" and doc[end - 1].whitespace_ == "") else None


def _may_be_named(token: Token, position: int) -> bool:
    if token.text in {"+", "&", "®", "™"} or token.text in LEGAL_FORMS:
        return position > 0
    return token.text[:1].isupper() and not token.is_punct and (position > 0 or not token.is_stop)


def _is_seat(rest: Span, names: Sequence[Span]) -> bool:
    """Whether places and nothing else follow."""
    if rest[0].text == ":":
        return False
    places = [one for one in names if one.label_ == Kind.PLACE.value and one.start >= rest.start]
    covered = {token.i for one in places for token in one}
    return bool(places) and places[0].start == rest.start + 1 and all(t.i in covered or t.text in _ONLY for t in rest)


def _is_description(rest: Span) -> bool:
    """Whether a phrase in small letters follows a dash or colon, without a verb that makes it a sentence."""
    if rest[0].text not in _DASHES or len(rest) < 3:
        return False
    first = rest[1]
    return first.text[:1].islower() and first.pos_ in {"NOUN", "ADJ", "PROPN"} and first.dep_ not in {"nsubj", "nsubjpass"}


def _is_seen(head: Span, names: Sequence[Span]) -> bool:
    """Whether some recogniser saw a name where the head stands."""
    others = [one for one in head.doc.spans.get(OTHERS, ()) if one.label_ in {"ORG", "PERSON", "PRODUCT", "GPE"}]
    read = [one for one in head.doc.ents if one.label_ != "DATE"]
    return any(one.start == 0 and one.end == head.end for one in (*names, *others, *read))
