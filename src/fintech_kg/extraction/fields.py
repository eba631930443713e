"""Fields: from a table's columns, labelled lines and headings whose words the ontology knows to a statement for each value.

`Headquarters: Hamburg`; `Investors: Visa, Sequoia Capital`; a column `Main product`; under `Our partners` the names of items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from fintech_kg.cleaning import CELL_MARK
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import FINITE
from fintech_kg.extraction.frames import TriggerIndex
from fintech_kg.extraction.pages import OwnPage, Place
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.extraction.topics import CELL_ENDS
from fintech_kg.model import BlockKind, Kind, Statement
from fintech_kg.ontology import Cue, Ontology

FRAME = "field"
"""The frame of what a column or a label says of a value; behind it stands the label."""
_UNSURE = (Cue.PAST, Cue.DENIED, Cue.PLANNED, Cue.RUMOURED)
_NAMES = frozenset({"to", "company", "name", "firm", "legal name", "entity", "company name", "respondent", "organisation"})
_BEHIND_NAME = frozenset({"(", "–", "—"})
_FARTHEST = 5
"""Lines from that which names the firm to one of its fields."""
_OPENING = frozenset({"our", "key", "the", "selected", "some"})
_JOINING = frozenset({"and", "more", "others", "many", "plus", "the"})
_LONGEST_HEADING = 5
_LONGEST_LINE, _LONGEST_LABEL = 14, 3
_LEADER = re.compile(r"[.…_]{3,}|…+")
_BAR, _FEWEST_COLUMNS = "|", 3
_PLACE_OF_NAME = 3
"""The columns in which a table's row may first name what it is about: behind a rank, or that and a mark."""


