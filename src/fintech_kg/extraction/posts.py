"""Posts: from a view to the people in it and the posts that its sentences give them, whether or not they say at whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.flat import head_of_post
from fintech_kg.extraction.nominal import denoted
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.extraction.qualifiers import post_bounds
from fintech_kg.extraction.status import status_of
from fintech_kg.model import Kind, Status
from fintech_kg.ontology import Relation

_PEOPLE = frozenset({Kind.PERSON})
_AGE = frozenset({",", "(", ")", "age", "aged", "the", "–", "-", ":"})
_FARTHEST = 6
_LISTED = 4


@dataclass(frozen=True, slots=True)
class Post:
    """A person's argument, the tokens from `start` to `end` that name the post, and how the sentence puts it."""

    person: Argument
    start: int
    end: int
    status: Status


def posts(view: View, relation: Relation) -> Iterator[Post]:
    """The posts in text order; `relation` is the one whose role nouns they are."""
    last: tuple[int, list[Post]] = 0, []
    for noun in view.doc:
        if noun.lower_ in relation.role_words and noun.pos_ in {"NOUN", "PROPN"} and view.at(noun) is None:
            if head_of_post(view, noun, relation.role_words) != noun:
                continue
            start, end = post_bounds(view, noun)
            people = sorted(set(_by_tree(view, noun)) or set(_by_order(view, start, end)))
            made = [Post(one, start, end, _status(view, noun, one, relation)) for one in people]
            if not made and 0 < start - last[0] <= _LISTED and _joins(view.doc[last[0] : start]):
                made = [replace(one, start=start, end=end) for one in last[1]]
            last = end, made
            yield from made


def _status(view: View, noun: Token, person: Argument, relation: Relation) -> Status:
    root = view.doc[person.start : person.end].root
    return status_of(noun, (root, noun), relation, view.ontology)


def _joins(between: Span) -> bool:
    """Whether one post follows on the other: `president, treasurer and secretary`."""
    return all(token.lower_ in {",", "and", "&", "as", "a", "the"} for token in between)


def _by_tree(view: View, noun: Token) -> Iterable[Argument]:
    """`Ann Lee is chairman`, `served as chairman`, `Ann Lee, the chairman`."""
    return [one for head in denoted(view, noun) for one in phrase_arguments(view, head, _PEOPLE, alone=True)]


def _by_order(view: View, start: int, end: int) -> Iterator[Argument]:
    """`Chief executive Ann Lee`, `Ann Lee, 56, chief executive`."""
    behind = view.name_at(end, Kind.PERSON)
    if behind is not None:
        yield behind
        return
    i = start - 1
    while i >= max(0, start - _FARTHEST) and (view.doc[i].lower_ in _AGE or view.doc[i].pos_ == "NUM"):
        i -= 1
    before = view.name_at(i, Kind.PERSON) if i < start - 1 else None
    if before is not None:
        yield before
