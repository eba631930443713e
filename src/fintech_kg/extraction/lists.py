"""Lists: from a heading that states a relation (`Members of the alliance:`) and its items to a statement for each item.

The noun that says what the items are takes part in the frames of the heading, in the place of each item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.fates import is_unsure
from fintech_kg.extraction.frames import TriggerIndex, has_modifiers, proposals, with_status
from fintech_kg.extraction.gate import refusal
from fintech_kg.extraction.nominal import relational_candidates
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.model import BlockKind, Kind, Statement
from fintech_kg.ontology import Ontology, TriggerForm

FRAME = "list"
"""The frame of what a heading says of its items; behind it stand the trigger's words."""
_PLURAL = frozenset({"NNS", "NNPS"})
_LINKING = frozenset({"be", "include", "comprise"})


def listed_statements(reading: Reading, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """What the headings of a document say of the items under them."""
    blocks = {block: number for number, block in enumerate(reading.document.blocks)}
    headings = {blocks[piece.block]: at for at, piece in enumerate(reading.pieces) if piece.block.kind is BlockKind.HEADING}
    stated: dict[tuple[int, Kind], list[Candidate]] = {}
    for number, piece in enumerate(reading.pieces):
        over = headings.get(-1 if piece.block.context is None else piece.block.context)
        item = _named_first(reading.views[number]) if piece.block.kind is BlockKind.ITEM else None
        if over is None or item is None:
            continue
        if (over, item.kind) not in stated:
            stated[over, item.kind] = list(_stated(reading.views[over], item.kind, index))
        for one in stated[over, item.kind]:
            yield from _statement(reading, (over, one), (number, item), ontology)


def _named_first(view: View) -> Argument | None:
    """What an item names first, where it is that and no sentence, nor says that it was or may be so."""
    if is_sentence(view.doc) or is_unsure(view.doc, view.ontology):
        return None
    first = next((token for token in view.doc if token.is_alpha), None)
    found = None if first is None else view.at(first)
    return found if found is not None and found.refers_to is None else None


def _stated(view: View, kind: Kind, index: TriggerIndex) -> Iterator[Candidate]:
    """What the heading says of items of the kind, each as an argument in the place of the noun that they are."""
    noun = _open_noun(view)
    if noun is None:
        return
    item = Argument(noun.i, noun.i + 1, kind)
    filled = View(view.doc, {**view.arguments, noun.i: item}, view.ontology)
    found = [one for one in proposals(filled, index, view.ontology) if item in (one.subject, one.object)]
    for word in sorted(_singulars(noun)):
        for relation, trigger in index.by_word.get((TriggerForm.RELATIONAL, word), ()):
            if has_modifiers(noun, trigger):
                stated = relational_candidates(view, noun, relation, trigger, holders=[item])
                found += (with_status(filled, one, view.ontology) for one in stated)
    seen = set()
    for one in found:
        key = (one.relation, one.subject, one.object)
        if key not in seen and refusal(filled, one, view.ontology.relations[one.relation]) is None:
            seen.add(key)
            yield replace(one, frame=f"{FRAME}:{one.frame.partition(':')[2]}")


def _open_noun(view: View) -> Token | None:
    """`Members of X`, `The members of X include`, `The following banks use X`: the noun without a name that the items are."""
    root = next((token for token in view.doc if token.dep_ == "ROOT"), None)
    if root is None or root.pos_ in {"NOUN", "PROPN"}:
        return root if root is not None and view.at(root) is None else None
    places = {"nsubj", "nsubjpass"} if root.lemma_ in _LINKING else {"nsubj", "nsubjpass", "dobj"}
    nouns = [child for child in root.children if child.dep_ in places and child.tag_ in _PLURAL and view.at(child) is None]
    return nouns[0] if len(nouns) == 1 else None


def _singulars(noun: Token) -> set[str]:
    """The noun's lemma and what it may be the plural of; taggers take a heading's capitals for names, which have none."""
    word = noun.lower_
    return {noun.lemma_.lower(), word, word.removesuffix("s"), f"{word.removesuffix('ies')}y" if word.endswith("ies") else word}


def _statement(reading: Reading, stated: tuple[int, Candidate], named: Place, ontology: Ontology) -> Iterator[Statement]:
    """The statement of an item, whose evidence goes from the heading to the item's end."""
    over, one = stated
    is_subject = one.subject.start == one.trigger or reading.views[over].at(reading.pieces[over].doc[one.subject.start]) is None
    other = over, one.object if is_subject else one.subject
    ends = (named, other) if is_subject else (other, named)
    trigger = reading.offsets(over, one.trigger, one.trigger + 1)
    yield from statement_across(reading, ends, trigger, one, ontology, beside=[reading.evidence(over, [0])])
