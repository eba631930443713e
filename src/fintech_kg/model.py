"""The core model: what every room gives and takes, as frozen data that holds ids and never a library's live objects.

All offsets are half-open and count Unicode code points of a document's clean text, unless a name says "source".
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What a named thing is. The value is the class's local name in the ontology."""

    ORGANISATION = "Organisation"
    PLACE = "Place"
    PERSON = "Person"
    TECHNOLOGY = "Technology"


class Status(StrEnum):
    """How a text puts a claim. Only asserted claims become plain triples."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    DENIED = "denied"
    RUMOURED = "rumoured"
    PAST = "past"


class BlockKind(StrEnum):
    """What a run of lines is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gives: one document's text, that of a text file as it came, decoded and otherwise untouched.

    `pages` are the offsets in the text, in code points, at which each page starts; empty where there are no pages.
    """

    name: str
    text: str
    media_type: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    site: str | None = None
    pages: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """16 hex digits of SHA-256 over the text, so that a copy under another name is the same document."""
        return digest(self.text)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A span that cleaning took out of the text; offsets count the source's code points."""

    source_start: int
    source_end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """Where the clean text has the characters `start` to `end`, perhaps none, the source has `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a list item or a table's row: no sentence crosses its bounds.

    `context` is the index of the heading that stands over the block, for a row that of its table's first row; or None.
    """

    start: int
    end: int
    kind: BlockKind
    context: int | None = None


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way back from clean offsets to source offsets.

    `clean[i]` and `source[i]` are the starts of the i-th run; `clean` rises strictly. Where `ends[i]` is None both texts share
    the run; else each of its characters stands for the whole source span from `source[i]` to `ends[i]`.
    """

    clean: tuple[int, ...] = (0,)
    source: tuple[int, ...] = (0,)
    ends: tuple[int | None, ...] = (None,)


@dataclass(frozen=True, slots=True)
class Document:
    """One document, cleaned. `text` is what extraction reads and what every offset refers to; only `pages` count the source's.

    `replaced` is, in order, all in which it differs from the source's text, so that this can be had back to the character.
    """

    id: str
    source: str
    text: str
    media_type: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)
    author: str | None = None
    site: str | None = None
    pages: tuple[int, ...] = ()
    replaced: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing. `id` is minted from (kind, normal form of the name), so that every worker mints the same.

    `names` are the forms met in text, sorted; `concept` is the lexicon's or the place register's IRI, where it has the thing.
    """

    id: str
    kind: Kind
    name: str
    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    country: str | None = None
    concept: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of an entity in one document."""

    start: int
    end: int
    text: str
    kind: Kind
    entity: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage of one document, shared by everything that is taken from it; `quote` is exactly its characters.

    `page` is the number, from 1, of the page on which it starts; None where the document has no pages.
    """

    document: str
    start: int
    end: int
    quote: str
    page: int | None = None

    @property
    def id(self) -> str:
        return digest(f"{self.document} {self.start} {self.end}")


@dataclass(frozen=True, slots=True)
class Value:
    """A number as written and as normalised: `$15.8 billion` is 15800000000 with the unit USD.

    `unit` is "%", "bp", an ISO 4217 code, a noun of the text, or None for a bare count; `upper` is the far end of a range.
    """

    number: Decimal
    unit: str | None
    text: str
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A value with what it measures, of which entity (None where the text does not say) and when; the span is the value's.

    `claimed_by` is the entity whose claim it is, None where the document speaks for itself.
    """

    about: str | None
    measure: str
    value: Value
    time: str | None
    start: int
    end: int
    evidence: Evidence
    status: Status = Status.ASSERTED
    claimed_by: str | None = None

    @property
    def id(self) -> str:
        return digest(f"{self.evidence.document} {self.start} {self.end}")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words exactly as the text has them; the span is that of the words, without the marks."""

    speaker: str | None
    text: str
    start: int
    end: int
    evidence: Evidence

    @property
    def id(self) -> str:
        return digest(f"{self.evidence.document} {self.start} {self.end}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim by one sentence: who or what, which relation, to whom or what, and how the text puts it.

    The spans are those of the two ends as they stand in the sentence (a pronoun where it has one) and of the trigger word.
    `claimed_by` is the entity whose claim it is (a speaker, `according to X`), None where the document speaks for itself.
    """

    subject: str
    predicate: str
    object: str
    status: Status
    qualifiers: tuple[tuple[str, str], ...]
    evidence: Evidence
    rule: str
    confidence: Decimal
    subject_span: tuple[int, int]
    object_span: tuple[int, int]
    trigger_span: tuple[int, int]
    claimed_by: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.subject, self.predicate, self.object)

    @property
    def id(self) -> str:
        qualifiers = " ".join(f"{name}={text}" for name, text in self.qualifiers)
        return digest(f"{self.evidence.id} {self.subject} {self.predicate} {self.object} {self.status} {qualifiers}")


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """A relation of which no fact is made, and which is not lost.

    Either an end is None: a pronoun or a description whose antecedent is not clear; of `hasRole` the object, which is the words
    of a post (qualifier `role`) and no thing. Or it is `doubtful`: the reading is not sure enough.
    """

    subject: str | None
    predicate: str
    object: str | None
    status: Status
    evidence: Evidence
    rule: str
    subject_span: tuple[int, int]
    object_span: tuple[int, int]
    qualifiers: tuple[tuple[str, str], ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says, taken without knowledge of any other document."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    open_statements: tuple[OpenStatement, ...] = ()
    observations: tuple[Observation, ...] = ()
    quotations: tuple[Quotation, ...] = ()


class Extractions(Collection[Extraction]):
    """Extractions sorted by document, which are gone through as often as is wanted and need not all be in memory."""

    @property
    @abstractmethod
    def spare(self) -> Path | None:
        """The folder where what is made of them is to lie for a while; None where that may be in memory."""

    @abstractmethod
    def chosen(self, documents: Collection[str]) -> Iterator[Extraction]:
        """Those of some documents, by their ids."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What several statements say together: the canonical key, one status, and the statements that bear it."""

    subject: str
    predicate: str
    object: str
    status: Status
    confidence: Decimal
    statements: tuple[Statement, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.subject, self.predicate, self.object)


@dataclass(frozen=True, slots=True)
class Facts:
    """One agreed set of facts over all documents, each sequence sorted. The whole input of graph, exports and explorer.

    Sequences are tuples; those of a large run lie on the disk, to be gone through as often as is wanted.
    `mentions` are (document id, entity id); `sources` maps a document's id to every name that the same content came under,
    `copies` a near-copy's id to that of the document that it copies.
    """

    documents: Sequence[Document]
    entities: Sequence[Entity]
    mentions: Sequence[tuple[str, str]]
    facts: Sequence[Fact]
    observations: Sequence[Observation]
    quotations: Sequence[Quotation]
    sources: Sequence[tuple[str, tuple[str, ...]]] = ()
    copies: Sequence[tuple[str, str]] = ()


def digest(text: str) -> str:
    """16 hex digits of SHA-256 over the UTF-8 of the text; lone surrogates are hashed as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
