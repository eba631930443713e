"""One document as read: from a Document and a pipeline to its pieces, its names, and what its pronouns take up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from fintech_kg.cleaning import page_of
from fintech_kg.extraction.anaphora import anaphors, events
from fintech_kg.extraction.candidates import Argument, View, by_token, view
from fintech_kg.extraction.legible import legible
from fintech_kg.extraction.matrices import one_core
from fintech_kg.extraction.naming import Names, Naming, named, resolve
from fintech_kg.extraction.references import references_of
from fintech_kg.extraction.relatives import relative_pronouns
from fintech_kg.model import Block, BlockKind, Document, Evidence, Kind
from fintech_kg.ontology import Concept, Ontology

_LONGEST_PIECE = 10_000
# What the model works on at once decides the memory that it takes.
_PIECES_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or a part of a long one, as a Doc, with the place of its text in the document."""

    start: int
    block: Block
    doc: Doc


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its pieces, the view of each, and the entity behind each argument, by piece and first token."""

    document: Document
    pieces: Sequence[Piece]
    views: Sequence[View]
    names: Names
    entities: Mapping[tuple[int, int], str]

    def entity_of(self, piece: int, argument: Argument) -> str | None:
        """The entity that an argument names or takes up; None where the antecedent is not clear."""
        return self.entities.get((piece, argument.start))

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
    for one in namings:
        own[one.doc].append(one.argument)
    # Where a description holds a name, the name's tokens are its own.
    arguments = [[*anaphors(doc, found, ontology), *found] for doc, found in zip(docs, own, strict=True)]
    relatives = [dict(relative_pronouns(doc, by_token(found))) for doc, found in zip(docs, arguments, strict=True)]
    befalling = [list(events(doc, ontology)) for doc in docs]
    views = [
        view(doc, [*found, *taking], ontology, taken_up)
        for doc, found, taking, taken_up in zip(docs, arguments, relatives, befalling, strict=True)
    ]
    together = [[*found, *taken_up] for found, taken_up in zip(arguments, befalling, strict=True)]
    references = references_of(docs, together, names, ontology)
    return Reading(document, pieces, views, names, {**references, **dict(_taken_up(relatives, references))})


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
