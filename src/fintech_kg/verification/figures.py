"""Observations and quotations against the kept texts: spans, words, values, identifiers, named graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import PROV
from rdflib.term import Node

from fintech_kg.extraction.legible import legible
from fintech_kg.extraction.numbers import find_values
from fintech_kg.extraction.units import in_unit, stated_units
from fintech_kg.graph.vocabulary import FKG, OA
from fintech_kg.model import digest
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.literals import number, span_of, written
from fintech_kg.verification.naming import Naming
from fintech_kg.verification.output import Output
from fintech_kg.verification.passages import Passage
from fintech_kg.verification.statements import STATUSES

_BEFORE = 24


def check_figures(output: Output, known: Mapping[Node, Passage], naming: Naming) -> Iterator[Finding]:
    """Every observation and every quotation."""
    for cls in ("Observation", "Quotation"):
        for node in output.things(cls):
            for check, message in _of(node, cls, output, known, naming):
                yield Finding(GRAPH_FILE, str(node), check, message)


def _of(node: Node, cls: str, output: Output, known: Mapping[Node, Passage], naming: Naming) -> Iterator[tuple[str, str]]:
    evidence, span = output.one(node, PROV.wasDerivedFrom), span_of(str(output.one(node, FKG.spans)))
    passage = None if evidence is None else known.get(evidence)
    if passage is None or span is None:
        yield "evidence", "it has no place in a kept text: its evidence or its span is wrong"
        return
    if not passage.holds(span):
        yield "spans", f"its span {span[0]}-{span[1]} does not lie in its evidence"
    if output.at[node] != {passage.source}:
        yield "named graph", "it does not stand in its document's graph, and there alone"
    if output.name(node) != f"{cls.lower()}/{digest(f'{passage.document} {span[0]} {span[1]}')}":
        yield "identifier", "its IRI is not the digest of its document and span"
    words = passage.words(span) if cls == "Observation" else written(passage.text[span[0] : span[1]])
    said = output.values(node, FKG.amountText if cls == "Observation" else OA.exact)
    if [str(value) for value in said] != [words]:
        yield "quote", f"the text has something else at {span[0]}-{span[1]} than it says: {words[:80]!r}"
    for predicate in (FKG.about, FKG.speaker, PROV.wasAttributedTo):
        for thing in output.values(node, predicate):
            if (problem := naming.absence(thing, passage)) is not None:
                yield "ends", f"its {str(predicate).rpartition('#')[2]} {problem}"
    if cls == "Observation":
        yield from _value(node, output, passage, span)


def _value(node: Node, output: Output, passage: Passage, span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """The number against the words that it was read from: as large, and in the same unit where the words have one."""
    value, upper = number(output.one(node, FKG.value)), number(output.one(node, FKG.upperValue))
    unit = output.one(node, FKG.unit)
    words, before = passage.words(span), legible(passage.text[max(0, span[0] - _BEFORE) : span[0]])
    # What stands before tells whether `3 and 5` is a range; a table's cell is read without it.
    read = [one.value for one in (*find_values(words), *find_values(before + words)) if one.value.text in words]
    # A table states once what its bare numbers are in.
    stated = [one for one in stated_units(passage.text[passage.start : passage.end]) if one.unit in {None, str(unit)}]
    read += [in_unit(one, unit_of) for one in read for unit_of in stated]
    if value is None or abs(value) not in {abs(one.number) for one in read}:
        yield "value", f"its value {value} is not what {words[:60]!r} says"
    if upper is not None and abs(upper) not in {abs(one.upper) for one in read if one.upper is not None}:
        yield "value", f"its upper value {upper} is not what {words[:60]!r} says"
    units = {one.unit for one in read if one.unit is not None}
    if units and (unit is None or str(unit) not in units):
        yield "value", f"its unit {unit} is not what {words[:60]!r} says"
    time = output.one(node, FKG.time)
    if time is not None and str(time) not in passage.legible:
        yield "value", f"its time {str(time)!r} does not stand in its evidence"
    if output.one(node, FKG.status) not in STATUSES:
        yield "statement", "it has not exactly one status"
