"""Brands: from products whose names begin with that of a firm in the same document to a statement for each, `Kestrel Till`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.makers import is_product
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.model import Entity, Kind, Statement
from fintech_kg.ontology import Ontology

FRAME = "brand"
"""The frame of a product that bears its maker's name."""
_MADE = "develops"
_SHORTEST = 4


def brand_statements(reading: Reading, ontology: Ontology) -> Iterator[Statement]:
    """That the firms of a document make what bears their names, once for each product, by the namings that are nearest."""
    if _MADE not in ontology.relations:
        return
    firms = {
        form.casefold(): one.id
        for one in reading.names.entities
        if one.kind is Kind.ORGANISATION
        for form in one.names
        if len(form) >= _SHORTEST
    }
    branded = [(one.id, owner) for one in reading.names.entities if (owner := _owner(one, firms)) is not None]
    places = _places(reading) if branded else {}
    for product, owner in branded:
        named = [place for place in places.get(product, []) if _bears(reading.views[place[0]], place[1], firms, owner)]
        if named and owner in places:
            yield from _statement(reading, places[owner], named, ontology)


def _bears(view: View, one: Argument, firms: Mapping[str, str], owner: str) -> bool:
    """Whether the words themselves are a name, and begin with the firm's: not `Segment` for `Twilio Segment`."""
    words = view.doc[one.start : one.end].text.casefold().split()
    return is_product(view, one) and any(firms.get(" ".join(words[:size])) == owner for size in range(1, len(words)))


def _owner(one: Entity, firms: Mapping[str, str]) -> str | None:
    """The one firm by whose name a technology's name begins."""
    if one.kind is not Kind.TECHNOLOGY:
        return None
    words = one.name.casefold().split()
    owners = {firms[first] for size in range(1, len(words)) if (first := " ".join(words[:size])) in firms}
    return owners.pop() if len(owners) == 1 else None


def _places(reading: Reading) -> dict[str, list[Place]]:
    """Where each entity is named, in text order."""
    found: dict[str, list[Place]] = defaultdict(list)
    for number, view in enumerate(reading.views):
        for one in view.names():
            entity = reading.entity_of(number, one)
            if entity is not None:
                found[entity].append((number, one))
    return found


def _statement(reading: Reading, firms: list[Place], products: list[Place], ontology: Ontology) -> Iterator[Statement]:
    firm, product = min(
        ((firm, product) for firm in firms for product in products),
        key=lambda pair: (abs(pair[0][0] - pair[1][0]), pair[1][0], pair[1][1].start, pair[0][1].start),
    )
    said = Candidate(_MADE, firm[1], product[1], product[1].start, FRAME)
    yield from statement_across(reading, (firm, product), reading.span_of(*product), said, ontology)
