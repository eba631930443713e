"""What two recognisers say of one name: from the network's and the parser's own to the kind that counts, or none."""

from __future__ import annotations

from collections.abc import Mapping, Set

from spacy.tokens import Doc, Span

from fintech_kg.extraction.recogniser import OTHERS, windows_of
from fintech_kg.model import Kind

_DOUBTFUL = 0.55
"""How unsure it is of names that nobody else sees."""
LEAST_SURE = 0.6
"""How sure it is of a kind for which nobody else is asked."""
_COMMON = {"ORG": Kind.ORGANISATION, "PERSON": Kind.PERSON, "GPE": Kind.PLACE, "LOC": Kind.PLACE}


def sureness(doc: Doc) -> Mapping[tuple[int, int], float]:
    """How sure the network is (0 to 1) of each of its names, by the tokens from start to end; nothing where there is none."""
    sure = {name.start: name.probability for window in windows_of(doc) for name in window.names}
    return {(one.start, one.end): sure[one.start_char] for one in doc.ents if one.start_char in sure}


def is_titled(name: Span, titles: Set[str]) -> bool:
    """Whether titles or posts introduce the name, alone or in a list, that the parser's own recogniser takes for a person's:
    `Co-founders Awa Ndiaye and Moussa Fall`."""
    doc, start = name.doc, name.start
    people = {one.end: one.start for one in doc.spans.get(OTHERS, ()) if one.label_ == "PERSON" and len(one) > 1}
    if people.get(name.end) != start:
        return False
    while start > 1 and doc[start - 1].lower_ in {",", "and"} and start - 1 in people:
        start = people[start - 1]
    return start > 0 and doc[start - 1].lower_.removesuffix("s") in titles


def agreed_kind(name: Span, kind: Kind, sure: float) -> Kind | None:
    """The kind of the network's name; None where the network is unsure and the parser's own recogniser sees nothing there.

    Where the network is not sure of the kind of a firm or place, that one's word counts; people the network knows better.
    Without another recogniser the network's word stands.
    """
    others = name.doc.spans.get(OTHERS, ())
    if not others or kind is Kind.TECHNOLOGY:
        return kind
    there = [one for one in others if one.start < name.end and name.start < one.end]
    if not there:
        return None if sure < _DOUBTFUL else kind
    same = [_COMMON[one.label_] for one in there if (one.start, one.end) == (name.start, name.end) and one.label_ in _COMMON]
    return same[0] if same and sure < LEAST_SURE and kind is not Kind.PERSON else kind
