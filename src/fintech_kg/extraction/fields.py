"""Fields: from a table's columns, labelled lines and headings whose words the ontology knows to a statement for each value.

`Headquarters: Hamburg`; `Investors: Visa, Sequoia Capital`; a column `Main product`; under `Our partners` the names of items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from fintech_kg.cleaning import CELL_MARK
from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.columns import cells_of, of_bars, of_row
from fintech_kg.extraction.fates import is_unsure
from fintech_kg.extraction.field_values import NAMES, stated, values_between
from fintech_kg.extraction.frames import TriggerIndex
from fintech_kg.extraction.pages import OwnPage
from fintech_kg.extraction.reading import Place, Reading, headings_over
from fintech_kg.extraction.topics import CELL_ENDS
from fintech_kg.model import BlockKind, Kind, Statement
from fintech_kg.ontology import Ontology

_FARTHEST = 5
"""Lines from that which names the firm to one of its fields."""
_OPENING = frozenset({"our", "key", "the", "selected", "some"})
_JOINING = frozenset({"and", "more", "others", "many", "plus", "the"})
_LONGEST_HEADING = 5
_LONGEST_LINE, _LONGEST_LABEL = 14, 3
_MARK = re.compile(r":|[.…_]{3}|…")
_LEADER = re.compile(r"[.…_]{3,}|…+")


def field_statements(reading: Reading, page: OwnPage | None, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What the columns, labels and headings of a document say of their values."""
    for number, piece in enumerate(reading.pieces):
        if piece.block.kind is BlockKind.ROW:
            yield from _of_pair(reading, number, page, index, ontology)
            yield from of_row(reading, number, index, ontology)
        else:
            yield from _of_line(reading, number, page, index, ontology)
            yield from of_bars(reading, number, index, ontology)
    if page is not None:
        yield from _of_headings(reading, page, index, ontology)


def _of_pair(
    reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex, ontology: Ontology
) -> Iterator[Statement]:
    """What a row of two cells says, of which the first is the label of the second."""
    doc, start = reading.pieces[number].doc, reading.pieces[number].start
    cells = list(cells_of(doc.text, CELL_MARK))
    label = doc.text[slice(*cells[0])].strip().lower()
    if len(cells) == 2 and label in index.fields:
        whose = _whose(reading, number, page, index)
        values = values_between(reading, number, *cells[1])
        yield from stated(reading, whose, (start, start + len(label)), label, values, index, ontology)


def _of_line(
    reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex, ontology: Ontology
) -> Iterator[Statement]:
    """What the labels of a line say of what stands behind their colons."""
    doc = reading.pieces[number].doc
    if len(doc) > _LONGEST_LINE and not _MARK.search(doc.text):
        return
    for label, told in _labels(reading.views[number], index):
        if label.text.lower() in index.fields and not (is_sentence(told) or is_unsure(told, ontology)):
            whose = _whose(reading, number, page, index)
            span = reading.offsets(number, label.start, label.end)
            values = values_between(reading, number, told.start_char, told.end_char)
            yield from stated(reading, whose, span, label.text.lower(), values, index, ontology)


def _labels(view: View, index: TriggerIndex) -> Iterator[tuple[Span, Span]]:
    """The labels of a line's cells and sentences, with what each is the label of.

    A colon or dots stand behind a label; behind one that the ontology knows, in a line that is no sentence, nothing need.
    """
    label: Span | None = None
    for cell in _cells_of(view.doc):
        mark = next((token.i for token in cell if token.text == ":" or _LEADER.fullmatch(token.text)), None)
        start = next((token.i for token in cell if token.is_alpha), cell.end)
        if mark is not None and start < mark < cell.end - 1:
            label = view.doc[start:mark]
            yield label, view.doc[mark + 1 : cell.end]
        elif mark is None and label is not None and label.text.lower().endswith("s") and _follows_a_cell(cell):
            yield label, cell  # `Our members: Visa · Stripe`
        elif mark is None and len(view.doc) <= _LONGEST_LINE and not is_sentence(cell):
            yield from _bare_label(view, view.doc[start : cell.end], index)


def _follows_a_cell(cell: Span) -> bool:
    return cell.doc[cell.start - 1].text in {";", *CELL_ENDS}


def _bare_label(view: View, cell: Span, index: TriggerIndex) -> Iterator[tuple[Span, Span]]:
    """`Products Kestrel Wallet, Kestrel Till`."""
    for length in range(min(_LONGEST_LABEL, len(cell) - 1), 0, -1):
        label = cell[:length]
        named = any(view.at(token) is not None for token in label)
        if not named and label.text.lower() in index.fields and view.at(cell[length]) is not None:
            yield label, cell[length:]
            return


def _cells_of(doc: Doc) -> Iterator[Span]:
    """The parts of a line that end with separators or sentences."""
    start = 0
    ends = {token.i for token in doc if token.text in CELL_ENDS or token.text == ";"}
    for end in sorted({*ends, *(sentence.end for sentence in doc.sents), len(doc)}):
        if start < end:
            yield doc[start:end]
        start = end + (end in ends)


def _whose(reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex) -> Place | None:
    """Of whom a field is said: what heads the section, the firm that a line before names, or whose page it is."""
    owned = None if page is None else page.nearest(number)
    topic = reading.views[number].topic
    if topic is not None and topic.refers_to is None:
        return number, topic
    if number in reading.topics and reading.topics[number] != owned:
        return reading.topics[number]
    for before in range(number - 1, max(-1, number - 1 - _FARTHEST), -1):
        for label, told in _labels(reading.views[before], index):
            firms = [
                one
                for one in values_between(reading, before, told.start_char, told.end_char)
                if one[1].kind is Kind.ORGANISATION
            ]
            if label.text.lower() in NAMES and len(firms) == 1:
                return firms[0]
    return owned


def _of_headings(reading: Reading, page: OwnPage, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What headings that are labels, `Our partners`, say of the names that open the items, or fill the lines, under them."""
    headings = headings_over(reading.document, reading.pieces)
    for number, (piece, over) in enumerate(zip(reading.pieces, headings, strict=True)):
        if over is None and number and piece.block.kind is BlockKind.HEADING:
            over = number - 1  # a line of names that looks like a heading itself
        label = None if over is None else _heading(reading.views[over])
        if over is None or label is None or label.text.lower() not in index.fields:
            continue
        view = reading.views[number]
        if not (is_sentence(view.doc) or is_unsure(view.doc, ontology)):
            named = _first(view) if piece.block.kind is BlockKind.ITEM else _filling(view)
            span = reading.offsets(over, label.start, label.end)
            values = [(number, one) for one in named if one.refers_to is None]
            yield from stated(reading, page.nearest(over), span, label.text.lower(), values, index, ontology)


def _first(view: View) -> list[Argument]:
    first = next((token for token in view.doc if token.is_alpha), None)
    one = None if first is None else view.at(first)
    return [] if one is None else [one]


def _filling(view: View) -> list[Argument]:
    """The names of a line of nothing but names: `Visa · Klarna · and 60 more`."""
    named = view.in_order()
    others = [token for token in view.doc if token.is_alpha and view.at(token) is None and token.lower_ not in _JOINING]
    return named if named and not others else []


def _heading(view: View) -> Span | None:
    """The label that a heading is, without `our` before and a colon behind it."""
    doc = view.doc
    if len(doc) > _LONGEST_HEADING:
        return None
    start = next((token.i for token in doc if token.is_alpha and token.lower_ not in _OPENING), len(doc))
    end = len(doc) - (len(doc) > 0 and doc[-1].text == ":")
    return doc[start:end] if start < end else None
