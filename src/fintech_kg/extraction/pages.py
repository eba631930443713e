"""Own pages: from a document as read to whose page it is, where it is one's own, and the reading in which its fragments say so.

A page speaks for its owner in the first person or bears its copyright: `Trusted by Visa` and `Built on Kafka` are said of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fintech_kg.extraction.anaphora import OWN_VOICE
from fintech_kg.extraction.candidates import View
from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.publishers import firms_of, has_the_rights, naming_sentences
from fintech_kg.extraction.reading import Place, Reading, headings_over
from fintech_kg.extraction.references import quoted
from fintech_kg.extraction.topics import TOPIC, label_of
from fintech_kg.model import BlockKind, Kind

_FIRST_LINES = 2
_MOST_PROSE = 0.6


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Whose page a document is, and where it names them, in text order.

    `speaks`: it says so, by speaking for them or by their copyright; else only its title does.
    """

    owner: str
    places: Sequence[Place]
    speaks: bool = True

    def nearest(self, piece: int) -> Place:
        """The naming that stands nearest to a piece; of two the one before it."""
        at = bisect_right(self.places, piece, key=_piece)
        near = {self.places[one][0] for one in (at - 1, at) if 0 <= one < len(self.places)}
        nearest = min(near, key=lambda number: (abs(number - piece), number > piece))
        return self.places[bisect_left(self.places, nearest, key=_piece)]


def _piece(place: Place) -> int:
    return place[0]


def own_page(reading: Reading, owner: str | None) -> OwnPage | None:
    """The page of its publisher, as far as that is known; None where nothing says that it is one's own."""
    if owner is None:
        return None
    named = namings_of(reading, owner)
    speaks = any(
        one.refers_to == OWN_VOICE and not quoted(view.doc)[one.start]
        for view in reading.views
        for one in set(view.arguments.values())
    )
    if not named or not (speaks or any(has_the_rights(reading.views[number].doc, one) for number, one in named)):
        return None
    return OwnPage(owner, named)


def titled_page(reading: Reading) -> OwnPage | None:
    """The page of the one firm that its first lines name, unless it is prose, which tells of others as well, the lexicon knows
    the firm, or another is named twice as often.

    Of the pages in training/passages that this tells of, nineteen in twenty are that firm's.
    """
    firms = firms_of(reading)
    first = {(entity, one.concept) for (number, one), entity in firms.items() if number < _FIRST_LINES}
    if len(first) != 1 or _prose(reading) > _MOST_PROSE:
        return None
    ((owner, concept),) = first
    named = naming_sentences(reading, firms)
    if concept is not None or 2 * named[owner] < max(named.values()):
        return None
    return OwnPage(owner, namings_of(reading, owner), speaks=False)


def _prose(reading: Reading) -> float:
    """The share of a text's words that stand in whole sentences."""
    sentences = [sentence for piece in reading.pieces for sentence in piece.doc.sents]
    words = sum(len(one) for one in sentences)
    return sum(len(one) for one in sentences if is_sentence(one)) / words if words else 0.0


def namings_of(reading: Reading, organisation: str) -> list[Place]:
    """Where a document names an organisation, in text order."""
    return [place for place, entity in firms_of(reading).items() if entity == organisation]


def with_fragments(reading: Reading, page: OwnPage | None) -> Reading:
    """The reading in which what has no subject, no label and no heading of its own is said of whose page it is."""
    if page is None:
        return reading
    topics: dict[int, Place] = dict(reading.topics)
    headings = headings_over(reading.document, reading.pieces)
    for number, piece in enumerate(reading.pieces):
        free = number not in topics and piece.block.kind is not BlockKind.ROW and label_of(reading.views[number]) is None
        if free and not _is_under_another(reading, headings[number], page):
            topics[number] = page.nearest(number)
    return replace(reading, topics=topics, views=_with_topics(reading.views, topics))


def _with_topics(views: Sequence[View], topics: Mapping[int, Place]) -> list[View]:
    return [
        replace(view, topic=replace(topics[number][1], refers_to=TOPIC)) if number in topics else view
        for number, view in enumerate(views)
    ]


def _is_under_another(reading: Reading, over: int | None, page: OwnPage) -> bool:
    """Whether the heading over a piece, if there is one, names another organisation."""
    if over is None:
        return False
    firms = {one for one in reading.views[over].arguments.values() if one.kind is Kind.ORGANISATION}
    return any(reading.entity_of(over, one) not in {None, page.owner} for one in firms)
