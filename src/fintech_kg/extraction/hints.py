"""From two things of one sentence to the words that a new trigger could be made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.model import Kind
from fintech_kg.ontology import TriggerForm

_SUBJECTS = {"nsubj", "nsubjpass"}
_OWNERS = {"poss", "compound", "nmod"}
_CLAUSES = {"ccomp", "advcl", "relcl", "conj"}
_WORDS = {"ADP", "NOUN", "VERB", "SCONJ"}
_MOST_WORDS = 5
_MOST_ARGUMENTS = 12


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """Words as the ontology writes a trigger, their form, the kinds of the two ends, and the text between the two."""

    trigger: str
    form: TriggerForm
    subject: Kind
    object: Kind
    between: str


def hints(view: View, sentence: Span, entity_of: Callable[[Argument], str | None]) -> list[Hint]:
    """The hints of a sentence: what joins two of its things in the parser's tree.

    Each trigger once, and none that only goes on where another ends.
    """
    within = sorted({view.arguments[token.i] for token in sentence if token.i in view.arguments})[:_MOST_ARGUMENTS]
    known = [(one, entity) for one in within if (entity := entity_of(one)) is not None]
    found: dict[str, Hint] = {}
    for (first, its), (second, other) in combinations(known, 2):
        one = None if its == other else _hint(view, first, second)
        if one is not None:
            found.setdefault(one.trigger, one)
    return [one for trigger, one in sorted(found.items()) if not any(trigger.startswith(f"{other} ") for other in found)]


def _hint(view: View, first: Argument, second: Argument) -> Hint | None:
    start, end = _listed_first(view, first), _listed_first(view, second)
    meeting = next((token for token in (start, *start.ancestors) if token == end or token.is_ancestor(end)), end)
    down = _between(meeting, end)
    chain = down if view.at(meeting) == view.at(start) else [meeting, *down]
    if not chain or meeting == end or end.dep_ == "poss" or any(view.at(token) is not None for token in chain):
        return None
    top = next((token for token in (start, *start.ancestors) if token.head == meeting), None)
    said = _said(chain, "acl" if chain is down or top is None else top.dep_)
    if said is None:
        return None
    ends = (second.kind, first.kind) if chain[-1].dep_ == "agent" else (first.kind, second.kind)
    return Hint(" ".join(said[1][:_MOST_WORDS]), said[0], *ends, " ".join(view.doc[first.end : second.start].text.split()))


def _listed_first(view: View, one: Argument) -> Token:
    """The head of the thing, or of the first in the list that it stands in."""
    root = view.doc[one.start : one.end].root
    while root.dep_ == "conj" and view.at(root.head) is not None:
        root = root.head
    return root


def _between(top: Token, bottom: Token) -> list[Token]:
    """The tokens under `top` on the way to `bottom`, without the two."""
    way: list[Token] = []
    for token in bottom.ancestors:
        if token == top:
            break
        way.append(token)
    return way[::-1]


def _said(chain: Sequence[Token], role: str) -> tuple[TriggerForm, list[str]] | None:
    """The form and the words of the chain from what joins the two things to the second; `role` is the first one's there."""
    head, *rest = chain
    if any(token.dep_ in _CLAUSES for token in rest):
        return None
    if head.lemma_ == "be":
        return _said(rest, "appos") if rest else None
    if head.pos_ in {"VERB", "AUX"} and (role in _SUBJECTS or head.dep_ in {"relcl", "acl"}):
        if rest and rest[-1].dep_ == "agent":
            return TriggerForm.VERB, _verb(head)
        passive = ["be"] if any(child.dep_ == "auxpass" for child in head.children) else []
        return TriggerForm.VERB, [*passive, *_verb(head), *_object_noun(head, rest), *_words(rest)]
    if head.pos_ == "NOUN" and rest and rest[0].dep_ == "prep" and (role in _OWNERS or role == "appos" or head.dep_ == "appos"):
        form = TriggerForm.NOUN if role in _OWNERS else TriggerForm.RELATIONAL
        return form, [_lemma(head), *_words(rest)]
    return None


def _verb(verb: Token) -> list[str]:
    """The verb with its particle."""
    return [_lemma(verb), *(child.lower_ for child in verb.children if child.dep_ == "prt")]


def _object_noun(verb: Token, rest: Sequence[Token]) -> list[str]:
    """`deal` of `signed a deal with`, where the parser hangs the preposition on the verb."""
    if not rest or rest[0].dep_ != "prep":
        return []
    return [_lemma(child) for child in verb.children if child.dep_ == "dobj" and child.pos_ == "NOUN" and child.i < rest[0].i]


def _words(tokens: Sequence[Token]) -> list[str]:
    return [_lemma(token) for token in tokens if token.pos_ in _WORDS]


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
