"""The spaCy step `fintech_kg_mentions_v1`: from the model's entities and the gazetteer's marks to `doc.ents` of our kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from fintech_kg.extraction.boundaries import (
    LEGAL_FORMS,
    as_product,
    balanced,
    before_full_stop,
    one_name_each,
    shortens_state,
    trails,
    with_field,
    with_hyphenated,
    with_joined,
    with_legal_form,
    without_owner,
    without_seat,
)
from fintech_kg.extraction.gazetteer import AMBIGUOUS, KNOWN
from fintech_kg.extraction.heads import head_of
from fintech_kg.extraction.opinions import LEAST_SURE, agreed_kind, is_titled, sureness
from fintech_kg.extraction.overlaps import inside, is_namesake, parts, taken_apart
from fintech_kg.extraction.placed import LABELS, is_labelled, is_set_apart
from fintech_kg.extraction.plausible import SURE, is_name
from fintech_kg.extraction.recogniser import OTHERS, is_taught, note_teaching
from fintech_kg.extraction.support import is_place_beside, technologies
from fintech_kg.extraction.tickers import BRACKETS, before_ticker, is_in_ticker, listings
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology, load_ontology

FACTORY = "fintech_kg_mentions_v1"
DATES = "fintech_kg.dates"
"""The span group that keeps the model's dates, which are no entities of ours."""

KINDS = {
    "ORG": Kind.ORGANISATION,
    "PERSON": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
} | {kind.value: kind for kind in Kind}
"""The labels of usual models, and our own, by kind."""

# `Headquarters Leeds`: labels that lose their colon where a table is flattened.
_POST = re.compile(r"^(?:C[A-Z]{1,2}O|[ES]?VP)$")


@Language.factory(FACTORY, default_config={"ontology": None})
def make_mentions(nlp: Language, name: str, ontology: str | None) -> Mentions:
    """The step, with the titles and role nouns of the ontology in the folder `ontology` or of the installed one."""
    return Mentions(load_ontology(Path(ontology) if ontology else None))


