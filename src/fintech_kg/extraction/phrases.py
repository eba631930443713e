"""From a noun phrase's head to the arguments that the phrase stands for, through coordination, apposition and `such as`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue

_MODIFIERS = {"compound", "amod", "nmod", "npadvmod"}
_EXAMPLES = {"including", "like"}
_DEEPEST = 40


def phrase_arguments(
    view: View, head: Token, kinds: frozenset[Kind], *, alone: bool = False, acting: bool | None = False
) -> list[Argument]:
    """The arguments of one of the kinds that the phrase headed by `head` stands for, in text order, each once.

    `alone`: without what is coordinated with it. `acting`: the phrase stands where the trigger's doer does; None: an event
    befalls it, which does not befall who owns it.
    """
    found = (
        _of_head(view, head, kinds, acting=acting) if alone else _of_coordination(view, head, kinds, _DEEPEST, acting=acting)
    )
    return sorted(set(found))


def _of_coordination(
    view: View, head: Token, kinds: frozenset[Kind], depth: int, *, acting: bool | None = False
) -> Iterator[Argument]:
    if depth == 0:
        return
    yield from _of_head(view, head, kinds, acting=acting)
    argument = view.at(head)
    last = view.doc[argument.end - 1] if argument else head
    for token in {head, last}:
        for child in token.children:
            listed = child.dep_ == "conj" or (child.dep_ == "appos" and _continues_list(view, child, token))
            if listed and not has_a_share(view, child):
                yield from _of_coordination(view, child, kinds, depth - 1, acting=acting)


def has_a_share(view: View, child: Token) -> bool:
    """`Visa owns 22% of Kite and Stripe 14%`: the second is an owner too."""
    behind = view.doc[child.i + 1 : child.i + 3]
    return len(behind) == 2 and behind[0].like_num and behind[1].text == "%"


def _continues_list(view: View, child: Token, head: Token) -> bool:
    """The parser takes members of a list for appositions: `A, B and C`, all of one kind."""
    left, right = view.at(head), view.at(child)
    return (
        left is not None
        and right is not None
        and left.kind == right.kind
        and any(grandchild.dep_ in {"conj", "appos"} or grandchild.dep_ == "cc" for grandchild in child.children)
    )


def _of_head(view: View, head: Token, kinds: frozenset[Kind], *, acting: bool | None = False) -> Iterator[Argument]:
    argument = view.at(head)
    if argument is not None and argument.kind in kinds:
        yield argument
        return
    found = list(_beside(view, head, kinds)) or list(_possessor(view, head, kinds, acting=acting))
    if not found:
        found = [one for token in _described(view, head) if (one := view.at(token)) is not None and one.kind in kinds]
    if not found and Kind.TECHNOLOGY in kinds:
        found = list(_technologies(view, head))
    yield from found


def _beside(view: View, head: Token, kinds: frozenset[Kind]) -> Iterator[Argument]:
    """`the lender, DBS,`; `companies such as X and Y`; `the Lagos start-up Tallow`."""
    for child in head.children:
        if child.dep_ == "appos" and (argument := view.at(child)) and argument.kind in kinds:
            yield argument
        elif child.dep_ == "prep" and (child.lower_ in _EXAMPLES or (child.lower_ == "as" and _such(child))):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield from _of_coordination(view, grandchild, kinds, _DEEPEST // 2)


def _described(view: View, head: Token) -> Iterator[Token]:
    """Who a noun is said of: `Paydeck, an institution`, `Paydeck is an institution`."""
    if head.dep_ == "appos":
        yield head.head
    elif head.dep_ == "attr" and head.head.lemma_ == "be" and head.lower_ in view.ontology.nouns:
        yield from (child for child in head.head.children if child.dep_ == "nsubj")


def _possessor(view: View, head: Token, kinds: frozenset[Kind], *, acting: bool | None) -> Iterator[Argument]:
    """`its platform`, `Quay's engineers`: what one's own things and people do, one does; what is done to a part of one or to
    its product is not done to one (`Visa bought Quay's business`)."""
    own, product, part = (head.lemma_.lower() in view.ontology.cues[cue] for cue in (Cue.OWN, Cue.PRODUCT, Cue.PART))
    if not (own or product) or ((part or product or acting is None) and not (acting or _acts(head))):
        return
    for child in () if product else prepositional(head, {"at"}):  # `teams at Quay and Visa`
        yield from _of_coordination(view, child, kinds - {Kind.TECHNOLOGY}, _DEEPEST // 2)
    for child in (*head.children, *(_behind(head) if product else ())):
        if child.dep_ in ({"poss", "compound", "pobj"} if product else {"poss"}):
            argument = view.at(child)
            if argument is not None and argument.kind in kinds - {Kind.TECHNOLOGY}:
                yield argument


def _behind(head: Token) -> Iterator[Token]:
    """`the engine of Quay`."""
    return prepositional(head, {"of"})


def _acts(noun: Token) -> bool:
    """Whether it is a subject, or does something `by` or `with` which it is done."""
    first = noun.head if noun.dep_ == "conj" else noun
    return first.dep_ == "nsubj" or (first.dep_ == "pobj" and first.head.lower_ in {"by", "with"})


def _such(preposition: Token) -> bool:
    return any(child.lower_ == "such" for child in preposition.children) or (
        preposition.i > 0 and preposition.nbor(-1).lower_ == "such"
    )


def _technologies(view: View, head: Token) -> Iterator[Argument]:
    """The technologies that modify the head: `blockchain-based settlement platform` stands for blockchain."""
    for token in _modifiers(head, _DEEPEST):
        argument = view.at(token)
        if argument is not None and argument.kind is Kind.TECHNOLOGY:
            yield argument


def _modifiers(head: Token, depth: int) -> Iterator[Token]:
    for child in head.lefts:
        if depth and child.dep_ in _MODIFIERS:
            yield child
            yield from _modifiers(child, depth - 1)


def outermost(view: View, token: Token) -> Token:
    """The head of the argument that the token belongs to, or the token itself."""
    argument = view.at(token)
    return token if argument is None else view.doc[argument.start : argument.end].root


def prepositional(head: Token, prepositions: set[str]) -> Iterator[Token]:
    """The objects of the prepositions that hang on the head."""
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative", "prt"} and child.lower_ in prepositions:
            for grandchild in child.children:
                if grandchild.dep_ in {"pobj", "pcomp"}:
                    yield grandchild
                elif grandchild.dep_ == "prep" or (grandchild.dep_ == "conj" and grandchild.lower_ in prepositions):
                    yield from (last for last in grandchild.children if last.dep_ == "pobj")
