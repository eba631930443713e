"""Figures of change: from a figure to the quantity that rose or fell, or that a level is the former one of."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from fintech_kg.extraction.figures import VERBS, Figure, Measure, beside, is_figure, is_money, verb_over
from fintech_kg.extraction.noun_phrases import noun_phrase, words
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue

_COMPARING = {"compared", "compares", "comparing"}
_AGAINST = {"against", "versus", "vs"}
_PARTITIVE = {"them", "these", "those", "which", "whom"}


def partitive(figure: Figure) -> Measure | None:
    """`70 of them`: part of what was counted before."""
    after = beside(figure.span, 0)
    held = beside(figure.span, 1)
    if after is None or held is None or after.lower_ != "of" or held.lower_ not in _PARTITIVE or figure.before is None:
        return None
    return replace(figure.before, borrowed=True, sign=1, change=False)


def gapped(figure: Figure) -> Measure | None:
    """`Alder owns 22% of Corvane and Birchwood 14%`: what was measured before, of whom stands right before the value."""
    before = beside(figure.span, -1)
    name = None if before is None else figure.view.at(before)
    same = [measure for measure, value in figure.earlier if value.unit == figure.value.unit is not None and not measure.change]
    if name is None or not same or name.end != figure.span.start or name.kind is Kind.PLACE:
        return None
    return replace(same[-1], borrowed=True, sign=1)


def coordinated(figure: Figure) -> Measure | None:
    """`losses of $4 million and $7 million in 2024 and 2023`: the second of two amounts of the same."""
    root, joint = figure.span.root, beside(figure.span, -1)
    if root.dep_ != "conj" or not is_figure(root.head) or joint is None or joint.lower_ not in {"and", "or", ","}:
        return None
    same = [measure for measure, value in figure.earlier[-1:] if value.unit == figure.value.unit is not None]
    return replace(same[-1], borrowed=True) if same else None


def set_beside(figure: Figure) -> Measure | None:
    """`processed $61 billion, compared with $55 billion in 2023`: what was measured before, at another time or elsewhere."""
    before, over = beside(figure.span, -1), beside(figure.span, -2)
    if before is None or figure.before is None:
        return None
    compares = over is not None and over.lower_ in _COMPARING and before.lower_ in {"with", "to"}
    return borrowed(figure) if compares or before.lower_ in _AGAINST else None


def former(figure: Figure) -> Measure | None:
    """`up from 47%`, `cut from 14 basis points`: what the level was before."""
    before = beside(figure.span, -1)
    if before is None or "from" not in {before.lower_, figure.preposition} or figure.preposition not in {"from", None}:
        return None
    verb = figure.governor
    if not figure.direction and not (verb is not None and (figure.sign_of(verb) or figure.has(verb, Cue.LEVEL))):
        return None
    own = None if verb is None or not figure.sign_of(verb) else quantity(figure, verb)
    found = own if own is not None and own.words else borrowed(figure) or (None if verb is None else quantity(figure, verb))
    return None if found is None else replace(found, former=True, sign=1, change=False)


def compared(figure: Figure) -> Measure | None:
    """`up 23%`, `11% more than a year earlier`: a change in what was measured before, or in the verb's quantity."""
    after = beside(figure.span, 0)
    is_set_off = figure.value.unit == "%" and after is not None and after.lower_ in {"below", "above"}
    if not figure.direction or (figure.preposition in {"to", "at", "of", "below", "above"} and not is_set_off):
        return None
    if figure.value.unit is None or figure.has(figure.governor, Cue.DEAL):
        return None
    own = _off(figure) or borrowed(figure)
    verb = figure.governor
    if own is None and verb is not None:
        own = quantity(figure, verb) if verb.pos_ in VERBS else Measure(noun_phrase(figure.view, verb, figure.span), head=verb)
    return None if own is None else replace(own, change=True, former=False, sign=figure.direction)


def _off(figure: Figure) -> Measure | None:
    """`5 basis points off the fee`."""
    off = beside(figure.span, 0)
    if off is None or off.lower_ != "off":
        return None
    noun = next((child for child in off.children if child.dep_ == "pobj"), None)
    return None if noun is None else Measure(noun_phrase(figure.view, noun, figure.span), head=noun)


def changing_noun(figure: Figure) -> Measure | None:
    """`a 12% increase in revenue`, `a rise of 17%`, `revenue growth of 12%`, `a 5% fee cut`."""
    noun = figure.governor
    if (
        noun is None
        or noun.pos_ != "NOUN"
        or not (sign := figure.sign_of(noun))
        or figure.preposition not in {None, "of", "by"}
    ):
        return None
    inside = [child for child in noun.rights if child.dep_ == "prep" and child.lower_ in {"in", "of", "to", "for"}]
    heads = [one for child in inside for one in child.children if one.dep_ == "pobj" and one not in figure.span]
    modifiers = [token for token in noun.lefts if token.dep_ in {"compound", "amod", "nmod"} and token not in figure.span]
    named = [token for token in modifiers if token.dep_ != "amod"]
    if heads:
        own = Measure(noun_phrase(figure.view, heads[0], figure.span), head=heads[0])
    elif named:
        own = Measure(words(modifiers), head=noun)
    else:
        own = borrowed(figure) or Measure("", head=noun)
    return replace(own, change=True, sign=sign, former=False, verb=verb_over(noun))


def changing_verb(figure: Figure) -> Measure | None:
    """`revenue rose 12% to $5m`, `cut the fee by 34%`: the change, and behind `to` or `at` the level."""
    verb = figure.governor
    if verb is None or verb.pos_ not in VERBS or not (sign := figure.sign_of(verb)):
        return None
    if figure.preposition not in {None, "by", "to", "at", "below", "above", "than", "between"}:
        return None
    own = quantity(figure, verb)
    if not own.words and figure.preposition is None and is_money(figure.value):
        return None  # `raised $40 million`
    if figure.preposition in {"to", "at", "below", "above"}:
        return own
    if figure.preposition is None and figure.value.unit is None:
        return None
    return replace(own, change=True, sign=sign)


def quantity(figure: Figure, verb: Token) -> Measure:
    """What a verb of change or level is said of: its object, else its subject; a name says whose and not what."""
    objects = [one for one in verb.children if one.dep_ == "dobj" and one not in figure.span and not is_figure(one)]
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    for head in [*objects, *subjects]:
        if head.dep_ == "dobj" and figure.has(verb, Cue.LEVEL) and figure.sign_of(head):
            continue  # `hit 31 million, a rise of 70%`
        if head.pos_ in {"NOUN", "PROPN"} and _is_measured(figure, head) and head not in figure.span:
            return Measure(noun_phrase(figure.view, head, figure.span), head=head, verb=verb)
    before = figure.before
    return Measure("" if before is None or verb.dep_ != "conj" else before.words, verb=verb)


def _is_measured(figure: Figure, head: Token) -> bool:
    """Whether a noun says what and not whose: `remittances`, which is a technology's plural, and no name."""
    named = figure.view.at(head)
    return named is None or (named.kind is Kind.TECHNOLOGY and head.tag_ == "NNS" and (head.is_sent_start or head.is_lower))


def borrowed(figure: Figure) -> Measure | None:
    """The quantity measured before in the sentence, where the value stands behind it as an aside."""
    return None if figure.before is None else replace(figure.before, borrowed=True, sign=1)
