"""Publishers: from a document in the first person and what its sentences say to the organisation whose own page it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc, Token

from fintech_kg.extraction.anaphora import OWN_VOICE
from fintech_kg.extraction.candidates import Argument, Candidate
from fintech_kg.extraction.clauses import verb_above
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.topics import ABOUT
from fintech_kg.model import BlockKind, Kind, Status
from fintech_kg.names import without_legal_form

_Firms = Mapping[Place, str]
"""The entity of each naming of an organisation, by its piece and place."""
_FEWEST, _FEWEST_TITLED = 3, 2
_FOUNDED = "founded"
_COPYRIGHT = frozenset({"©", "copyright"})
_BARS = frozenset({"|", "·", "•", "–", "—"})
_ADDRESS = re.compile(r"(?:@|\b)((?:[\w-]+\.)+)[a-z]{2,8}\b")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHORTEST_DOMAIN = 4
_HEAD, _FOOT = 2, 3
"""Pieces at a page's head and foot, where it says whose it is."""
_LONGEST_STREET = 6


def publisher_of(reading: Reading, found: Iterable[tuple[int, Candidate]]) -> str | None:
    """Whose own page a text in the first person is: whom it says itself that it means by `we`, or the one organisation that
    a heading tells about (`About Korvelo`), or the one for which most signs speak, unless another is named more than twice as
    often, or else the one named most by far; where its title names that, twice will do.

    A sentence names one once; where `we` or `our` stands in the clause it names others (`our subsidiary Tilia`).
    """
    if reading.own is not None:
        return reading.own
    firms = firms_of(reading)
    about = {entity for place, entity in firms.items() if _is_told_about(reading, *place)}
    if about:
        return about.pop() if len(about) == 1 else None
    named = naming_sentences(reading, firms)
    named.subtract(naming_sentences(reading, {place: one for place, one in firms.items() if _is_beside_us(reading, *place)}))
    return _signed(named, Counter(entity for entity, _ in set(_signs(reading, firms)))) or _most_named(
        reading, firms, named, found
    )


def firms_of(reading: Reading) -> dict[Place, str]:
    """The entity of each naming of an organisation, in text order."""
    return {
        (number, one): entity
        for number, view in enumerate(reading.views)
        for one in view.names(Kind.ORGANISATION)
        if (entity := reading.entity_of(number, one)) is not None
    }


def naming_sentences(reading: Reading, firms: _Firms) -> Counter[str]:
    """In how many sentences each organisation is named."""
    places = {(entity, piece, reading.views[piece].doc[one.start].sent.start) for (piece, one), entity in firms.items()}
    return Counter(entity for entity, *_ in places)


def _signed(named: Mapping[str, int], signs: Mapping[str, int]) -> str | None:
    """The one for which most signs speak, unless others are named too much for that."""
    best = [entity for entity in signs if signs[entity] == max(signs.values())]
    return best[0] if len(best) == 1 and 2 * named[best[0]] >= max(named.values()) else None


def _most_named(reading: Reading, firms: _Firms, named: Counter[str], found: Iterable[tuple[int, Candidate]]) -> str | None:
    """The one that is named most by far, if not seldom; of which the text tells who founded it, that counts as twice more.

    Firms that the lexicon knows are named on many pages of others: they must be in the title, or named yet more often.
    """
    titled = {entity for (number, _), entity in firms.items() if number == 0}
    known = {entity for (_, one), entity in firms.items() if one.concept is not None} - titled
    counts = named + Counter(2 * [*_founded(reading, found)])
    ranked = sorted(counts, key=lambda entity: (-counts[entity], entity))
    if not ranked or counts[ranked[0]] < (_FEWEST_TITLED if ranked[0] in titled else _FEWEST + 2 * (ranked[0] in known)):
        return None
    return ranked[0] if len(ranked) == 1 or counts[ranked[0]] >= 2 * counts[ranked[1]] else None


def _is_told_about(reading: Reading, piece: int, one: Argument) -> bool:
    doc = reading.views[piece].doc
    is_heading = reading.pieces[piece].block.kind is BlockKind.HEADING or one.end == len(doc)
    return is_heading and one.start == 1 and doc[0].lower_ in ABOUT


def _is_beside_us(reading: Reading, piece: int, one: Argument) -> bool:
    """Whether `we` or `our` stands in its clause, and it is neither what we are nor where we speak: `At Korvelo, we lend`."""
    doc = reading.views[piece].doc
    root = doc[one.start : one.end].root
    if root.dep_ == "attr" or _is_where_we_are(doc, one):
        return False
    ours = (doc[our.start] for our in _ours(reading, piece))
    return any(our.sent == root.sent and verb_above(our) == verb_above(root) for our in ours)


def _signs(reading: Reading, firms: _Firms) -> Iterator[tuple[str, str]]:
    """The organisations for which signs speak that a page is theirs, each with the sort of sign."""
    namings = Counter(firms.values())
    for (number, one), entity in firms.items():
        doc = reading.views[number].doc
        if _is_where_we_are(doc, one) or _speaks_beside_us(reading, number, one):
            yield entity, "voice"
        if has_the_rights(doc, one):
            yield entity, "rights"
        if number < _HEAD and _is_masthead(doc, one) and namings[entity] > 1:
            yield entity, "masthead"
        if number >= len(reading.views) - _FOOT and _is_imprint(doc, one):
            text = doc[one.start : one.end].text
            if namings[entity] > 1 or without_legal_form(text) != text:
                yield entity, "imprint"
    yield from ((entity, "address") for entity in _addressed(reading, set(firms.values())))


def _ours(reading: Reading, piece: int) -> list[Argument]:
    return [one for one in reading.views[piece].in_order() if one.refers_to == OWN_VOICE]


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
    ours = [doc[our.start] for our in _ours(reading, piece)]
    verbs = [our.head for our in ours if our.dep_ in _SUBJECTS]
    return root.dep_ in _SUBJECTS and any(_is_under(root.head, verb) or _is_under(verb, root.head) for verb in verbs)


def _is_under(verb: Token, main: Token) -> bool:
    return verb.dep_ == "advcl" and verb.head == main


def has_the_rights(doc: Doc, one: Argument) -> bool:
    """Whether the text is said to be its own: `© 2025 Korvelo AS`."""
    before = [token.lower_ for token in doc[max(0, one.start - 3) : one.start] if token.is_alpha or token.text == "©"]
    return bool(before) and before[-1] in _COPYRIGHT


def _is_masthead(doc: Doc, one: Argument) -> bool:
    """`Korvelo | Products | About us`, `The Korvelo Foundation`: the name alone, or before a bar or a wide gap."""
    opens = all(token.lower_ == "the" or not token.is_alpha for token in doc[: one.start])
    behind = doc[one.end : one.end + 1]
    return opens and (not len(behind) or behind[0].is_space or behind[0].text in _BARS)


def _is_imprint(doc: Doc, one: Argument) -> bool:
    """`Korvelo AS, Telliskivi 60a, Tallinn`: the name at the head of a line, and a number in the address behind it."""
    opens = not any(token.is_alpha for token in doc[: one.start])
    behind = doc[one.end : one.end + 1 + _LONGEST_STREET]
    return opens and len(behind) > 1 and behind[0].text in {",", "."} and any(token.text[:1].isdigit() for token in behind)


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
