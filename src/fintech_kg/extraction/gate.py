"""The gate: from a candidate to the reason why it states no fact, or None where nothing speaks against it."""

from __future__ import annotations

from enum import StrEnum

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.status import governors
from fintech_kg.extraction.topics import CELL_ENDS
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Relation

_LEADING = frozenset({"head", "director", "vp", "svp", "evp", "lead"})
_CONDITIONS = {"if", "unless", "whether"}
_CLOSING = {'"', "”", "’", "'", ")", "»", "''"}


class Refusal(StrEnum):
    """Why a candidate becomes no fact. The last two are known only when a whole document was read."""

    SUBJECT_KIND = "subject kind"
    OBJECT_KIND = "object kind"
    QUESTION = "question"
    CONDITION = "condition"
    GOODS = "goods, no business"
    FIELD = "field of a post, no employer"
    CELL = "another cell of the line"
    ANTECEDENT = "antecedent not clear"
    SAME_THING = "subject is object"


def refusal(view: View, one: Candidate, relation: Relation) -> Refusal | None:
    """Why the candidate states no fact, as far as its sentence tells."""
    if one.subject.kind not in relation.domain:
        return Refusal.SUBJECT_KIND
    if one.object.kind not in relation.range:
        return Refusal.OBJECT_KIND
    if _is_of_goods(view, one, relation):
        return Refusal.GOODS
    if _may_be_a_product(view, one, relation):
        return Refusal.ANTECEDENT
    if relation.roles and is_field(view, one.object):
        return Refusal.FIELD
    if one.sort.startswith("verb") and any(_is_cut_off(view, one, end) for end in (one.subject, one.object)):
        return Refusal.CELL
    chain = list(governors(view.doc[one.trigger]))
    if any(_is_conditional(node) for node in chain):
        return Refusal.CONDITION
    return Refusal.QUESTION if _is_asked(chain) else None


def _is_cut_off(view: View, one: Candidate, end: Argument) -> bool:
    """`Berlin · Supervised by BaFin · Terms`: a cell says nothing of what others name, but for what the line is about."""
    if end.refers_to is not None or end == view.topic:
        return False
    between = view.doc[min(end.end, one.trigger) : max(end.start, one.trigger)]
    return any(token.text in CELL_ENDS for token in between)


def _is_of_goods(view: View, one: Candidate, relation: Relation) -> bool:
    """`bought screening software`, `sells cards`: goods, where no business and no named product changes hands."""
    if one.object.kind is not Kind.TECHNOLOGY or not relation.range > {Kind.TECHNOLOGY} or relation.lasting:
        return False
    words = view.doc[one.object.start : one.object.end]
    counted = any(child.dep_ == "nummod" for child in words.root.children)  # `three Skycranes`
    named = not counted and any(token.text[:1].isupper() for token in words)
    return not named and words.root.head.lemma_.lower() not in view.ontology.cues[Cue.PART]


def _may_be_a_product(view: View, one: Candidate, relation: Relation) -> bool:
    """`left Visa to build it`: by the verb it may be a thing that is made, and no firm."""
    if relation.lasting or one.object.refers_to is None or view.doc[one.object.start].lower_ != "it":
        return False
    stated = view.ontology.by_word.get(view.doc[one.trigger].lemma_.lower(), ())
    return any(other.range == {Kind.TECHNOLOGY} for other, trigger in stated if len(trigger.words) == 1)


def is_field(view: View, firm: Argument) -> bool:
    """`Head of Financial Crime, Visa`: capitals that no lexicon knows, behind `head of` and before a comma and another name."""
    doc = view.doc
    if firm.concept is not None or firm.refers_to is not None or firm.start < 2 or firm.end + 1 >= len(doc):
        return False
    heads = doc[firm.start - 1].lower_ == "of" and doc[firm.start - 2].lower_ in _LEADING
    return heads and doc[firm.end].text == "," and doc[firm.end + 1].pos_ == "PROPN"


def _is_conditional(node: Token) -> bool:
    """`if Visa buys Plaid`, `whether Visa bought Plaid`."""
    return node.dep_ in {"advcl", "ccomp", "pcomp"} and any(
        child.lower_ in _CONDITIONS and child.i < node.i for child in node.children
    )


def _is_asked(chain: list[Token]) -> bool:
    """`Will Visa buy Plaid?`, but not `Why did Visa buy Plaid?`, nor a clause beside what is asked."""
    asked = any(node.dep_ in {"ROOT", "ccomp"} and _ends_in_question_mark(node) for node in chain)
    return asked and not any(child.tag_ == "WRB" for node in chain for child in node.children)


def _ends_in_question_mark(clause: Token) -> bool:
    """Whether that is the last mark of the clause, or the one behind it; of the main clause's sentence otherwise."""
    end = clause.sent.end if clause.dep_ == "ROOT" else min(clause.right_edge.i + 2, len(clause.doc))
    for token in reversed(clause.doc[clause.i : end]):
        if token.text == "?":
            return True
        if token.i <= clause.right_edge.i and token.text not in _CLOSING and not token.is_space:
            return False
    return False