class Mentions:
    """Decides what is named: the lexicon's word counts for kinds, the model's for boundaries of longer names.

    The boundaries of the trained network are better than the parser's word; those of other models the parser mends.
    """

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._posts = ontology.roles
        self._no_names = ontology.roles | ontology.cues[Cue.NO_ENTITY]
        self._no_words = ontology.cues[Cue.NO_NAME]
        self._products = ontology.cues[Cue.PRODUCT_WORD]
        self._titles = ontology.cues[Cue.TITLE] | ontology.roles
        self._class_nouns = ontology.nouns.keys()
        self._common = ontology.nouns.keys() | ontology.cues[Cue.ORGANISATION_WORD]

    def __call__(self, doc: Doc) -> Doc:
        note_teaching(doc)
        sure = sureness(doc)
        doc.spans[DATES] = [entity for entity in doc.ents if entity.label_ == "DATE"]
        listed = list(listings(doc))
        doc.spans[BRACKETS] = [one.bracket for one in listed]
        known = list(doc.spans.get(KNOWN, ()))
        other = {(one.start, one.end): one.label_ for one in doc.ents if sure.get((one.start, one.end), 0) >= LEAST_SURE}
        known += [
            span
            for span in doc.spans.get(AMBIGUOUS, ())
            if (is_labelled(span) or other.get((span.start, span.end), span.label_) == span.label_)
            and self._is_supported(span)
            and not inside(span, known)
        ]
        ambiguous = {(span.start, span.end): span for span in doc.spans.get(AMBIGUOUS, ())}
        waiting = [span for span in doc.spans.get(AMBIGUOUS, ()) if not inside(span, known)]
        known += technologies(waiting, [*known, *doc.ents], sure, self._ontology)
        found = [
            span
            for entity in with_joined(doc.ents, self._common | self._no_names)
            for span in self._from_model(entity, sure.get((entity.start, entity.end)), known, ambiguous)
        ]
        if not is_taught(doc):
            found = list(one_name_each(doc, found))
        covered = {(span.start, span.end) for span in found}
        found += [span for span in known if (span.start, span.end) not in covered and not inside(span, found)]
        found = [span for span in found if not is_in_ticker(span)] + [one.exchange for one in listed]
        head = head_of(doc, found, self._ontology)
        if head is not None:
            found = [span for span in found if span.start >= head.end] + [head]
        doc.set_ents(filter_spans(sorted(found, key=lambda span: (span.start, -span.end, span.label_))))
        return doc

    def _from_model(
        self, entity: Span, sure: float | None, known: list[Span], ambiguous: dict[tuple[int, int], Span]
    ) -> Iterator[Span]:
        kind = KINDS.get(entity.label_)
        if kind is not None and sure is not None:
            kind = agreed_kind(entity, kind, sure)
        if kind is Kind.ORGANISATION and (_opens_with_post(entity) or is_titled(entity, self._titles)):
            kind = Kind.PERSON
        span = None if kind is None else self._trimmed(entity, kind)
        if span is not None and kind in {Kind.ORGANISATION, Kind.TECHNOLOGY}:
            product = as_product(span, self._products)
            if product is not None and not any((one.start, one.end) == (span.start, span.end) for one in known):
                yield product
                return
        if kind is None or span is None:
            return
        if kind is Kind.ORGANISATION:
            owner, span = without_owner(span)
            if owner is not None:
                yield owner
            span, seat = without_seat(span)
            if seat is not None:
                yield seat
        trust = 0.0 if sure is None else sure
        for part in parts(span, known):
            exact = [one for one in known if (one.start, one.end) == (part.start, part.end)]
            if exact and not is_namesake(exact[0], kind, trust):
                yield exact[0]
            elif not taken_apart(part, known, trust) and is_name(part, kind, sure=trust) and not self._is_common(part, trust):
                yield _supported(part, kind, ambiguous.get((part.start, part.end)))

    def _is_common(self, span: Span, sure: float) -> bool:
        """Whether it is a post (`Chief Digital Officer`), a law or the like, a currency, a measure or a tongue (`DKK`, `CAGR`,
        `Wolof`), or nothing but words for any organisation."""
        if (len(span) == 1 and span[0].lower_ in self._no_words) or (len(span) == 2 and _POST.match(span[0].text)):
            return True
        if sure >= SURE and len(span) > 1 and span[-1].lower_ not in self._posts:
            return False
        return span[-1].lower_ in self._no_names or all({token.lower_, token.lemma_.lower()} & self._common for token in span)

    def _is_supported(self, span: Span) -> bool:
        return self._is_place_here(span) or _is_read_alike(span)

    def _is_place_here(self, span: Span) -> bool:
        """Whether its neighbours make an ambiguous label a place: `a Dundee firm`, `Singapore and Zurich`, or a dateline."""
        if span.label_ != Kind.PLACE.value:
            return False
        sure = sureness(span.doc)
        read = [one for one in span.doc.ents if one.label_ == Kind.PLACE.value and sure.get((one.start, one.end), 0.0) >= SURE]
        known = [*span.doc.spans.get(KNOWN, ()), *read]
        if is_labelled(span) or is_place_beside(span, known) or shortens_state(span) or is_set_apart(span):
            return True
        if span.end >= len(span.doc):
            return False
        after = span.doc[span.end]
        if span.start == 0 and span.text.isupper() and len(span.text) > 4:
            return after.text in {",", "–", "-", "—", "("}
        return after.lower_ in self._class_nouns and span.start > 0 and span.doc[span.start - 1].pos_ == "DET"

    def _trimmed(self, entity: Span, kind: Kind) -> Span | None:
        """The name without article, title, possessive, bullet, bracket; None where nothing is left."""
        doc, start, end = entity.doc, entity.start, entity.end
        while start < end and self._leads(doc[start], kind, more=end - start > 1):
            start += 1
        while end > start and trails(doc[end - 1]):
            end -= 1
        start, end = balanced(doc, start, end)
        if start >= end or (kind is Kind.PERSON and end - start == 1 and doc[start].lower_.rstrip(".") in self._titles):
            return None
        if kind is Kind.PERSON:
            start, end = with_hyphenated(doc, start, before_full_stop(doc, start, end))
        else:
            end = before_ticker(doc, start, end)
        span = doc[start:end] if is_taught(doc) else self._widened(doc, start, end)
        return with_legal_form(with_field(span)) if kind is Kind.ORGANISATION else span

    def _widened(self, doc: Doc, start: int, end: int) -> Span:
        """The span with the proper nouns beside it that the parser takes for parts of the same name."""
        while end < len(doc) and doc[end - 1].dep_ == "compound" and doc[end - 1].head.i == end and _is_unmarked_name(doc[end]):
            end += 1
        while start > 0 and self._belongs_before(doc[start - 1], start, end):
            start -= 1
        return doc[start:end]

    def _belongs_before(self, token: Token, start: int, end: int) -> bool:
        inside = token.dep_ == "compound" and start <= token.head.i < end
        return inside and _is_unmarked_name(token) and token.lower_.rstrip(".") not in self._titles

    def _leads(self, token: Token, kind: Kind, *, more: bool) -> bool:
        if more and kind is Kind.PLACE and token.lower_ in LABELS:
            return True
        if token.is_space or token.is_punct or token.lower_ in {"the", "a", "an", "'s", "’s", "its", "his", "her"}:
            return True
        return more and kind is Kind.PERSON and token.lower_.rstrip(".") in self._titles


def _opens_with_post(span: Span) -> bool:
    """`CTO Li Chen`, which recognisers take for a firm."""
    return len(span) > 2 and bool(_POST.match(span[0].text)) and all(token.text[:1].isupper() for token in span)


def _is_read_alike(span: Span) -> bool:
    """Whether the parser's own recogniser takes the ambiguous label for a name of the same kind."""
    alike = [KINDS.get(one.label_) for one in span.doc.spans.get(OTHERS, ()) if (one.start, one.end) == (span.start, span.end)]
    return [kind.value for kind in alike if kind is not None] == [span.label_]


def _is_unmarked_name(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and not token.ent_type_
        and token.is_alpha
        and not token.is_sent_start
    )


def _supported(span: Span, kind: Kind, ambiguous: Span | None) -> Span:
    """The span with the concept of the ambiguous label that it is, where the model gives the same kind or takes a firm for its
    product."""
    last = span[-1].text
    if kind is Kind.PERSON and last in LEGAL_FORMS:
        kind = Kind.ORGANISATION
    if ambiguous is not None and (Kind(ambiguous.label_), kind) in {(kind, kind), (Kind.ORGANISATION, Kind.TECHNOLOGY)}:
        return ambiguous
    return Span(span.doc, span.start, span.end, label=kind.value)
