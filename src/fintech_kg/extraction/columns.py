"""Columns: from a row of a table, whose cells marks or bars part, to what the heads of its columns say of its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fintech_kg.cleaning import CELL_MARK
from fintech_kg.extraction.field_values import NAMES, stated, values_between
from fintech_kg.extraction.frames import TriggerIndex
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import Kind, Statement
from fintech_kg.ontology import Ontology

_BAR, _FEWEST_COLUMNS = "|", 3
_FARTHEST = 2000
"""Characters from a head to a row, from which on the two are no quote that anybody reads."""
_PLACE_OF_NAME = 3
"""The columns in which a table's row may first name what it is about: behind a rank, or that and a mark."""


def of_row(reading: Reading, number: int, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What the heads of a row's columns say."""
    block, text = reading.pieces[number].block, reading.document.text
    if block.context is not None:
        top = reading.document.blocks[block.context]
        heads = _heads(text[top.start : top.end], top.start, CELL_MARK)
        yield from _of_cells(
            reading, number, heads, list(cells_of(reading.pieces[number].doc.text, CELL_MARK)), index, ontology
        )


def of_bars(reading: Reading, number: int, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """The same of a line whose cells bars part, below one of as many cells that heads it."""
    cells = list(cells_of(reading.pieces[number].doc.text, _BAR))
    if len(cells) < _FEWEST_COLUMNS:
        return
    for above in range(number - 1, -1, -1):
        piece = reading.pieces[above]
        heads = _heads(piece.doc.text, piece.start, _BAR)
        if len(heads) != len(cells) or reading.pieces[number].start - piece.start > _FARTHEST:
            return
        if sum(label in index.fields or label in NAMES for label, _ in heads) > 1:
            yield from _of_cells(reading, number, heads, cells, index, ontology)
            return


_Head = tuple[str, tuple[int, int]]


def _heads(line: str, start: int, mark: str) -> list[_Head]:
    """The words of a line's cells, in lower case, with their offsets in the document."""
    heads = []
    for left, right in cells_of(line, mark):
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
    subject = next((one for cell in cells[:_PLACE_OF_NAME] for one in values_between(reading, number, *cell)), None)
    if subject is None or subject[1].kind is not Kind.ORGANISATION:
        return
    for (label, span), cell in zip(heads, cells, strict=False):
        others = [one for one in values_between(reading, number, *cell) if one != subject]
        yield from stated(reading, subject, span, label, others, index, ontology)


def cells_of(row: str, mark: str) -> Iterator[tuple[int, int]]:
    """The offsets of the cells of a row."""
    start = 0
    for cell in row.split(mark):
        yield start, start + len(cell)
        start += len(cell) + len(mark)
