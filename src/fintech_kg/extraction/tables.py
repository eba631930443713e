"""Figures in tables: from a row to the values in its cells, each with what its column's head says, and whose row it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fintech_kg.cleaning import CELL_MARK
from fintech_kg.extraction.numbers import FoundValue, find_values
from fintech_kg.extraction.observations import FoundObservation
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.units import in_unit, is_per_unit, of_head, of_scale, of_table
from fintech_kg.model import Block, Evidence, Status

# A head that says when, so that the row's first cell says what.
_PERIOD = re.compile(r"(?:(?:[QH]\d|FY) ?)?'?(?:(?:19|20)?\d\d)(?: [QH]\d)?[AEF]?$|Change\b|YoY\b|Growth$|Var")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FARTHEST = 2


def figures_of_row(reading: Reading, number: int) -> Iterator[tuple[FoundObservation, str | None, Evidence | None]]:
    """The figures that fill cells, what the row names first, and all from the head, or the line that gives the unit, to the
    row; none without a head. Where that is too much for a quote, a figure stays as it is written."""
    block, text, doc = reading.pieces[number].block, reading.document.text, reading.pieces[number].doc
    if block.context is None or _holds_figures(text, reading.document.blocks[block.context]):
        yield from _of_headless(reading, number)
        return
    top = reading.document.blocks[block.context]
    heads = [head.strip() for head in text[top.start : top.end].split(CELL_MARK)]
    over = _line_with_unit(reading, block.context)
    evidence = reading.between(top.start if over is None else over.start, block.end)
    above = "" if over is None else text[over.start : over.end]
    unit = of_table(above) or of_scale(above)
    named = [entity for (piece, _), entity in sorted(reading.names.of.items()) if piece == number]
    for column, (start, cell) in enumerate(_cells(doc.text)):
        found = next(find_values(cell), None)
        if 0 < column < len(heads) and heads[column] and found is not None and _fills(cell, found):
            label = doc.text.split(CELL_MARK)[0].strip()
            is_told = _PERIOD.match(heads[column]) is not None and any(char.isalpha() for char in label) and not named
            figure = replace(_figure(start, found, heads[column]), measure=label if is_told else heads[column])
            stated = of_head(heads[column]) or of_scale(heads[column]) or unit
            stated = None if is_per_unit(heads[column]) else stated
            if evidence is None:
                yield replace(figure, time=None), named[0] if named else None, None
            else:
                yield (
                    replace(figure, value=figure.value if stated is None else in_unit(figure.value, stated)),
                    named[0] if named else None,
                    evidence,
                )


def _of_headless(reading: Reading, number: int) -> Iterator[tuple[FoundObservation, str | None, Evidence | None]]:
    """The figures of a row without a head over it, which its first cell says what they measure: `Net revenue , $318.7`."""
    blocks, block = reading.document.blocks, reading.pieces[number].block
    cells = list(_cells(reading.pieces[number].doc.text))
    named = [entity for (piece, _), entity in sorted(reading.names.of.items()) if piece == number]
    label = cells[0][1].strip()
    if not any(char.isalpha() for char in label):
        return
    over = (
        None
        if is_per_unit(label)
        else _line_with_unit(reading, blocks.index(block) if block.context is None else block.context)
    )
    above = None if over is None else reading.document.text[over.start : over.end]
    evidence = None if over is None else reading.between(over.start, block.end)
    stated = of_scale(label) or (None if above is None or evidence is None else of_table(above) or of_scale(above))
    for start, cell in cells[1:]:
        found = next(find_values(cell), None)
        if found is not None and _fills(cell, found):
            figure = replace(_figure(start, found, label), time=None)
            value = figure.value if stated is None else in_unit(figure.value, stated)
            yield replace(figure, value=value), named[0] if named else None, evidence


def _holds_figures(text: str, row: Block) -> bool:
    """Whether a row that stands where a head would is only the first of them."""
    cells = [cell for _, cell in _cells(text[row.start : row.end])][1:]
    filled = [cell for cell in cells if cell.strip()]
    with_value = [cell for cell in filled if (found := next(find_values(cell), None)) is not None and _fills(cell, found)]
    return 2 * len(with_value) > len(filled)


def _line_with_unit(reading: Reading, head: int) -> Block | None:
    """The block right over a table that gives its figures a unit."""
    blocks, text = reading.document.blocks[max(0, head - _FARTHEST) : head], reading.document.text
    lines = ((one, text[one.start : one.end]) for one in blocks)
    return next((one for one, line in lines if of_table(line) is not None or of_scale(line) is not None), None)


def _figure(start: int, found: FoundValue, head: str) -> FoundObservation:
    year = _YEAR.search(head)
    return FoundObservation(
        start=start + found.start,
        end=start + found.end,
        value=found.value,
        measure=head,
        about=None,
        time=None if year is None else year[0],
        status=Status.ASSERTED,
    )


def _cells(row: str) -> Iterator[tuple[int, str]]:
    """The cells of a row with their starts."""
    start = 0
    for cell in row.split(CELL_MARK):
        yield start, cell
        start += len(cell) + len(CELL_MARK)


def _fills(cell: str, found: FoundValue) -> bool:
    """Whether a cell holds nothing else but a word that is counted."""
    return not cell[: found.start].strip(" ~<>≈*") and len(cell[found.end :].split()) <= 1
