"""Fields: from a table's columns, labelled lines and headings whose words the ontology knows to a statement for each value.

`Headquarters: Hamburg`; `Investors: Visa, Sequoia Capital`; a column `Main product`; under `Our partners` the names of items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from fintech_kg.cleaning import CELL_MARK
from fintech_kg.extraction.candidates import Candidate, View
from fintech_kg.extraction.clauses import FINITE
from fintech_kg.extraction.frames import TriggerIndex
from fintech_kg.extraction.pages import OwnPage, Place
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.model import BlockKind, Kind, Statement
from fintech_kg.ontology import Cue, Ontology

FRAME = "field"
"""The frame of what a column or a label says of a value; behind it stands the label."""
_SEPARATORS = frozenset({"|", "·", "•"})
_UNSURE = (Cue.PAST, Cue.DENIED, Cue.PLANNED, Cue.RUMOURED)
_NAMES = frozenset({"to", "company", "name", "firm", "legal name", "entity", "company name", "respondent", "organisation"})
_FARTHEST = 5
"""Lines from that which names the firm to one of its fields."""
_OPENING = frozenset({"our", "key", "the", "selected", "some"})
_LONGEST_HEADING = 5
_PLACE_OF_NAME = 3
"""The columns in which a table's row may first name what it is about: behind a rank, or that and a mark."""


