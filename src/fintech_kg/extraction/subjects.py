"""Whom figures without a subject are about: from a Reading to what its whole page is about, by its title, rights and counts.

Whose own page a document is, which states facts of nobody else, `publishers` and `pages` decide, and more strictly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from fintech_kg.extraction.anaphora import OWN_VOICE
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import BlockKind, Kind
from fintech_kg.names import kind_of

_ACTORS = frozenset({Kind.ORGANISATION, Kind.PERSON})
# What menus and paths cut their words with.
_CUTS = re.compile(r" \| | › | > | · |\s{2,}")
_ABOUT = frozenset({"about", "why", "meet", "inside"})
_LEAD = 8
"""Pieces from the top among which the title is."""
_TOP = 3
_FEWEST_WORDS, _LONGEST_TITLE = 3, 15
_TITLED, _TOLD, _COUNTED, _OPENING = 3.5, 2.0, 3.0, 1.0
_FEWEST_VOICES = 3
_MOST_OPENINGS = 2
_ENOUGH = 4.0


def subject_of(reading: Reading) -> str | None:
    """The entity that a page is about: who speaks of itself there, else what its title, headings, rights and sentences name
    most; None where that is not clear."""
    return _own(reading) or _told_of(reading)


def _own(reading: Reading) -> str | None:
    """Who speaks of itself in the first person."""
    for number, view in enumerate(reading.views):
        for argument in view.in_order():
            if argument.refers_to == OWN_VOICE and (found := reading.entity_of(number, argument)) is not None:
                return found
    return None


def _told_of(reading: Reading) -> str | None:
    every = Counter(reading.names.of.values())
    if not every:
        return None
    titled, told = list(_titled(reading)), list(_told(reading))
    terms = _terms(reading)
    own = {entity for entity, _ in titled if every[entity] == max(every.values())}
    counts = {entity: count for entity, count in every.items() if entity not in terms or entity in own}
    most = max([2, *counts.values()])
    scores = {entity: _COUNTED * count / most for entity, count in counts.items()}
    for entity, score in (*titled, *told, *_opening(reading)):
        if entity in counts:
            scores[entity] += score
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    best, score = ranked[0]
    top = {entity for number in range(min(_TOP, len(reading.pieces))) for entity in _entities(reading, number)}
    is_shown = best in top | {entity for entity, _ in told} or 2 * counts[best] > sum(counts.values())
    return best if len(counts) == 1 or (score >= _ENOUGH and (is_shown or _speaks(reading))) else None


def _speaks(reading: Reading) -> bool:
    """Whether a page speaks in the first person all along."""
    voices = sum(one.refers_to == OWN_VOICE for view in reading.views for one in set(view.arguments.values()))
    return voices >= _FEWEST_VOICES


def _terms(reading: Reading) -> set[str]:
    """The technologies that the lexicon knows: what a page uses or explains, and not whose it is."""
    return {
        entity
        for (number, token), entity in reading.names.of.items()
        if (one := reading.views[number].arguments.get(token)) is not None
        and one.concept is not None
        and one.kind is Kind.TECHNOLOGY
    }


def _titled(reading: Reading) -> Iterator[tuple[str, float]]:
    """What the first line names first that is no menu."""
    for number, piece in enumerate(reading.pieces[:_LEAD]):
        text = piece.doc.text
        found = list(_entities(reading, number))
        if found and not _CUTS.search(text) and len(text.split()) >= _FEWEST_WORDS:
            # `Italy's Verdana Pay gets a bid`, or a dateline: whoever acts, and not the place before.
            actors = [entity for entity in found if kind_of(entity) in _ACTORS]
            beside = kind_of(found[0]) is Kind.PLACE and (len(text.split()) > _LONGEST_TITLE or _is_owned(reading, number))
            others = [entity for entity in found if kind_of(entity) is not Kind.TECHNOLOGY]
            yield ((actors if beside else []) or others or found)[0], _TITLED
            return


def _is_owned(reading: Reading, number: int) -> bool:
    """Whether the first two names of a piece are a place and what is its own."""
    view = reading.views[number]
    first, *others = view.names()
    return bool(others) and others[0].start == first.end + 1 and view.doc[first.end].tag_ == "POS"


def _told(reading: Reading) -> Iterator[tuple[str, float]]:
    """`About Korvelo`, `© 2025 Korvelo AS`."""
    for (number, token), entity in sorted(reading.names.of.items()):
        doc = reading.pieces[number].doc
        before = [one.lower_ for one in doc[max(0, token - 3) : token] if not one.is_digit]
        is_heading = token == 1 and doc[0].lower_ in _ABOUT and reading.pieces[number].block.kind is BlockKind.HEADING
        if is_heading or before[-1:] in (["©"], ["copyright"]):
            yield entity, _TOLD


def _opening(reading: Reading) -> Iterator[tuple[str, float]]:
    """The subjects that paragraphs open with."""
    opened: Counter[str] = Counter()
    for number, view in enumerate(reading.views):
        for argument in view.in_order()[:1]:
            root = view.doc[argument.start : argument.end].root
            entity = reading.entity_of(number, argument)
            if entity is not None and root.dep_ in {"nsubj", "nsubjpass"} and opened[entity] < _MOST_OPENINGS:
                opened[entity] += 1
                yield entity, _OPENING


def _entities(reading: Reading, number: int) -> Iterator[str]:
    for argument in reading.views[number].names():
        if (found := reading.entity_of(number, argument)) is not None:
            yield found
