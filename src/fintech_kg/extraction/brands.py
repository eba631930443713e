"""Brands: from products whose names begin with that of a firm in the same document to a statement for each, `Kestrel Till`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fintech_kg.extraction.candidates import Argument, Candidate
from fintech_kg.extraction.makers import is_product
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.model import Kind, Statement
from fintech_kg.ontology import Ontology

FRAME = "brand"
"""The frame of a product that bears its maker's name."""
_MADE = "develops"
_SHORTEST = 4
_Place = tuple[int, Argument]


def brand_statements(reading: Reading, ontology: Ontology) -> Iterator[Statement]:
    """That the firms of a document make what bears their names, once for each product, by the namings that are nearest."""
    if _MADE not in ontology.relations:
        return
    places = _places(reading)
    firms = {
        form.casefold(): one.id
        for one in reading.names.entities
        if one.kind is Kind.ORGANISATION and places[one.id]
        for form in one.names
        if len(form) >= _SHORTEST
    }
    for one in reading.names.entities:
        words = one.name.casefold().split()
        owners = {firms[" ".join(words[:size])] for size in range(1, len(words)) if " ".join(words[:size]) in firms}
        named = [place for place in places[one.id] if is_product(reading.views[place[0]], place[1])]
        if one.kind is Kind.TECHNOLOGY and named and len(owners) == 1:
            yield from _statement(reading, places[owners.pop()], named, ontology)


def _places(reading: Reading) -> dict[str, list[_Place]]:
    """Where each entity is named, in text order."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for number, view in enumerate(reading.views):
        for one in sorted({one for one in view.arguments.values() if one.refers_to is None}):
            entity = reading.entity_of(number, one)
            if entity is not None:
                found[entity].append((number, one))
    return found


def _statement(reading: Reading, firms: list[_Place], products: list[_Place], ontology: Ontology) -> Iterator[Statement]:
    firm, product = min(
        ((firm, product) for firm in firms for product in products),
        key=lambda pair: (abs(pair[0][0] - pair[1][0]), pair[1][0], pair[1][1].start, pair[0][1].start),
    )
    said = Candidate(_MADE, firm[1], product[1], product[1].start, FRAME)
    made = statement_across(reading, (firm, product), reading.span_of(*product), said, ontology)
    if made is not None:
        yield made
