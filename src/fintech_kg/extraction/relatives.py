"""Relative pronouns: from a Doc and its arguments to the pronouns that take one of them up, each with what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from fintech_kg.extraction.candidates import Argument
from fintech_kg.model import Kind

RELATIVE = "relative"
"""What a relative pronoun refers to: the argument that `relative_pronouns` gives with it."""

_FIRMS = frozenset({Kind.ORGANISATION})
_TAKEN_UP = {
    "who": frozenset({Kind.PERSON}), "whom": frozenset({Kind.PERSON}), "whose": frozenset({Kind.PERSON, Kind.ORGANISATION}),
    "which": _FIRMS, "that": _FIRMS, "where": frozenset({Kind.PLACE, Kind.ORGANISATION}),
}  # fmt: skip
_TAGS = frozenset({"WP", "WP$", "WDT", "WRB"})
_CLAUSES = frozenset({"relcl", "acl", "ccomp", "advcl"})
_OPENING = frozenset({",", "(", "–", "-", "—", "of", "in", "at", "for", "with", "from", "and"})
_HIGHEST = 4


def relative_pronouns(doc: Doc, arguments: Mapping[int, Argument]) -> Iterator[tuple[Argument, Argument]]:
    """Each relative pronoun as an argument, with the one that it takes up; `arguments` gives those of the Doc by token."""
    for token in doc:
        kinds = _TAKEN_UP.get(token.lower_)
        if kinds is None or token.tag_ not in _TAGS or token.i in arguments:
            continue
        meant = _by_tree(token, arguments, kinds) or _by_order(token, arguments, kinds)
        if meant is not None:
            yield Argument(token.i, token.i + 1, meant.kind, refers_to=RELATIVE), meant


def _by_tree(pronoun: Token, arguments: Mapping[int, Argument], kinds: frozenset[Kind]) -> Argument | None:
    """What its clause hangs on: `FeedBurner, which Google bought`; also `Tobin was an economist who served`."""
    node = pronoun
    for _ in range(_HIGHEST):
        if node.dep_ in _CLAUSES or node.dep_ == "ROOT":
            break
        node = node.head
    head = node.head
    if node.dep_ != "relcl" or head.i > pronoun.i:
        return None
    for place in (head, *_denoted(head)):
        found = arguments.get(place.i)
        if found is not None:
            return found if found.kind in kinds else None
    return None


def _denoted(noun: Token) -> Iterator[Token]:
    """What a noun without a name is said of: the name that it stands beside, or the subject of `is a`."""
    if noun.dep_ == "appos":
        yield noun.head
    if noun.dep_ == "attr":
        yield from (child for child in noun.head.children if child.dep_ == "nsubj")


def _by_order(pronoun: Token, arguments: Mapping[int, Argument], kinds: frozenset[Kind]) -> Argument | None:
    """The name right before it, or before the place or owner that stands between: `the church in Chaseburg where`."""
    i = pronoun.i - 1
    while i >= pronoun.sent.start and (pronoun.doc[i].lower_ in _OPENING or pronoun.doc[i].pos_ == "ADP"):
        i -= 1
    found = arguments.get(i)
    return found if found is not None and found.kind in kinds else None
