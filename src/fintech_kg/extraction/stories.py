"""Customers' stories: from the title of one to what its firm has from whom: `How Kestrel Bank halved its costs with Quay`."""

from __future__ import annotations

from collections.abc import Iterator

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.model import Kind, Statement
from fintech_kg.ontology import Cue, Ontology

FRAME = "story"
"""The frame of what the title of a customer's story says; behind it stands the preposition."""
_WITH = frozenset({"with", "using", "through", "on", "by"})
_SUPPLIED, _USED = "suppliesTo", "uses"
_TITLES = 4
"""The pieces at a document's beginning of which one may say that it is a customer's story, and one be its title."""


def story_statements(reading: Reading, ontology: Ontology) -> Iterator[Statement]:
    """What the title of a document that calls itself a customer's story says, which ends with whose product it praises."""
    pieces = range(min(_TITLES, len(reading.pieces)))
    words = " ".join(reading.pieces[number].doc.text.lower() for number in pieces)
    if not {_SUPPLIED, _USED} <= ontology.relations.keys() or not any(cue in words for cue in ontology.cues[Cue.STORY]):
        return
    for number in pieces:
        named = _ends(reading.views[number])
        if named is not None:
            customer, word, praised = named
            supplied = praised.kind is Kind.ORGANISATION
            relation, ends = (_SUPPLIED, (praised, customer)) if supplied else (_USED, (customer, praised))
            said = Candidate(relation, *ends, word, f"{FRAME}:{reading.views[number].doc[word].lower_}")
            span = reading.offsets(number, word, word + 1)
            yield from statement_across(reading, ((number, ends[0]), (number, ends[1])), span, said, ontology)


def _ends(view: View) -> tuple[Argument, int, Argument] | None:
    """The first and the last name of a title, an organisation and what a preposition before it leads to, with its place."""
    named = view.names()
    if len(named) < 2 or view.doc.text.rstrip().endswith("?"):
        return None
    first, last = named[0], named[-1]
    opens = first.start == 0 or view.doc[first.start - 1].lower_ in {"how", ":", "why"}
    closes = not any(token.is_alpha for token in view.doc[last.end :])
    word = last.start - 1
    fitting = first.kind is Kind.ORGANISATION and last.kind in {Kind.ORGANISATION, Kind.TECHNOLOGY}
    return (first, word, last) if fitting and opens and closes and view.doc[word].lower_ in _WITH else None
