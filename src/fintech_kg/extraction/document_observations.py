"""The observations of a document: what its sentences, list items and tables measure, with the entities that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fintech_kg.extraction.claims import Claims
from fintech_kg.extraction.observations import FoundObservation, find_observations
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.tables import figures_of_row
from fintech_kg.extraction.titles import Titles
from fintech_kg.model import BlockKind, Kind, Observation
from fintech_kg.names import kind_of


def observations_of(reading: Reading, claims: Claims) -> Iterator[Observation]:
    """The observations of a document in text order."""
    titles = Titles(reading)
    for number, piece in enumerate(reading.pieces):
        if piece.block.kind is BlockKind.ROW:
            for figure, about, evidence in figures_of_row(reading, number):
                made = _observation(reading, number, figure, about or titles.topic)
                yield made if evidence is None else replace(made, evidence=evidence)
            continue
        for found in find_observations(reading.views[number]):
            token = reading.tokens(number, found.start, found.end).root.i
            about = _about(reading, titles, number, found)
            yield replace(_observation(reading, number, found, about), claimed_by=claims.of(number, token))


def _about(reading: Reading, titles: Titles, number: int, found: FoundObservation) -> str | None:
    """What a figure is said of: what its sentence says, and for words without a subject the label or title over them."""
    named = None if found.about is None else reading.entity_of(number, found.about)
    if named is not None and not found.guessed and not (found.bare and kind_of(named) is Kind.TECHNOLOGY):
        return named
    listed = reading.pieces[number].block.kind is BlockKind.ITEM
    label = titles.label_of(number)
    if label is not None and (named is None or found.guessed or found.bare or listed):
        return label
    before = titles.subject_before(number, found.start) if found.loose else None
    if named is not None and found.guessed and kind_of(named) is Kind.TECHNOLOGY:
        named = titles.topic or named
    if not found.bare and not listed:
        return named or before or titles.topic_before(number, found.start)
    over = titles.title_of(number) or named or before
    return over or (titles.page_of(number) if found.fragment or listed else titles.topic_before(number, found.start))


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
