"""One document as read: from a Document and a pipeline to its pieces, its names, and what its pronouns take up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from fintech_kg.cleaning import page_of
from fintech_kg.extraction.anaphora import OWN_VOICE, anaphors, events
from fintech_kg.extraction.candidates import Argument, View, by_token, view
from fintech_kg.extraction.definitions import defined_behind, is_noun, is_own_word
from fintech_kg.extraction.legible import legible
from fintech_kg.extraction.matrices import one_core
from fintech_kg.extraction.naming import Names, named, resolve
from fintech_kg.extraction.references import references_of
from fintech_kg.extraction.relatives import relative_pronouns
from fintech_kg.extraction.short_forms import Naming
from fintech_kg.extraction.tickers import listings
from fintech_kg.extraction.topics import TOPIC, heading_topic, is_card, label_of
from fintech_kg.model import Block, BlockKind, Document, Evidence, Kind
from fintech_kg.ontology import Concept, Ontology

_LONGEST_PIECE = 10_000
_LONGEST_EVIDENCE = 2000
"""Characters from a heading to the end of what is said under it, from which on the two are no quote that anybody reads."""
# What the model works on at once decides the memory that it takes.
_PIECES_AT_ONCE = 32


Place = tuple[int, Argument]
"""The number of a piece, and what stands there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or a part of a long one, as a Doc, with the place of its text in the document."""

    start: int
    block: Block
    doc: Doc


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its pieces, the view of each, and the entity behind each argument, by piece and first token.

    `topics` gives the heading's piece and the name in it that a piece's fragments are said of, `own` whom the text itself says
    that it means by `we`.
    """

    document: Document
    pieces: Sequence[Piece]
    views: Sequence[View]
    names: Names
    entities: Mapping[tuple[int, int], str]
    topics: Mapping[int, Place] = field(default_factory=dict)
    own: str | None = None

    def place_of(self, piece: int, argument: Argument) -> Place:
        """Where the argument stands: for a topic that a fragment is about, the piece of the heading that names it."""
        return self.topics[piece] if argument.refers_to == TOPIC else (piece, argument)

    def entity_of(self, piece: int, argument: Argument) -> str | None:
        """The entity that an argument names or takes up; None where the antecedent is not clear."""
        place, named = self.place_of(piece, argument)
        return self.entities.get((place, named.start))

    def span_of(self, piece: int, argument: Argument) -> tuple[int, int]:
        """The document's offsets of the argument's words."""
        place, named = self.place_of(piece, argument)
        return self.offsets(place, named.start, named.end)

    def offsets(self, piece: int, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of the tokens `start` to `end` of a piece."""
        span = self.pieces[piece].doc[start:end]
        return self.pieces[piece].start + span.start_char, self.pieces[piece].start + span.end_char

    def evidence(self, piece: int, tokens: Iterable[int]) -> Evidence:
        """The sentences of a piece that hold the tokens, from the first to the last, exactly as the document has them."""
        held, doc = sorted(tokens), self.pieces[piece].doc
        start, end = self.offsets(piece, doc[held[0]].sent.start, doc[held[-1]].sent.end)
        text = self.document.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return Evidence(self.document.id, start, end, text[start:end], page_of(self.document, start))

    def between(self, start: int, end: int) -> Evidence | None:
        """All from one place to another as evidence; None where that is too much for anybody to read."""
        text = self.document.text[start:end]
        if len(text) > _LONGEST_EVIDENCE:
            return None
        return Evidence(self.document.id, start, end, text, page_of(self.document, start))

    def tokens(self, piece: int, start: int, end: int) -> Span:
        """The tokens that hold a piece's characters from `start` to `end`, which lie inside it."""
        span = self.pieces[piece].doc.char_span(start, end, alignment_mode="expand")
        assert span is not None
        return span


def read(document: Document, nlp: Language, ontology: Ontology, labels: Mapping[tuple[Kind, str], Concept]) -> Reading:
    """The reading of a document. `labels` gives the lexicon's entry by kind and normal form."""
    with one_core():
        pieces = list(_pieces(document, nlp))
    docs = [piece.doc for piece in pieces]
    namings = list(_without_titles(named(docs, ontology), pieces))
    names = resolve(namings, docs, ontology, labels)
    own: list[list[Argument]] = [[] for _ in docs]
    asides: list[list[Argument]] = [[] for _ in docs]
    exchanges = [{one.exchange.start for one in listings(doc)} for doc in docs]
    for one in namings:
        (asides if one.argument.start in exchanges[one.doc] else own)[one.doc].append(one.argument)
    defined = _defined(docs, namings, names, ontology)
    # Where a description holds a name, the name's tokens are its own.
    arguments = [[*anaphors(doc, found, ontology, defined), *found] for doc, found in zip(docs, own, strict=True)]
    relatives = [dict(relative_pronouns(doc, by_token(found))) for doc, found in zip(docs, arguments, strict=True)]
    befalling = [list(events(doc, ontology)) for doc in docs]
    views = [
        view(doc, [*found, *taking], ontology, taken_up, aside)
        for doc, found, taking, taken_up, aside in zip(docs, arguments, relatives, befalling, asides, strict=True)
    ]
    together = [[*found, *taken_up] for found, taken_up in zip(arguments, befalling, strict=True)]
    topics = dict(_topics(document, pieces, views))
    views = [
        replace(one, topic=replace(topics[number][1], refers_to=TOPIC) if number in topics else _label(one, piece))
        for number, (one, piece) in enumerate(zip(views, pieces, strict=True))
    ]
    about = {number: names.of[over, topic.start] for number, (over, topic) in topics.items()}
    about |= {
        number: names.of[number, one.topic.start]
        for number, one in enumerate(views)
        if one.topic is not None and number not in topics
    }
    references = references_of(docs, together, names, ontology, defined=defined, topics=about)
    entities = {**references, **dict(_taken_up(relatives, references))}
    return Reading(document, pieces, views, names, entities, topics, defined.get(OWN_VOICE))


def _label(one: View, piece: Piece) -> Argument | None:
    return None if piece.block.kind is BlockKind.HEADING else label_of(one)


def headings_over(document: Document, pieces: Sequence[Piece]) -> list[int | None]:
    """The number of the piece that is the heading over each piece; None where none is, or it was not read."""
    numbers = {piece.block: number for number, piece in enumerate(pieces)}
    contexts = (piece.block.context for piece in pieces)
    return [None if context is None else numbers.get(document.blocks[context]) for context in contexts]


def _topics(document: Document, pieces: Sequence[Piece], views: Sequence[View]) -> Iterator[tuple[int, Place]]:
    """The heading's organisation, with the heading's piece, of each piece that stands under one and has no label of its own.

    A line of cells right under a heading, `Identity checks · London`, is a part of it, also where it is a heading itself.
    """
    for number, (piece, over) in enumerate(zip(pieces, headings_over(document, pieces), strict=True)):
        if piece.block.kind is BlockKind.HEADING and is_card(views[number]):
            over = _above(pieces, number)
        while over is not None and is_card(views[over]):
            over = _above(pieces, over)
        topic = None if over is None or piece.block.kind is BlockKind.ROW else heading_topic(views[over])
        if over is not None and topic is not None and label_of(views[number]) is None:
            yield number, (over, topic)


def _above(pieces: Sequence[Piece], number: int) -> int | None:
    """The piece right above one, where that is a heading, or stands under the heading that this would else cut off."""
    if number == 0:
        return None
    return number - 1 if pieces[number - 1].block.kind is BlockKind.HEADING else None


def _defined(docs: Sequence[Doc], namings: Iterable[Naming], names: Names, ontology: Ontology) -> dict[str, str]:
    """The entity that a text says it means by a noun (`the "Company"`) or by the first person, where it says so of one."""
    meant: dict[str, set[str]] = defaultdict(set)
    for one in namings:
        entity = names.of[one.doc, one.argument.start]
        for term in defined_behind(docs[one.doc], one.argument.end):
            if is_own_word(term) and one.argument.kind is Kind.ORGANISATION:
                meant[OWN_VOICE].add(entity)
            elif is_noun(term, ontology) and ontology.classes[ontology.nouns[term.text.lower()]] is one.argument.kind:
                meant[term.text].add(entity)
    return {term: entities.pop() for term, entities in meant.items() if len(entities) == 1}


def _taken_up(
    relatives: Iterable[Mapping[Argument, Argument]], references: Mapping[tuple[int, int], str]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The entity of each relative pronoun whose antecedent has one."""
    for number, taking in enumerate(relatives):
        for pronoun, meant in taking.items():
            entity = references.get((number, meant.start))
            if entity is not None:
                yield (number, pronoun.start), entity


def _pieces(document: Document, nlp: Language) -> Iterator[Piece]:
    spans = [(start, end, block) for block in document.blocks for start, end in _cuts(document.text, block)]
    texts = (legible(document.text[start:end]) for start, end, _ in spans)
    for (start, _, block), doc in zip(spans, nlp.pipe(texts, batch_size=_PIECES_AT_ONCE), strict=True):
        doc.tensor = doc.tensor[:0]  # nobody reads it any more, and it is most of a Doc's weight
        yield Piece(start, block, doc)


def _without_titles(namings: Iterable[Naming], pieces: Sequence[Piece]) -> Iterator[Naming]:
    """Without the unknown technologies that are only a heading's capitals or an item's first word: `Fast-track licensing`.

    Where the text has one elsewhere it is a term all the same.
    """
    texts = [piece.doc.text.lower() for piece in pieces]
    for one in namings:
        others = (text for number, text in enumerate(texts) if number != one.doc)
        if not _may_be_a_title(one, pieces[one.doc].block) or any(one.text.lower() in text for text in others):
            yield one


def _may_be_a_title(one: Naming, block: Block) -> bool:
    if one.argument.kind is not Kind.TECHNOLOGY or one.argument.concept is not None:
        return False
    opens = block.kind is BlockKind.ITEM and one.argument.start == 0 and one.text[1:] == one.text[1:].lower()
    return block.kind is BlockKind.HEADING or opens


def _cuts(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The block's bounds, or those of its parts, cut between sentences or else words, where it is too long for one Doc."""
    start = block.start
    while block.end - start > _LONGEST_PIECE:
        middle, limit = start + _LONGEST_PIECE // 2, start + _LONGEST_PIECE
        sentence = max(text.rfind(mark, middle, limit) for mark in (". ", "! ", "? ", "; ")) + 1
        end = sentence or text.rfind(" ", start + 1, limit)
        end = end if end > start else limit
        yield start, end
        start = end
    yield start, block.end
