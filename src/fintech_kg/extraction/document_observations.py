"""The observations of a document: what its sentences, list items and tables measure, with the entities that they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from fintech_kg.cleaning import CELL_MARK
from fintech_kg.extraction.claims import Claims
from fintech_kg.extraction.observations import FoundObservation, find_observations
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import BlockKind, Kind, Observation


def observations_of(reading: Reading, claims: Claims) -> Iterator[Observation]:
    """The observations of a document in text order."""
    topic, headings = _topic(reading), _heading_entities(reading)
    for number, piece in enumerate(reading.pieces):
        for found in find_observations(reading.views[number]):
            if piece.block.kind is BlockKind.ROW:
                yield from _cell(reading, number, found)
                continue
            about = None if found.about is None else reading.entity_of(number, found.about)
            if about is None and piece.block.kind is BlockKind.ITEM:
                about = headings.get(piece.block.context) or topic
            if about is None and found.loose:
                about = _subject_before(reading, number, found)
            token = reading.tokens(number, found.start, found.end).root.i
            yield replace(_observation(reading, number, found, about), claimed_by=claims.of(number, token))


def _observation(reading: Reading, number: int, found: FoundObservation, about: str | None) -> Observation:
    span, start = reading.tokens(number, found.start, found.end), reading.pieces[number].start
    return Observation(
        about=about,
        measure=found.measure,
        value=found.value,
        time=found.time,
        start=start + found.start,
        end=start + found.end,
        evidence=reading.evidence(number, (span.start, span.end - 1)),
        status=found.status,
    )


def _cell(reading: Reading, number: int, found: FoundObservation) -> Iterator[Observation]:
    """A value in a table: what its column's head measures, of what its row names first; nothing without a head."""
    block, text = reading.pieces[number].block, reading.document.text
    if block.context is None:
        return
    top = reading.document.blocks[block.context]
    heads = text[top.start : top.end].split(CELL_MARK)
    column = text[block.start : reading.pieces[number].start + found.start].count(CELL_MARK)
    named = [entity for (piece, _), entity in sorted(reading.names.of.items()) if piece == number]
    if 0 < column < len(heads) and heads[column].strip():
        yield _observation(reading, number, replace(found, measure=heads[column].strip()), named[0] if named else None)


def _heading_entities(reading: Reading) -> dict[int | None, str]:
    """By the index of a heading, the first thing but technologies that it names."""
    indexes = {block: index for index, block in enumerate(reading.document.blocks) if block.kind is BlockKind.HEADING}
    found: dict[int | None, str] = {}
    for (number, _), entity in sorted(reading.names.of.items()):
        block = reading.pieces[number].block
        if block in indexes and not _is_technology(entity):
            found.setdefault(indexes[block], entity)
    return found


def _topic(reading: Reading) -> str | None:
    """What the document is about, for lists whose heading names nothing: the thing named most, if clearly most."""
    counts = Counter(entity for entity in reading.names.of.values() if not _is_technology(entity))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= 2 * ranked[1][1])
    return ranked[0][0] if clear else None


def _is_technology(entity: str) -> bool:
    return entity.startswith(f"{Kind.TECHNOLOGY.value.lower()}/")


def _subject_before(reading: Reading, number: int, found: FoundObservation) -> str | None:
    """What the paragraph last spoke of: the last subject of a main clause before the figure."""
    view = reading.views[number]
    entity = None
    for argument in sorted(set(view.arguments.values())):
        root = view.doc[argument.start : argument.end].root
        if view.doc[argument.start].idx < found.start and root.dep_ in {"nsubj", "nsubjpass"}:
            entity = reading.entity_of(number, argument) or entity
    return entity
