"""The frames of seats: organisations with the place that stands beside them, `Spain's Kestrel Pay`, `Kestrel Pay (Bergen)`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.nominal import denoted
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.extraction.topics import is_sign
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

_DASHES = frozenset({"–", "—", "-", "|", "·"})
_ENDS = frozenset({".", ";", "·", "|", "•"})
_WIDE = frozenset({"Country", "Region"})
_LONGEST_STREET = 6
_LONGEST_REGION = 3
_LONGEST_DESCRIPTION = 6
_FIRMS = frozenset({Kind.ORGANISATION})


def seat_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """Each organisation with the place that a possessive, a bracket or a label gives it.

    A country in a bracket of a sentence is rather the part of a group that is meant: `Kestrel Pay (UK) said`.
    """
    firms = view.names(Kind.ORGANISATION)
    yield from _of_nouns(view, relation)
    yield from _of_appositions(view, relation)
    is_list = not is_sentence(view.doc)
    for one in firms:
        for place in _behind(view, one, frozenset("(")):
            if (is_list or not _is_wide(view, place)) and _closes(view, place):
                yield _candidate(relation, one, place, one.end, "bracket")
        owned = one.start > 1 and view.doc[one.start - 1].text in {"'s", "’s"}
        owner = view.name_at(one.start - 2, Kind.PLACE) if owned else None
        if owner is not None:
            yield _candidate(relation, one, owner, one.start - 1, "possessive")
    if firms and _opens(view, firms[0]):
        yield from _labelled(view, firms[0], relation)


def _of_nouns(view: View, relation: Relation) -> Iterator[Candidate]:
    """`Kestrel Pay, a Bristol start-up`, `the Dublin lender Kestrel Pay`, `the Lagos company`: a city before a noun."""
    for place in view.names(Kind.PLACE):
        described = view.doc[place.end : place.end + _LONGEST_DESCRIPTION]
        last = next((token for token in described if _is_firm(view, token)), None)
        if last is None or not _modifies(view, place, last):
            continue
        noun = _whole(last).root
        behind = view.at(last.nbor()) if last.i + 1 < len(view.doc) else None
        if _is_wide(view, place) and (behind is None or behind.refers_to is not None or place.end != _whole(last).start):
            continue  # but `the Luxembourg firm Kestrel Pay`
        if behind is not None and behind.kind is Kind.ORGANISATION and behind.refers_to is None:
            holders = [behind]
        else:
            holders = [one for head in denoted(view, noun) for one in phrase_arguments(view, head, _FIRMS, alone=True)]
            taken_up = view.at(last) or _before_comma(view, place)
            holders = holders or ([] if taken_up is None else [taken_up])
        for one in holders:
            yield _candidate(relation, one, place, noun.i, "modifier")


def _of_appositions(view: View, relation: Relation) -> Iterator[Candidate]:
    """`Kestrel Pay, a payment company in Bergen`: the city behind a noun that says what a firm is."""
    for place in view.names(Kind.PLACE):
        head = view.doc[place.start : place.end].root
        noun = head.head.head
        if head.dep_ != "pobj" or head.head.lower_ != "in" or _is_wide(view, place) or noun.dep_ != "appos":
            continue
        firm = view.name_at(noun.head.i, Kind.ORGANISATION)
        described = (
            view.at(noun) is None and noun.tag_ == "NN" and any(child.dep_ in {"det", "poss"} for child in noun.children)
        )
        if described and firm is not None and firm.end <= noun.i:
            yield _candidate(relation, firm, place, noun.i, "apposition")


def _before_comma(view: View, place: Argument) -> Argument | None:
    """The firm of `Kestrel Pay, a Bristol start-up`, whatever the parser makes of it."""
    article = next((i for i in range(place.start - 1, max(0, place.start - 4), -1) if view.doc[i].pos_ == "DET"), 0)
    return view.name_at(article - 2, Kind.ORGANISATION) if article > 1 and view.doc[article - 1].text == "," else None


def _is_firm(view: View, token: Token) -> bool:
    cls, named = view.ontology.nouns.get(_whole(token).text.lower()), view.at(token)
    is_named = named is not None and named.refers_to is None
    return cls is not None and view.ontology.classes[cls] is Kind.ORGANISATION and not is_named


def _whole(last: Token) -> Span:
    """The word with what a hyphen joins to it: `start-up`."""
    hyphened = last.i > 1 and last.nbor(-1).text == "-"
    return last.doc[last.i - 2 if hyphened else last.i : last.i + 1]


def _modifies(view: View, place: Argument, noun: Token) -> bool:
    """Whether only adjectives and nouns stand between the place and the noun, and an article or nothing before it."""
    between = view.doc[place.end : _whole(noun).start]
    before = view.doc[place.start - 1] if place.start else None
    opened = before is not None and (before.pos_ == "DET" or before.dep_ in {"amod", "compound"})
    return opened and all(token.pos_ in {"NOUN", "ADJ", "PROPN"} or token.text == "-" for token in between)


def _labelled(view: View, one: Argument, relation: Relation) -> Iterator[Candidate]:
    """`Kestrel Pay – Lusaka, Zambia`, `Kestrel Pay, Nairobi`, and addresses: `Kestrel Pay AS, Telliskivi 60a, Tallinn`."""
    for place in (*_behind(view, one, _DASHES), *_behind_signs(view, one), *_behind_from(view, one)):
        if _ends(view, _last(view, place).end) or _is_region(view, _last(view, place).end):
            yield _candidate(relation, one, place, one.end, "label")
    for place in (*_behind(view, one, frozenset(",")), *_behind_street(view, one)):
        last = _last(view, place).end
        behind = last + 1 if last < len(view.doc) and view.doc[last].text[-1:].isdigit() else last  # `Edinburgh EH1`
        whole = last >= len(view.doc) - 1 or _has_the_rights(view, one) or place.start > one.end + 1
        if whole and _ends(view, behind):
            yield _candidate(relation, one, place, one.end, "label")


def _behind_signs(view: View, one: Argument) -> Iterator[Argument]:
    """The place behind a flag or another sign: `Kestrel Pay 🇪🇪 Tallinn`."""
    at = one.end
    while at < len(view.doc) and is_sign(view.doc[at]):
        at += 1
    place = view.name_at(at, Kind.PLACE) if at > one.end else None
    if place is not None:
        yield place


def _behind_from(view: View, one: Argument) -> Iterator[Argument]:
    """The place of a line that is no sentence: `Kestrel Pay, from Tallinn.`"""
    at = one.end + (view.doc[one.end : one.end + 1].text == ",")
    if at + 1 < len(view.doc) and view.doc[at].lower_ == "from" and not is_sentence(view.doc[at].sent):
        place = view.name_at(at + 1, Kind.PLACE)
        if place is not None:
            yield place


def _has_the_rights(view: View, one: Argument) -> bool:
    """`© Kestrel Pay B.V., Amsterdam`."""
    return any(token.text == "©" for token in view.doc[max(0, one.start - 2) : one.start])


def _candidate(relation: Relation, one: Argument, place: Argument, trigger: int, how: str) -> Candidate:
    return Candidate(relation.name, one, place, trigger, f"places:{how}")


def _behind(view: View, one: Argument, marks: frozenset[str]) -> Iterator[Argument]:
    """The place behind one of the marks that follows the name."""
    if one.end + 1 < len(view.doc) and view.doc[one.end].text in marks:
        place = view.name_at(one.end + 1, Kind.PLACE)
        if place is not None:
            yield place


def _behind_street(view: View, one: Argument) -> Iterator[Argument]:
    """The place behind a street and its number."""
    doc, at = view.doc, one.end
    if doc[at : at + 1].text != ",":
        return
    street = doc[at + 1 : at + 1 + _LONGEST_STREET]
    comma = next((token.i for token in street if token.text == ","), None)
    if comma is not None and any(char.isdigit() for char in doc[at + 1 : comma].text) and comma + 1 < len(doc):
        place = view.name_at(comma + 1, Kind.PLACE)
        if place is not None:
            yield place


def _last(view: View, place: Argument) -> Argument:
    """The last of the places that go on behind commas: `Zambia` of `Lusaka, Zambia`."""
    following = view.doc[place.end : place.end + 2]
    after = view.at(following[1]) if len(following) == 2 and following[0].text == "," else None
    return _last(view, after) if after is not None and after.kind is Kind.PLACE and after.start > place.start else place


def _closes(view: View, place: Argument) -> bool:
    end = _last(view, place).end
    return end < len(view.doc) and view.doc[end].text == ")"


def _ends(view: View, at: int) -> bool:
    return at >= len(view.doc) or view.doc[at].text in _ENDS or view.doc[at].is_space


def _is_region(view: View, comma: int) -> bool:
    """Whether nothing but a comma and a word or two in capitals goes on to the end: `Kinshasa, DRC`."""
    rest = view.doc[comma:]
    return rest[0].text == "," and len(rest) <= _LONGEST_REGION and all(token.text[:1].isupper() for token in rest[1:])


def _is_wide(view: View, place: Argument) -> bool:
    concept = view.ontology.concepts.get(place.concept or "")
    return concept is not None and bool(_WIDE & set(concept.types)) and _last(view, place) == place


def _opens(view: View, one: Argument) -> bool:
    """Whether nothing but bullets, numbers and marks stands before the name."""
    return not any(token.is_alpha for token in view.doc[: one.start])
