"""From a story's text and all that it names and says to its Extraction, as our extraction would give it if it made no errors.

Entities carry identifiers as names and lexicon give them, statements the sentences that their ends stand in. Sums and shares
are observations about the organisation or place named last before them, words in quotation marks are somebody's of the same
sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from model_things import Thing

from fintech_kg.model import (
    Block,
    BlockKind,
    Document,
    Entity,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Observation,
    Quotation,
    Source,
    Statement,
    Status,
    Value,
)
from fintech_kg.names import entity_id

SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[“\"‘'(\[]*[A-Z])|\n+")
_FIGURE = re.compile(r"([$€£])(\d[\d,]*(?:\.\d+)?)(?: (million|billion|trillion))?|\b(\d+(?:\.\d+)?)(?:%| percent| per cent)")
_QUOTED = re.compile(r"“([^“”\n]{12,})”|\"([^\"\n]{12,})\"")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SAYING = re.compile(r"\b(?:said|says|according to|told|claims)\b")
_SAYERS = (Kind.PERSON, Kind.ORGANISATION)
_MEASURED = (Kind.ORGANISATION, Kind.PLACE)
_YEAR = re.compile(r"\b20\d\d\b")
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP"}
_TIMES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_LEAST, _STEPS = 50, 48
Key = tuple[Kind, str]
_minted = lru_cache(maxsize=500_000)(entity_id)


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a text names a thing; `named` is False for a pronoun or a description."""

    start: int
    end: int
    thing: Thing
    named: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A relation between two namings, by their numbers."""

    predicate: str
    subject: int
    object: int
    status: Status
    qualifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with what it names and says."""

    text: str
    namings: tuple[Naming, ...] = ()
    said: tuple[Said, ...] = ()


def extraction_of(source: Source, paragraphs: Sequence[Paragraph]) -> Extraction:
    """The extraction of a text whose paragraphs are parted by an empty line."""
    starts = [0]
    for one in paragraphs[:-1]:
        starts.append(starts[-1] + len(one.text) + 2)
    named = [one for paragraph in paragraphs for one in paragraph.namings if one.named]
    entities = _entities(source.text, list(zip(starts, paragraphs, strict=True)), {one.thing.key: one.thing for one in named})
    told = _Text(source, entities, tuple(zip(starts, paragraphs, strict=True)))
    blocks = tuple(Block(start, start + len(one.text), BlockKind.PARAGRAPH) for start, one in told.paragraphs)
    return Extraction(
        document=Document(source.id, source.name, source.text, source.media_type, published=source.published, blocks=blocks),
        entities=tuple(sorted(entities.values(), key=lambda one: one.id)),
        mentions=tuple(told.mentions()),
        statements=tuple(told.statements()),
        observations=tuple(told.observations()),
        quotations=tuple(told.quotations()),
    )


