"""From a Document to its Extraction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc, Span

from fintech_kg.errors import ExtractionFailed
from fintech_kg.extraction.anaphora import Occurrence, anaphors, antecedent
from fintech_kg.extraction.candidates import Argument, Candidate, View, view
from fintech_kg.extraction.frames import TriggerIndex, candidates, trigger_index
from fintech_kg.extraction.naming import Names, Naming, named, resolve
from fintech_kg.extraction.observations import FoundObservation, find_observations
from fintech_kg.extraction.pipeline import DEFAULT_MODEL, load_pipeline
from fintech_kg.extraction.qualifiers import qualifiers
from fintech_kg.extraction.quotations import FoundQuotation, find_quotations
from fintech_kg.model import (
    Block,
    BlockKind,
    Document,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Observation,
    Quotation,
    Statement,
)
from fintech_kg.names import normal_form
from fintech_kg.ontology import Concept, Ontology

Extractor = Callable[[Document], Extraction]

_LONGEST_PIECE = 20_000
_UNMEASURED = Decimal("0.5")
_LINE_BREAK = re.compile(r"[\n\r\t\f\v]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A Doc with the place of its text in the document."""

    start: int
    block: Block
    doc: Doc


@dataclass(frozen=True, slots=True)
class _Reading:
    """One document as read: pieces, their views and sentences' numbers, and who is who."""

    document: Document
    pieces: Sequence[_Piece]
    views: Sequence[View]
    names: Names
    occurrences: list[Occurrence]
    first_sentence: Sequence[int]


def load_extractor(ontology: Ontology, model: str = DEFAULT_MODEL) -> Extractor:
    """The pure function from a Document to its Extraction, for this ontology and spaCy pipeline. Raises ModelNotFound."""
    nlp, index, labels = load_pipeline(model), trigger_index(ontology), _labels(ontology)

    def extract(document: Document) -> Extraction:
        try:
            return _extract(document, nlp, ontology, index, labels)
        except (ValueError, RecursionError, MemoryError) as error:  # what spaCy raises on texts that it cannot digest
            raise ExtractionFailed(
                document.source, str(error).splitlines()[0] if str(error) else type(error).__name__
            ) from error

    return extract


def _labels(ontology: Ontology) -> dict[tuple[Kind, str], Concept]:
    """The lexicon by kind and normal form of each unambiguous label."""
    return {
        (concept.kind, normal_form(label, concept.kind)): concept
        for concept in sorted(ontology.concepts.values(), key=lambda concept: concept.iri, reverse=True)
        for label in concept.labels
    }


def _extract(
    document: Document, nlp: Language, ontology: Ontology, index: TriggerIndex, labels: dict[tuple[Kind, str], Concept]
) -> Extraction:
    pieces = list(_pieces(document, nlp))
    reading = _read(document, pieces, ontology, labels)
    statements = sorted(
        (
            one
            for number, view_ in enumerate(reading.views)
            for candidate in candidates(view_, index, ontology)
            if (one := _statement(reading, number, candidate, ontology)) is not None
        ),
        key=lambda one: (one.evidence.start, one.trigger_span, one.key, one.status, one.qualifiers),
    )
    return Extraction(
        document=document,
        entities=reading.names.entities,
        mentions=tuple(_mentions(reading)),
        statements=tuple(_distinct(statements)),
        observations=tuple(_observations(reading, ontology)),
        quotations=tuple(_quotations(reading, ontology)),
    )


def _pieces(document: Document, nlp: Language) -> Iterator[_Piece]:
    """The blocks as Docs; a block that is too long for one is cut between words."""
    spans = [(start, end, block) for block in document.blocks for start, end in _cuts(document.text, block)]
    texts = (_LINE_BREAK.sub(" ", document.text[start:end]) for start, end, _ in spans)
    for (start, _, block), doc in zip(spans, nlp.pipe(texts), strict=True):
        yield _Piece(start, block, doc)


def _cuts(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    while block.end - start > _LONGEST_PIECE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_PIECE)
        end = cut if cut > start else start + _LONGEST_PIECE
        yield start, end
        start = end
    yield start, block.end


def _read(document: Document, pieces: list[_Piece], ontology: Ontology, labels: dict[tuple[Kind, str], Concept]) -> _Reading:
    docs = [piece.doc for piece in pieces]
    namings = named(docs, ontology)
    names = resolve(namings, docs, ontology, labels)
    by_doc: list[list[Naming]] = [[] for _ in docs]
    for one in namings:
        by_doc[one.doc].append(one)
    views = []
    for doc, own in zip(docs, by_doc, strict=True):
        arguments = [one.argument for one in own]
        views.append(view(doc, arguments + list(anaphors(doc, arguments, ontology)), ontology))
    first = [0]
    for doc in docs:
        first.append(first[-1] + sum(1 for _ in doc.sents))
    occurrences = [
        Occurrence(
            first[one.doc] + _sentence_number(docs[one.doc], one.argument.start),
            one.argument.start,
            names.of[one.doc, one.argument.start],
            one.argument.kind,
            names.types[names.of[one.doc, one.argument.start]],
            _is_subject(docs[one.doc], one.argument),
        )
        for one in namings
    ]
    return _Reading(document, pieces, views, names, occurrences, first)


def _sentence_number(doc: Doc, token: int) -> int:
    return next(number for number, sentence in enumerate(doc.sents) if token < sentence.end)


def _is_subject(doc: Doc, argument: Argument) -> bool:
    root = doc[argument.start : argument.end].root
    return root.dep_ in {"nsubj", "nsubjpass"} and root.head.dep_ in {"ROOT", "ccomp", "conj"}


