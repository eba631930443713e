"""Clean noun phrases: from a head in a sentence to the words that name what it stands for, without figure, date and owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import View
from fintech_kg.extraction.mentions import DATES
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology

_BEFORE = frozenset("compound amod nmod advmod npadvmod nummod quantmod".split())
_NOT_AFTER = frozenset("relcl cc conj punct appos advcl mark parataxis npadvmod advmod".split())
_ARTICLES = frozenset("the a an its their his her our my this that these those some another".split())
_BOUNDS = frozenset("about around nearly almost approximately roughly some over under least most than more only just".split())
# `transactions worth $4 million`: two figures of the same.
_AMOUNTING = frozenset({"worth", "totalling", "totaling"})
_OWNERS = {"of", "at", "by", "for", "from", "with"}
# `scan`, `drop`: one syllable with one short vowel, whose last letter is doubled.
_DOUBLING = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]$")
# Emojis and other marks, which page makers put before words.
_MARKS = re.compile(r"^[^\w$€£¥%(\"“'’]+|[^\w%)\"”'’.+]+$")
_LONGEST = 14


def noun_phrase(view: View, head: Token, value: Span) -> str:
    """The words of the phrase that `head` heads, at most fourteen; without articles, owners, dates and the value's own."""
    tokens = sorted(set(_members(view, head, value)), key=lambda token: token.i)
    dated = {token.i for span in value.doc.spans.get(DATES, ()) for token in _dated(span)}
    left = [token for token in tokens if token.i not in dated and token not in value]
    while left and (left[0].lower_ in _ARTICLES | _BOUNDS or left[0].is_punct or left[0].dep_ == "prep"):
        left = left[1:]
    while left and (left[-1].is_punct or left[-1].dep_ == "prep"):
        left = left[:-1]
    return _uncapitalised(left, words(left[:_LONGEST]))


def _uncapitalised(tokens: list[Token], text: str) -> str:
    """A sentence's first word as it would stand further on."""
    opens = bool(tokens) and tokens[0].is_sent_start and tokens[0].is_title and tokens[0].pos_ != "PROPN"
    return f"{text[0].lower()}{text[1:]}" if opens else text


def phrase_end(view: View, head: Token, value: Span) -> int:
    """Where the phrase ends in the Doc."""
    return max(token.i for token in _members(view, head, value)) + 1


def words(tokens: Iterable[Token]) -> str:
    """The tokens as running text."""
    joined = "".join(token.text_with_ws if token.i + 1 < len(token.doc) else token.text for token in tokens)
    return _MARKS.sub("", re.sub(r"\s+", " ", joined).strip(" ,;:()*>+|·•"))


def _members(view: View, head: Token, value: Span) -> Iterator[Token]:
    for child in head.lefts:
        if child.dep_ in _BEFORE and not child.is_punct:
            yield from child.subtree
        elif child.is_punct and child.text == "-":
            yield child
    yield head
    for child in head.rights:
        if child.dep_ in _NOT_AFTER:
            return
        if any(token in value for token in child.subtree) or child.lower_ in _AMOUNTING:
            continue
        if not _is_owner(view, child):
            yield from child.subtree


def _is_owner(view: View, child: Token) -> bool:
    """`revenue at Octavo Pay`: whose it is is no part of what is measured."""
    if child.lower_ not in _OWNERS:
        return False
    arguments = [view.at(grandchild) for grandchild in child.children if grandchild.dep_ == "pobj"]
    return any(one is not None and one.kind in {Kind.ORGANISATION, Kind.PERSON} for one in arguments)


def _dated(span: Span) -> Iterator[Token]:
    """A date that holds a digit, with its preposition and `alone`."""
    if not any(char.isdigit() for char in span.text):
        return
    if span.start > 0 and span.doc[span.start - 1].pos_ == "ADP":
        yield span.doc[span.start - 1]
    yield from span
    if span.end < len(span.doc) and span.doc[span.end].lower_ == "alone":
        yield span.doc[span.end]


def participle(verb: Token, ontology: Ontology) -> str:
    """The verb's past participle: `processed`, `employed`, `taken`."""
    lemma = verb.lemma_.lower()
    known = pairs(ontology.cues[Cue.PARTICIPLE]).get(lemma)
    if known is not None:
        return known
    if verb.tag_ in {"VBD", "VBN"}:
        return verb.lower_
    if lemma.endswith("e"):
        return f"{lemma}d"
    if _DOUBLING.match(lemma):
        return f"{lemma}{lemma[-1]}ed"
    return f"{lemma[:-1]}ied" if lemma.endswith("y") and lemma[-2:-1] not in "aeou" else f"{lemma}ed"


@cache
def pairs(cues: frozenset[str]) -> dict[str, str]:
    """Cues of the form `word: what it gives`, as a mapping."""
    split = (cue.partition(":") for cue in sorted(cues))
    return {word.strip(): given.strip() for word, _, given in split}