def _entities(text: str, paragraphs: Sequence[tuple[int, Paragraph]], found: dict[Key, Thing]) -> dict[Key, Entity]:
    """By the key of each thing its entity, under its name where the text has that, else the one that it has."""
    surfaces: dict[Key, set[str]] = {key: set() for key in found}
    for start, paragraph in paragraphs:
        for one in paragraph.namings:
            if one.named:
                surfaces[one.thing.key].add(text[start + one.start : start + one.end])
    made: dict[Key, Entity] = {}
    for key, thing in found.items():
        names = tuple(sorted(surfaces[key]))
        known = thing.concept
        name = known.name if known else thing.name if {thing.name, thing.long} & surfaces[key] else names[0]
        more = (known.types, known.country, known.iri, known.same_as) if known else ()
        made[key] = Entity(_minted(thing.kind, name), thing.kind, name, names, *more)
    return made


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its things' entities and where its paragraphs start."""

    source: Source
    entities: dict[Key, Entity]
    paragraphs: tuple[tuple[int, Paragraph], ...]

    def mentions(self) -> Iterator[Mention]:
        for start, paragraph in self.paragraphs:
            for one in paragraph.namings:
                if one.named:
                    places = (start + one.start, start + one.end)
                    yield Mention(*places, self.source.text[slice(*places)], one.thing.kind, self._id(one))

    def statements(self) -> Iterator[Statement]:
        for start, paragraph in self.paragraphs:
            bounds = _bounds(paragraph.text)
            for one in paragraph.said:
                subject, object_ = paragraph.namings[one.subject], paragraph.namings[one.object]
                if subject.thing.key == object_.thing.key:
                    continue
                low, high = sorted((subject, object_), key=lambda each: each.start)
                trigger = _WORD.search(paragraph.text, low.end, high.start) or _WORD.search(paragraph.text)
                if trigger is None:
                    continue
                evidence = self._evidence(start, bounds, min(low.start, trigger.start()), max(high.end, trigger.end()))
                yield Statement(
                    self._id(subject),
                    one.predicate,
                    self._id(object_),
                    one.status,
                    one.qualifiers,
                    evidence,
                    f"verb:{trigger[0].lower()}+pupil",
                    Decimal(_LEAST + len(trigger[0]) * 7 % _STEPS) / 100,
                    (start + subject.start, start + subject.end),
                    (start + object_.start, start + object_.end),
                    (start + trigger.start(), start + trigger.end()),
                    self._claimant(start, paragraph, evidence, {subject.thing.key, object_.thing.key}),
                )

    def observations(self) -> Iterator[Observation]:
        for start, paragraph in self.paragraphs:
            bounds = _bounds(paragraph.text)
            for met in _FIGURE.finditer(paragraph.text):
                sign, sum_, times, share = met.groups()
                number = Decimal((sum_ or share).replace(",", "")) * _TIMES.get(times, 1)
                before = paragraph.text[: met.start()]
                firms = [
                    one for one in paragraph.namings if one.named and one.end <= met.start() and one.thing.kind in _MEASURED
                ]
                evidence = self._evidence(start, bounds, *met.span())
                year = _YEAR.search(evidence.quote)
                yield Observation(
                    about=self._id(firms[-1]) if firms else None,
                    measure=" ".join(_WORD.findall(before)[-2:]).lower() or "value",
                    value=Value(number, _CURRENCY.get(sign, "%"), met[0]),
                    time=year[0] if year else None,
                    start=start + met.start(),
                    end=start + met.end(),
                    evidence=evidence,
                )

    def quotations(self) -> Iterator[Quotation]:
        for start, paragraph in self.paragraphs:
            bounds = _bounds(paragraph.text)
            for met in _QUOTED.finditer(paragraph.text):
                low, high = met.span(met.lastindex or 0)
                evidence = self._evidence(start, bounds, *met.span())
                speakers = [
                    one
                    for one in paragraph.namings
                    if one.named and one.thing.kind is Kind.PERSON and evidence.start <= start + one.start < evidence.end
                ]
                speaker = self._id(speakers[0]) if speakers else None
                yield Quotation(speaker, paragraph.text[low:high], start + low, start + high, evidence)

    def _claimant(self, start: int, paragraph: Paragraph, evidence: Evidence, ends: set[Key]) -> str | None:
        """Who else is named where somebody says something."""
        if _SAYING.search(evidence.quote) is None:
            return None
        told = (one for one in paragraph.namings if evidence.start <= start + one.start < evidence.end)
        others = (one for one in told if one.named and one.thing.kind in _SAYERS and one.thing.key not in ends)
        found = next(others, None)
        return None if found is None else self._id(found)

    def _id(self, one: Naming) -> str:
        return self.entities[one.thing.key].id

    def _evidence(self, start: int, bounds: Sequence[int], low: int, high: int) -> Evidence:
        """The sentences of a paragraph from that of the one place to that of the other."""
        first = start + bounds[bisect_right(bounds, low) - 1]
        last = start + bounds[bisect_left(bounds, high)]
        quote = self.source.text[first:last].rstrip()
        return Evidence(self.source.id, first, first + len(quote), quote)


def _bounds(text: str) -> list[int]:
    """Where the sentences of a text start, and its length."""
    return [0, *(met.end() for met in SENTENCE_END.finditer(text)), len(text)]