def field_statements(reading: Reading, page: OwnPage | None, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What the columns, labels and headings of a document say of their values."""
    for number, piece in enumerate(reading.pieces):
        if piece.block.kind is BlockKind.ROW:
            yield from _of_row(reading, number, page, index, ontology)
        else:
            yield from _of_line(reading, number, page, index, ontology)
            yield from _of_pipes(reading, number, index, ontology)
    if page is not None:
        yield from _of_headings(reading, page, index, ontology)


def _of_row(
    reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex, ontology: Ontology
) -> Iterator[Statement]:
    """What the heads of a row's columns say; of a row of two cells the first is the label of the second."""
    block, doc, text = reading.pieces[number].block, reading.pieces[number].doc, reading.document.text
    cells = list(_cells(doc.text, CELL_MARK))
    label = doc.text[slice(*cells[0])].strip().lower()
    if len(cells) == 2 and label in index.fields:
        whose = _whose(reading, number, page, index)
        start = reading.pieces[number].start
        yield from _stated(
            reading, whose, (start, start + len(label)), label, _values(reading, number, *cells[1]), index, ontology
        )
    if block.context is not None and len(cells) > 1:
        top = reading.document.blocks[block.context]
        heads = _heads(text[top.start : top.end], top.start, CELL_MARK)
        yield from _of_cells(reading, number, heads, cells, index, ontology)


def _of_pipes(reading: Reading, number: int, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """The same of a line of a table whose columns bars part, below one of as many cells that heads it."""
    cells = list(_cells(reading.pieces[number].doc.text, _BAR))
    if len(cells) < _FEWEST_COLUMNS:
        return
    for above in range(number - 1, -1, -1):
        piece = reading.pieces[above]
        heads = _heads(piece.doc.text, piece.start, _BAR)
        if len(heads) != len(cells):
            return
        if sum(label in index.fields or label in _NAMES for label, _ in heads) > 1:
            yield from _of_cells(reading, number, heads, cells, index, ontology)
            return


_Head = tuple[str, tuple[int, int]]


def _heads(line: str, start: int, mark: str) -> list[_Head]:
    """The words of a line's cells, in lower case, with their offsets in the document."""
    heads = []
    for left, right in _cells(line, mark):
        words = line[left:right]
        at = start + left + len(words) - len(words.lstrip())
        heads.append((words.strip().lower(), (at, at + len(words.strip()))))
    return heads


def _of_cells(
    reading: Reading,
    number: int,
    heads: Sequence[_Head],
    cells: Sequence[tuple[int, int]],
    index: TriggerIndex,
    ontology: Ontology,
) -> Iterator[Statement]:
    """What the heads of columns say of the cells of a row whose first cells name an organisation."""
    subject = next((one for cell in cells[:_PLACE_OF_NAME] for one in _values(reading, number, *cell)), None)
    if subject is None or subject[1].kind is not Kind.ORGANISATION:
        return
    for (label, span), cell in zip(heads, cells, strict=False):
        others = [one for one in _values(reading, number, *cell) if one != subject]
        yield from _stated(reading, subject, span, label, others, index, ontology)


def _cells(row: str, mark: str) -> Iterator[tuple[int, int]]:
    """The offsets of the cells of a row."""
    start = 0
    for cell in row.split(mark):
        yield start, start + len(cell)
        start += len(cell) + len(mark)


def _values(reading: Reading, number: int, start: int, end: int) -> list[Place]:
    """What a piece names between two of its characters."""
    view = reading.views[number]
    named = sorted({one for one in view.arguments.values() if one.refers_to is None})
    return [(number, one) for one in named if start <= view.doc[one.start].idx < end and not _is_affiliation(view, one)]


def _is_affiliation(view: View, one: Argument) -> bool:
    """`Ann Lee (Visa)`, `Ann Lee – Visa`: where the value before it works, and no value itself."""
    before = view.doc[max(0, one.start - 2) : one.start]
    person = view.at(before[0]) if len(before) == 2 and before[1].text in _BEHIND_NAME else None
    return one.kind is Kind.ORGANISATION and person is not None and person.kind is Kind.PERSON


def _of_line(
    reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex, ontology: Ontology
) -> Iterator[Statement]:
    """What the labels of a line say of what stands behind their colons."""
    for label, told in _labels(reading.views[number], index):
        if label.text.lower() in index.fields and not _is_unsure(reading.views[number], told):
            whose = _whose(reading, number, page, index)
            span = reading.offsets(number, label.start, label.end)
            values = _values(reading, number, told.start_char, told.end_char)
            yield from _stated(reading, whose, span, label.text.lower(), values, index, ontology)


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
        elif mark is None and len(view.doc) <= _LONGEST_LINE and not any(token.tag_ in FINITE for token in cell):
            yield from _bare_label(view, view.doc[start : cell.end], index)


def _follows_a_cell(cell: Span) -> bool:
    return cell.doc[cell.start - 1].text in CELL_ENDS


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


def _is_unsure(view: View, told: Span) -> bool:
    """Whether it is a sentence, or says that it was or may be so."""
    words = {token.lower_ for token in told}
    return any(token.tag_ in FINITE for token in told) or any(words & view.ontology.cues[cue] for cue in _UNSURE)


def _whose(reading: Reading, number: int, page: OwnPage | None, index: TriggerIndex) -> Place | None:
    """Of whom a field is said: what heads the section, the firm that a line before names, or whose page it is."""
    owned = None if page is None else page.nearest(number)
    label = reading.views[number].topic
    if label is not None and label.refers_to is None:
        return number, label
    if number in reading.topics and reading.topics[number] != owned:
        return reading.topics[number]
    for before in range(number - 1, max(-1, number - 1 - _FARTHEST), -1):
        for label, told in _labels(reading.views[before], index):
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
                    is_post = label in relation.role_words
                    yield (
                        replace(statement, qualifiers=(("role", reading.document.text[slice(*span)]),))
                        if is_post
                        else statement
                    )


_SEATED = "basedIn"


def _seat(places: Sequence[Place]) -> Sequence[Place]:
    """The place of an address: the first that is known, or else the last, behind its street."""
    known = [place for place in places if place[1].concept is not None]
    return known[:1] or places[-1:]


def _of_headings(reading: Reading, page: OwnPage, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What headings that are labels, `Our partners`, say of the names that open the items, or fill the lines, under them."""
    numbers = {piece.block: number for number, piece in enumerate(reading.pieces)}
    for number, piece in enumerate(reading.pieces):
        over = None if piece.block.context is None else numbers.get(reading.document.blocks[piece.block.context])
        label = None if over is None else _heading(reading.views[over])
        if over is None or label is None or label.text.lower() not in index.fields:
            continue
        view = reading.views[number]
        if not _is_unsure(view, view.doc[:]):
            named = _first(view) if piece.block.kind is BlockKind.ITEM else _filling(view)
            span = reading.offsets(over, label.start, label.end)
            values = [(number, one) for one in named if one.refers_to is None]
            yield from _stated(reading, page.nearest(over), span, label.text.lower(), values, index, ontology)


def _first(view: View) -> list[Argument]:
    first = next((token for token in view.doc if token.is_alpha), None)
    one = None if first is None else view.at(first)
    return [] if one is None else [one]


def _filling(view: View) -> list[Argument]:
    """The names of a line of nothing but names: `Visa · Klarna · and 60 more`."""
    named = sorted(set(view.arguments.values()))
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