def _entity_of(reading: _Reading, number: int, argument: Argument, ontology: Ontology) -> str | None:
    """The entity that an argument names or takes up."""
    if argument.refers_to is None:
        return reading.names.of[number, argument.start]
    doc = reading.pieces[number].doc
    sentence = reading.first_sentence[number] + _sentence_number(doc, argument.start)
    return antecedent(argument, sentence, argument.start, reading.occurrences, ontology)


def _statement(reading: _Reading, number: int, candidate: Candidate, ontology: Ontology) -> Statement | None:
    subject = _entity_of(reading, number, candidate.subject, ontology)
    object_ = _entity_of(reading, number, candidate.object, ontology)
    if subject is None or object_ is None or subject == object_:
        return None
    relation = ontology.relations[candidate.relation]
    first, second = candidate.subject, candidate.object
    if relation.symmetric and subject > object_:
        subject, object_, first, second = object_, subject, second, first
    piece = reading.pieces[number]
    trigger = piece.doc[candidate.trigger : candidate.trigger + 1]
    return Statement(
        subject=subject,
        predicate=candidate.relation,
        object=object_,
        status=candidate.status,
        qualifiers=qualifiers(reading.views[number], candidate, relation),
        evidence=_evidence(
            reading,
            piece,
            piece.doc[min(candidate.subject.start, candidate.object.start, candidate.trigger)].sent,
            max(candidate.subject.end, candidate.object.end, candidate.trigger + 1),
        ),
        rule=candidate.frame,
        confidence=Decimal(ontology.confidence.get(_rule_family(candidate), _UNMEASURED)),
        subject_span=_offsets(piece, piece.doc[first.start : first.end]),
        object_span=_offsets(piece, piece.doc[second.start : second.end]),
        trigger_span=_offsets(piece, trigger),
    )


def _rule_family(candidate: Candidate) -> str:
    return f"{candidate.relation} {candidate.frame.partition(':')[0]}"


def _evidence(reading: _Reading, piece: _Piece, sentence: Span, until: int) -> Evidence:
    """The sentence, and the ones behind it up to the token `until`, as the document has its characters."""
    last = piece.doc[until - 1].sent
    start, end = _offsets(piece, piece.doc[sentence.start : last.end])
    text = reading.document.text
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Evidence(reading.document.id, start, end, text[start:end])


def _offsets(piece: _Piece, span: Span) -> tuple[int, int]:
    return piece.start + span.start_char, piece.start + span.end_char


def _tokens(doc: Doc, start: int, end: int) -> Span:
    """The tokens that hold the characters from `start` to `end`, which lie inside the Doc."""
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span


def _distinct(statements: list[Statement]) -> Iterator[Statement]:
    """The statements, each identifier once."""
    seen: set[str] = set()
    for one in statements:
        if one.id not in seen:
            seen.add(one.id)
            yield one


def _mentions(reading: _Reading) -> Iterator[Mention]:
    kinds = {entity.id: entity.kind for entity in reading.names.entities}
    for (number, token), entity in sorted(reading.names.of.items()):
        piece = reading.pieces[number]
        argument = reading.views[number].arguments[token]
        span = piece.doc[argument.start : argument.end]
        start, end = _offsets(piece, span)
        yield Mention(start, end, reading.document.text[start:end], kinds[entity], entity)


def _observations(reading: _Reading, ontology: Ontology) -> Iterator[Observation]:
    topic = _topic(reading)
    for number, piece in enumerate(reading.pieces):
        for found in find_observations(reading.views[number], ontology):
            about = None if found.about is None else _entity_of(reading, number, found.about, ontology)
            if about is None and piece.block.kind is BlockKind.ITEM:
                about = _heading_entity(reading, piece.block) or topic
            yield _observation(reading, piece, found, about)


def _observation(reading: _Reading, piece: _Piece, found: FoundObservation, about: str | None) -> Observation:
    span = _tokens(piece.doc, found.start, found.end)
    return Observation(
        about=about,
        measure=found.measure,
        value=found.value,
        time=found.time,
        start=piece.start + found.start,
        end=piece.start + found.end,
        evidence=_evidence(reading, piece, span.sent, span.end),
        status=found.status,
    )


def _heading_entity(reading: _Reading, block: Block) -> str | None:
    """The first thing that the heading over the block names."""
    if block.context is None:
        return None
    heading = reading.document.blocks[block.context]
    inside = [
        entity
        for (number, _), entity in sorted(reading.names.of.items())
        if reading.pieces[number].block == heading and not entity.startswith("technology/")
    ]
    return inside[0] if inside else None


def _topic(reading: _Reading) -> str | None:
    """What the document is about, for lists whose heading names nothing: the thing named most, if clearly most."""
    counts: dict[str, int] = {}
    for entity in reading.names.of.values():
        if not entity.startswith("technology/"):
            counts[entity] = counts.get(entity, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _quotations(reading: _Reading, ontology: Ontology) -> Iterator[Quotation]:
    for number, piece in enumerate(reading.pieces):
        for found in find_quotations(reading.views[number], ontology):
            speaker = None if found.speaker is None else _entity_of(reading, number, found.speaker, ontology)
            yield _quotation(reading, piece, found, speaker)


def _quotation(reading: _Reading, piece: _Piece, found: FoundQuotation, speaker: str | None) -> Quotation:
    span = _tokens(piece.doc, found.start, found.end)
    start, end = piece.start + found.start, piece.start + found.end
    tokens = [span.start, span.end - 1]
    if found.attribution is not None:
        tokens.append(found.attribution)
    if found.speaker is not None:
        tokens += [found.speaker.start, found.speaker.end - 1]
    evidence = _evidence(reading, piece, piece.doc[min(tokens)].sent, max(tokens) + 1)
    return Quotation(speaker, reading.document.text[start:end], start, end, evidence)
