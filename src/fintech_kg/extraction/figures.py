"""A figure as it hangs in its sentence: from a value's span to what governs it, past prepositions and adverbs of degree."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import View
from fintech_kg.model import Value
from fintech_kg.ontology import Cue

VERBS = {"VERB", "AUX"}
PERIODS = {"year", "quarter", "month", "week", "day", "annum"}
_SIGNS = frozenset("+-–−")
_WORTH = {"worth", "valued", "totalling", "totaling", "exceeding"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value measures. `words` name the quantity itself, also where the value is a change of it.

    `sign` is -1 for a fall and for a loss; `former`: the value held before a change; `borrowed`: the quantity is that of the
    observation before; `head` and `verb` are the tokens to find the owner by; `end` is where the words end in the Doc.
    """

    words: str
    sign: int = 1
    change: bool = False
    former: bool = False
    borrowed: bool = False
    head: Token | None = None
    verb: Token | None = None
    end: int = 0

    @property
    def text(self) -> str:
        if not self.change:
            return self.words
        return f"change in {self.words}" if self.words else "change"


Earlier = tuple[tuple[Measure, Value], ...]
"""The measures before in the same sentence, each with its value."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as it hangs in its sentence: what governs it, past the prepositions and adverbs of degree on the way."""

    view: View
    span: Span
    value: Value
    earlier: Earlier
    governor: Token | None
    via: tuple[Token, ...]

    @property
    def before(self) -> Measure | None:
        """The last measure before in the sentence, of a value with the same unit where there is one."""
        same = [measure for measure, value in self.earlier if value.unit == self.value.unit and not measure.change]
        return same[-1] if same else self.earlier[-1][0] if self.earlier else None

    def has(self, token: Token | None, cue: Cue) -> bool:
        cues = self.view.ontology.cues[cue]
        return token is not None and (token.lemma_.lower() in cues or token.lower_ in cues)

    @property
    def preposition(self) -> str | None:
        """The word right before the value where that leads to it, whatever the parser makes of it; else the nearest above."""
        before = beside(self.span, -1)
        if before is not None and before.lower_ in {"from", "to", "by"}:
            return before.lower_
        return next((token.lower_ for token in self.via if token.dep_ in {"prep", "agent", "quantmod"}), None)

    @property
    def direction(self) -> int:
        """-1 or 1 where `down`, `more`, a sign or the like stands over the value, else 0."""
        if self.is_signed:
            return -1 if self.value.number < 0 else 1
        around = [*self.via, *_neighbours(self.span)]
        if any(self.has(token, Cue.FALL) for token in around if token.pos_ not in VERBS | {"NOUN"}):
            return -1
        return int(any(self.has(token, Cue.RISE) for token in around if token.pos_ not in VERBS | {"NOUN"}))

    @property
    def is_signed(self) -> bool:
        """Whether it is a share with a sign, or a number with one in brackets, and so a change: `(+52%)`, `(+900)`."""
        before = beside(self.span, -1)
        apart = self.value.unit == "%" or (before is not None and before.text == "(")
        return apart and self.value.text[:1] in _SIGNS

    @property
    def is_worth(self) -> bool:
        """Whether it stands behind `worth`."""
        return any(token.lower_ in _WORTH for token in self.via)

    def sign_of(self, word: Token) -> int:
        return -1 if self.has(word, Cue.FALL) else 1 if self.has(word, Cue.RISE) else 0


def figure_of(view: View, span: Span, value: Value, earlier: Earlier) -> Figure:
    """The figure at a span of the view's Doc."""
    head, via = _governor(span)
    return Figure(view, span, value, earlier, head, via)


def _governor(span: Span) -> tuple[Token | None, tuple[Token, ...]]:
    via: list[Token] = []
    node = span.root
    while node.dep_ != "ROOT":
        node = node.head
        if node in span:
            return None, tuple(via)
        passes = (
            node.lemma_.lower() in PERIODS
            or node.pos_ in {"ADP", "ADV", "SCONJ", "PART"}
            or node.tag_ in {"JJR", "RBR", "IN", "TO"}
        )
        passes = passes or is_figure(node) or (node.lower_ in _WORTH and (node.pos_ != "VERB" or node.dep_ == "acl"))
        if not passes:
            return node, tuple(via)
        via.append(node)
    return None, tuple(via)


def _neighbours(span: Span) -> list[Token]:
    """The adverbs right before and right behind a value: `up 5%`, `5% more`, `up from 5%`."""
    before, after = beside(span, -1), beside(span, 0)
    found = [] if before is None else [before]
    if before is not None and before.lower_ in {"from", "by"}:
        found += [token for token in [beside(span, -2)] if token is not None]
    if after is not None and (after.tag_ in {"JJR", "RBR"} or after.lower_ == "off"):
        found.append(after)
    return [token for token in found if token.pos_ not in VERBS and token.dep_ != "prt"]


def is_figure(token: Token) -> bool:
    return token.like_num or token.text[:1].isdigit() or token.text in {"%", "million", "billion", "trillion", "$", "£", "€"}


def beside(span: Span, offset: int) -> Token | None:
    """The token so many behind the value; with -1, the one right before it."""
    step = 1 if offset >= 0 else -1
    at = span.end if offset >= 0 else span.start - 1
    doc, sentence = span.doc, span.sent
    first, end = sentence.start, sentence.end
    for _ in range(abs(offset + (offset < 0)) + 1):
        while first <= at < end and doc[at].is_space:
            at += step
        at += step
    at -= step
    return doc[at] if first <= at < end else None


def verb_over(token: Token) -> Token | None:
    while token.dep_ != "ROOT":
        token = token.head
        if token.pos_ in VERBS:
            return token
    return None


def is_money(value: Value) -> bool:
    return value.unit is not None and len(value.unit) == 3 and value.unit.isupper()
