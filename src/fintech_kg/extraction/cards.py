"""Cards: from lines of cells under an organisation's name to its seat: `Identity checks · London`, `Tallinn · Seed 2022`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.pages import OwnPage
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.extraction.topics import CELL_ENDS, TOPIC
from fintech_kg.model import Kind, Statement
from fintech_kg.ontology import Ontology

FRAME = "places:card"
"""The frame of a cell of a card that consists of a place."""
_SEATED = "basedIn"
_LONGEST_REGION = 3


def card_statements(reading: Reading, page: OwnPage | None, ontology: Ontology) -> Iterator[Statement]:
    """The seats that lines of cells give the organisations under whose names they stand."""
    if _SEATED not in ontology.relations:
        return
    for number, view in enumerate(reading.views):
        topic = view.topic
        if topic is None or topic.refers_to != TOPIC or number not in reading.topics:
            continue
        if page is not None and reading.entity_of(number, topic) == page.owner:
            continue  # on its own page a place may be anything
        for place in _seats(view):
            whose = reading.topics[number]
            said = Candidate(_SEATED, whose[1], place, place.start, FRAME)
            yield from statement_across(reading, (whose, (number, place)), reading.span_of(number, place), said, ontology)


def _seats(view: View) -> Iterator[Argument]:
    """The place of the first cell that consists of one, with the regions that it lies in behind commas."""
    if not any(token.text in CELL_ENDS for token in view.doc):
        return
    for cell in _cells(view):
        first = next((token for token in cell if token.is_alpha), None)
        place = None if first is None else view.name_at(first.i, Kind.PLACE)
        if place is not None and _fills(view, place, cell):
            yield place
            return


def _cells(view: View) -> Iterator[Span]:
    start = 0
    for end in (*(token.i for token in view.doc if token.text in CELL_ENDS), len(view.doc)):
        # `used by Pleo. Lisbon · Series A`: the last sentence of a cell
        stops = [token.i + 1 for token in view.doc[start:end] if token.text in {".", "!", ")"} and token.i + 1 < end]
        yield view.doc[max([start, *stops]) : end]
        start = end + 1


def _fills(view: View, place: Argument, cell: Span) -> bool:
    """Whether nothing follows but other places and words in capitals behind commas: `Oakland, CA`."""
    rest = [token for token in view.doc[place.end : cell.end] if not token.is_punct and not token.is_space]
    before = [token for token in view.doc[cell.start : place.start] if token.is_alpha]
    return not before and len(rest) <= _LONGEST_REGION and all(token.text[:1].isupper() for token in rest)
