"""Publishers: from a document in the first person and what its sentences say to the organisation whose own page it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from fintech_kg.extraction.anaphora import OWN_VOICE
from fintech_kg.extraction.candidates import Argument, Candidate
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.topics import ABOUT
from fintech_kg.model import BlockKind, Kind, Status

_FEWEST, _FEWEST_TITLED = 3, 2
_SIGN = 2
"""What a sign counts beside a naming."""
_FOUNDED = "founded"
_COPYRIGHT = frozenset({"©", "copyright"})
_ADDRESS = re.compile(r"(?:@|\b)((?:[\w-]+\.)+)[a-z]{2,8}\b")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BESIDE = frozenset({"advcl", "ccomp", "conj"})
_SHORTEST_DOMAIN = 4


def publisher_of(reading: Reading, found: Iterable[tuple[int, Candidate]]) -> str | None:
    """Whose own page a text in the first person is: the one organisation that a heading tells about (`About Korvelo`), or else
    the one that is named most by far; where its title names that, twice will do.

    Namings that stand in one clause with `we` or `our` are others' (`our subsidiary Tilia`); the signs that a page is one's
    own count as further namings: a clause of one's own beside that of `we`, a foundation, a copyright, an address.
    """
    firms = {
        (number, one): entity
        for number, view in enumerate(reading.views)
        for one in sorted(set(view.arguments.values()))
        if one.kind is Kind.ORGANISATION and one.refers_to is None and (entity := reading.entity_of(number, one)) is not None
    }
    about = {firms[place] for place in firms if _is_told_about(reading, *place)}
    if about:
        return about.pop() if len(about) == 1 else None
    counts = Counter(entity for place, entity in firms.items() if not _is_beside_us(reading, *place))
    named = Counter(counts)
    for entity in _signs(reading, firms, found):
        counts[entity] += _SIGN
    ranked = sorted(counts, key=lambda entity: (-counts[entity], entity))
    titled = {entity for (number, _), entity in firms.items() if number == 0}
    if not ranked or not named[ranked[0]] or counts[ranked[0]] < (_FEWEST_TITLED if ranked[0] in titled else _FEWEST):
        return None
    return ranked[0] if len(ranked) == 1 or counts[ranked[0]] >= 2 * counts[ranked[1]] else None


def _is_told_about(reading: Reading, piece: int, one: Argument) -> bool:
    doc = reading.views[piece].doc
    is_heading = reading.pieces[piece].block.kind is BlockKind.HEADING or one.end == len(doc)
    return is_heading and one.start == 1 and doc[0].lower_ in ABOUT


def _is_beside_us(reading: Reading, piece: int, one: Argument) -> bool:
    """Whether `we` or `our` stands in its clause, and it is neither what we are nor where we speak: `At Korvelo, we lend`."""
    view = reading.views[piece]
    verb = _clause_over(view.doc[one.start : one.end].root)
    if _is_where_we_are(view.doc, one) or view.doc[one.start : one.end].root.dep_ == "attr":
        return False
    return any(
        _clause_over(view.doc[our.start]) == verb for our in _ours(reading, piece) if view.doc[our.start].sent == verb.sent
    )


def _signs(reading: Reading, firms: dict[tuple[int, Argument], str], found: Iterable[tuple[int, Candidate]]) -> Iterator[str]:
    for (number, one), entity in firms.items():
        doc = reading.views[number].doc
        if _is_where_we_are(doc, one) or _speaks_beside_us(reading, number, one) or has_the_rights(doc, one):
            yield entity
    yield from _founded(reading, found)
    yield from _addressed(reading, set(firms.values()))


def _ours(reading: Reading, piece: int) -> list[Argument]:
    return sorted(one for one in set(reading.views[piece].arguments.values()) if one.refers_to == OWN_VOICE)


def _is_where_we_are(doc: Doc, one: Argument) -> bool:
    """`At Korvelo, we lend`, `we at Korvelo`, `We are Korvelo`."""
    before = [token.lower_ for token in doc[max(0, one.start - 2) : one.start]]
    behind = [token.lower_ for token in doc[one.end : one.end + 2]]
    if before[-1:] == ["at"]:
        return before[:1] == ["we"] or behind[:1] == ["we"] or behind == [",", "we"]
    return before in (["we", "are"], ["we", "'re"], ["we", "’re"])


def _speaks_beside_us(reading: Reading, piece: int, one: Argument) -> bool:
    """Whether it is the subject of a clause over or under one of which `we` is: `While Korvelo is no bank, we lend`."""
    doc = reading.views[piece].doc
    root = doc[one.start : one.end].root
    if root.dep_ not in _SUBJECTS:
        return False
    for our in _ours(reading, piece):
        other = doc[our.start]
        if other.dep_ in _SUBJECTS and (
            (root.head.dep_ == "advcl" and root.head.head == other.head)
            or (other.head.dep_ == "advcl" and other.head.head == root.head)
        ):
            return True
    return False


def _clause_over(token: Token) -> Token:
    """The verb over the token, through whatever nouns; the sentence's root where there is none."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def has_the_rights(doc: Doc, one: Argument) -> bool:
    """`© 2025 Korvelo AS`."""
    before = [token.lower_ for token in doc[max(0, one.start - 3) : one.start] if token.is_alpha or token.text == "©"]
    return bool(before) and before[-1] in _COPYRIGHT


def _founded(reading: Reading, found: Iterable[tuple[int, Candidate]]) -> set[str]:
    """The one organisation of which the text tells what people founded it."""
    told = {
        reading.entity_of(number, one.object)
        for number, one in found
        if one.relation == _FOUNDED and one.subject.kind is Kind.PERSON and one.status is Status.ASSERTED and not one.doubtful
    }
    return {entity for entity in told if entity is not None} if len(told - {None}) == 1 else set()


def _addressed(reading: Reading, firms: set[str]) -> Iterator[str]:
    """The organisations whose names are domains of the text's addresses: `hello@korvelo.example`."""
    labels = {
        _letters(label) for match in _ADDRESS.finditer(reading.document.text) for label in match[1].rstrip(".").split(".")
    }
    for one in reading.names.entities:
        if one.id in firms and any(len(short := _letters(name)) >= _SHORTEST_DOMAIN and short in labels for name in one.names):
            yield one.id


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