def field_statements(reading: Reading, page: OwnPage | None, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What the columns, labels and headings of a document say of their values."""
    for number, piece in enumerate(reading.pieces):
        if piece.block.kind is BlockKind.ROW:
            yield from _of_row(reading, number, page, index, ontology)
        else:
            yield from _of_line(reading, number, page, index, ontology)
    if page is not None:
        yield from _of_headings(reading, page, index, ontology)


def _of_row(
    reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex, ontology: Ontology
) -> Iterator[Statement]:
    """What the heads of a row's columns say; of a row of two cells the first is the label of the second."""
    block, doc, text = reading.pieces[number].block, reading.pieces[number].doc, reading.document.text
    cells = list(_cells(doc.text))
    label = doc.text[slice(*cells[0])].strip().lower()
    if len(cells) == 2 and label in index.fields:
        whose = _whose(reading, number, page, index)
        start = reading.pieces[number].start
        yield from _stated(
            reading, whose, (start, start + len(label)), label, _values(reading, number, *cells[1]), index, ontology
        )
    if block.context is None or len(cells) < 2:
        return
    subject = next((one for cell in cells[:_PLACE_OF_NAME] for one in _values(reading, number, *cell)), None)
    if subject is None or subject[1].kind is not Kind.ORGANISATION:
        return
    top = reading.document.blocks[block.context]
    for head, cell in zip(_cells(text[top.start : top.end]), cells, strict=False):
        words = text[top.start + head[0] : top.start + head[1]]
        at = top.start + head[0] + len(words) - len(words.lstrip())
        span = at, at + len(words.strip())
        others = [one for one in _values(reading, number, *cell) if one != subject]
        yield from _stated(reading, subject, span, words.strip().lower(), others, index, ontology)


def _cells(row: str) -> Iterator[tuple[int, int]]:
    """The offsets of the cells of a row."""
    start = 0
    for cell in row.split(CELL_MARK):
        yield start, start + len(cell)
        start += len(cell) + len(CELL_MARK)


def _values(reading: Reading, number: int, start: int, end: int) -> list[Place]:
    """What a piece names between two of its characters."""
    view = reading.views[number]
    named = sorted({one for one in view.arguments.values() if one.refers_to is None})
    return [(number, one) for one in named if start <= view.doc[one.start].idx < end]


def _of_line(
    reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex, ontology: Ontology
) -> Iterator[Statement]:
    """What the labels of a line say of what stands behind their colons."""
    for label, told in _labels(reading.views[number]):
        if label.text.lower() in index.fields and not _is_unsure(reading.views[number], told):
            whose = _whose(reading, number, page, index)
            span = reading.offsets(number, label.start, label.end)
            values = _values(reading, number, told.start_char, told.end_char)
            yield from _stated(reading, whose, span, label.text.lower(), values, index, ontology)


def _labels(view: View) -> Iterator[tuple[Span, Span]]:
    """The labels of a line's cells, with what each is the label of."""
    doc, start = view.doc, 0
    for end in (*(token.i for token in doc if token.text in _SEPARATORS), len(doc)):
        colon = next((token.i for token in doc[start:end] if token.text == ":"), end)
        while start < colon and not doc[start].is_alpha:
            start += 1
        if start < colon < end - 1:
            yield doc[start:colon], doc[colon + 1 : end]
        start = end + 1


def _is_unsure(view: View, told: Span) -> bool:
    """Whether it is a sentence, or says that it was or may be so."""
    words = {token.lower_ for token in told}
    return any(token.tag_ in FINITE for token in told) or any(words & view.ontology.cues[cue] for cue in _UNSURE)


def _whose(reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex) -> Place | None:
    """Of whom a field is said: what heads the section, the firm that a line before names, or whose page it is."""
    owned = None if page is None else page.nearest(number)
    if number in reading.topics and reading.topics[number] != owned:
        return reading.topics[number]
    for before in range(number - 1, max(-1, number - 1 - _FARTHEST), -1):
        for label, told in _labels(reading.views[before]):
            firms = [
                one for one in _values(reading, before, told.start_char, told.end_char) if one[1].kind is Kind.ORGANISATION
            ]
            if label.text.lower() in _NAMES and len(firms) == 1:
                return firms[0]
    return owned


def _stated(
    reading: Reading,
    whose: Place | None,
    span: tuple[int, int],
    label: str,
    values: Sequence[Place],
    index: TriggerIndex,
    ontology: Ontology,
) -> Iterator[Statement]:
    """The statements of a label's values, of which only the first known place is a seat."""
    for relation, inverse in index.fields.get(label, ()):
        kinds, own = (relation.domain, relation.range) if inverse else (relation.range, relation.domain)
        fitting = [one for one in values if one[1].kind in kinds]
        for value in fitting if relation.name != _SEATED else _seat(fitting):
            if whose is not None and whose[1].kind in own:
                ends = (value, whose) if inverse else (whose, value)
                said = Candidate(relation.name, ends[0][1], ends[1][1], 0, f"{FRAME}:{label}")
                statement = statement_across(reading, ends, span, said, ontology)
                if statement is not None:
                    yield statement


_SEATED = "basedIn"


def _seat(places: Sequence[Place]) -> Sequence[Place]:
    """The place of an address: the first that is known, or else the last, behind its street."""
    known = [place for place in places if place[1].concept is not None]
    return known[:1] or places[-1:]


def _of_headings(reading: Reading, page: OwnPage, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What headings that are labels, `Our partners`, say of the names that open the items under them."""
    numbers = {piece.block: number for number, piece in enumerate(reading.pieces)}
    for number, piece in enumerate(reading.pieces):
        over = None if piece.block.context is None else numbers.get(reading.document.blocks[piece.block.context])
        if over is None or piece.block.kind is not BlockKind.ITEM:
            continue
        view = reading.views[number]
        label = _heading(reading.views[over])
        first = next((token for token in view.doc if token.is_alpha), None)
        named = None if first is None else view.at(first)
        if label is None or named is None or named.refers_to is not None or _is_unsure(view, view.doc[:]):
            continue
        span = reading.offsets(over, label.start, label.end)
        yield from _stated(reading, page.nearest(over), span, label.text.lower(), [(number, named)], index, ontology)


def _heading(view: View) -> Span | None:
    """The label that a heading is, without `our` before and a colon behind it."""
    doc = view.doc
    if len(doc) > _LONGEST_HEADING:
        return None
    start = next((token.i for token in doc if token.is_alpha and token.lower_ not in _OPENING), len(doc))
    end = len(doc) - (len(doc) > 0 and doc[-1].text == ":")
    return doc[start:end] if start < end else None
