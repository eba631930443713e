"""What a figure measures: from a value in a sentence to a noun phrase, and whether it is a level, a former one or a change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import View
from fintech_kg.extraction.changes import (
    borrowed,
    changing_noun,
    changing_verb,
    compared,
    coordinated,
    former,
    gapped,
    partitive,
    quantity,
    set_beside,
)
from fintech_kg.extraction.clauses import FINITE
from fintech_kg.extraction.figures import (
    PERIODS,
    VERBS,
    Earlier,
    Figure,
    Measure,
    beside,
    figure_of,
    is_figure,
    is_money,
    verb_over,
)
from fintech_kg.extraction.labels import labelled
from fintech_kg.extraction.mentions import DATES
from fintech_kg.extraction.noun_phrases import noun_phrase, pairs, participle, phrase_end, words
from fintech_kg.extraction.phrases import prepositional
from fintech_kg.model import Kind, Value
from fintech_kg.ontology import Cue

_LONGEST = 14
_COUNT = re.compile(r"^[\d.,]+ ?(?:[kmb]n?|million|billion|trillion|crore|lakh)? ", re.IGNORECASE)
_QUALIFIES_RESULT = frozenset(
    "net pretax pre-tax operating annual quarterly full-year after-tax first bigger wider small".split()
)


def measure_of(view: View, span: Span, value: Value, earlier: Earlier = ()) -> Measure | None:
    """What the value measures; None where the sentence does not say. `earlier` are the measures before in the sentence."""
    figure = figure_of(view, span, value, earlier)
    return next((found for rule in _RULES if (found := rule(figure)) is not None), None)


def _share(figure: Figure) -> Measure | None:
    """`43% of patent applications`; `systems (adopted by 78% of banks)` with what is adopted."""
    of = beside(figure.span, 0)
    noun = None if of is None or of.lower_ != "of" else next((child for child in of.children if child.dep_ == "pobj"), None)
    if noun is None:
        return None
    phrase = noun_phrase(figure.view, noun, figure.span)
    counted = any(child.dep_ == "nummod" for child in noun.children)  # `18 of the 50 largest firms`
    end = phrase_end(figure.view, noun, figure.span) if counted else 0
    agent = figure.span.root.head
    if agent.lower_ == "by" and agent.head.dep_ == "acl" and agent.head.head.i < agent.head.i:
        adopted = agent.head.head
        return Measure(f"share of {phrase}, {noun_phrase(figure.view, adopted, figure.span)}", head=adopted, verb=agent.head)
    measured = f"share of {phrase}" if figure.value.unit == "%" else phrase
    return Measure(measured, head=noun, verb=verb_over(figure.span.root), end=end)


def _counted(figure: Figure) -> Measure | None:
    """What is counted, or what the figure modifies: `63 million active users`, `$15.8 billion VC investment`, `a 12% stake`."""
    noun = figure.span.root.head
    while noun.dep_ in {"compound", "amod", "nmod"} and noun.head.i > noun.i:
        noun = noun.head
    if (
        noun.i < figure.span.end
        or noun.pos_ not in {"NOUN", "PROPN"}
        or any(token.dep_ in {"prep", "agent"} for token in figure.via)
    ):
        return None
    if noun.lemma_.lower() in PERIODS:
        return None if figure.value.unit is not None else _lateness(figure, noun)
    phrase = noun_phrase(figure.view, noun, figure.span)
    end = phrase_end(figure.view, noun, figure.span)
    governor, verb = noun.head, verb_over(noun)
    if noun.dep_ == "pobj" and governor.head.dep_ == "ROOT" and governor.head.pos_ == "NOUN" and not is_figure(governor.head):
        phrase = f"{noun_phrase(figure.view, governor.head, figure.span)} {governor.lower_} {phrase}"
    if figure.has(noun, Cue.LOSS) and is_money(figure.value):
        return _loss(figure, noun)
    if verb == noun.head and noun.dep_ == "dobj" and figure.value.unit is None and (sign := figure.sign_of(noun.head)):
        return Measure(phrase, sign, change=True, head=noun, verb=verb, end=end)  # `cut 300 jobs`
    return Measure(_with_verb(figure, noun, phrase), head=noun, verb=verb, end=end)


def _lateness(figure: Figure, period: Token) -> Measure | None:
    """`reported payments 63 days late`."""
    late = beside(figure.span, 1)
    verb = verb_over(period)
    if late is None or verb is None or late.pos_ not in {"ADV", "ADJ"} or late.tag_ in {"JJR", "RBR"}:
        return None
    own = quantity(figure, verb)
    return replace(own, words=f"{own.words} {late.lower_}", head=own.head) if own.words else None


def _with_verb(figure: Figure, noun: Token, phrase: str) -> str:
    """`payments processed`, `users covered`: with the verb whose object the phrase is, where it says more than `has`."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ not in VERBS or " of " in phrase:
        return phrase
    empty = (Cue.LIGHT_VERB, Cue.LEVEL, Cue.PLANNED, Cue.RISE, Cue.FALL, Cue.DEAL, Cue.DENIED)
    plural = noun.tag_ in {"NNS", "NNPS"} or noun.lemma_ == "people"
    if not plural or any(figure.has(verb, cue) for cue in empty):
        return phrase
    return phrase.replace(noun.text, f"{noun.text} {participle(verb, figure.view.ontology)}", 1)


def _noun(figure: Figure) -> Measure | None:
    """`revenue of £64m`, `payments worth ₹8,450 crore`, `a loss of £7.8m`, `sales (€4m)`."""
    noun = figure.governor
    if noun is None or noun.pos_ not in {"NOUN", "PROPN", "ADJ"} or noun.i > figure.span.start:
        return None
    if figure.view.at(noun) is not None or figure.preposition not in {
        None,
        "of",
        "at",
        "to",
        "over",
        "with",
        "worth",
        "between",
    }:
        return None
    if figure.has(noun, Cue.LOSS) and is_money(figure.value):
        return _loss(figure, noun)
    if is_figure(noun):
        return None
    phrase = noun_phrase(figure.view, noun, figure.span)
    if figure.is_worth:
        # `18 million payments worth $4bn`: how many there are is another figure.
        phrase = _with_verb(figure, noun, _COUNT.sub("", phrase))
    return Measure(phrase, head=noun, verb=verb_over(noun))


def _loss(figure: Figure, noun: Token) -> Measure:
    """A loss is a negative result, unless it is a loss of a sort (`fraud losses`)."""
    modifiers = [child for child in noun.lefts if child.dep_ in {"compound", "amod", "nmod"} and child not in figure.span]
    is_sort = any(one.lower_ not in _QUALIFIES_RESULT for one in modifiers)
    if is_sort or (noun.tag_ == "NNS" and not modifiers):
        return Measure(noun_phrase(figure.view, noun, figure.span), head=noun, verb=verb_over(noun))
    result = pairs(figure.view.ontology.cues[Cue.MEASURED]).get("loss", "loss")
    return Measure(words([*modifiers]) + (" " if modifiers else "") + result, -1, head=noun, verb=verb_over(noun))


def _verbal(figure: Figure) -> Measure | None:
    """`was £5m` of the subject; `processed $4bn` as the amount processed; `bought X for $4m` as the price."""
    verb = figure.governor
    if verb is None or verb.pos_ not in VERBS or not verb.is_alpha:
        return None
    if figure.has(verb, Cue.LOSS) and figure.value.unit == "%":
        return replace(quantity(figure, verb), sign=-1, change=True, verb=verb)  # `ether lost 8%`
    measured = pairs(figure.view.ontology.cues[Cue.MEASURED])
    # What lemmatisers make of verbs that they do not know: `fined` becomes `fin`.
    named = measured.get(verb.lemma_.lower()) or measured.get(f"{verb.lemma_.lower()}e")
    inside = _held_in(figure)
    if inside is not None and (named is None or not figure.has(verb, Cue.DEAL)):
        return Measure(_with(inside, verb, figure), head=inside, verb=verb)
    if figure.has(verb, Cue.LEVEL):
        own = quantity(figure, verb)
        if own.head is not None and figure.has(own.head, Cue.LOSS) and is_money(figure.value):
            return replace(_loss(figure, own.head), verb=verb)
        if own.words or figure.value.unit != "%":
            return own if own.words else borrowed(figure) or own
        return replace(own, words="share")
    if verb.lemma_.lower() == "pay" and is_money(figure.value) and _bought(figure, verb):
        return Measure("price", verb=verb)
    if named is not None and (is_money(figure.value) or figure.value.unit == "%"):
        return Measure(named, -1 if figure.has(verb, Cue.LOSS) else 1, verb=verb)
    if figure.has(verb, Cue.PLANNED) and figure.before is not None:
        return replace(figure.before, borrowed=True, change=False, sign=1, former=False)
    if figure.preposition is None and is_money(figure.value):
        light = any(figure.has(verb, cue) for cue in (Cue.LIGHT_VERB, Cue.PLANNED))
        return Measure("amount" if light else f"amount {participle(verb, figure.view.ontology)}", verb=verb)
    return _object_of(figure, verb) or Measure(words([verb]), verb=verb)


def _bought(figure: Figure, verb: Token) -> bool:
    """Whether what is paid is paid for a firm: `is paying $1.2 billion for Canterra`."""
    named = (figure.view.at(head) for head in prepositional(verb, {"for"}))
    return any(one is not None and one.kind is Kind.ORGANISATION for one in named)


def _object_of(figure: Figure, verb: Token) -> Measure | None:
    """`reported payments 63 days late`: the object that the figure is said of, with the adverb behind the figure."""
    own = quantity(figure, verb)
    adverb = next((token for token in figure.via if token.pos_ == "ADV" and token.i >= figure.span.end), None)
    if not own.words:
        return None
    return (
        own if adverb is None else replace(own, words=f"{own.words} {participle(verb, figure.view.ontology)} {adverb.lower_}")
    )


def _held_in(figure: Figure) -> Token | None:
    """The noun of `S$52 million in payments`: no article, and no date."""
    preposition, noun = beside(figure.span, 0), None
    if preposition is not None and preposition.lower_ == "in" and is_money(figure.value):
        noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if noun is None or noun.pos_ != "NOUN" or any(child.dep_ in {"det", "poss"} for child in noun.children):
        return None
    return None if noun.ent_type_ or any(noun in span for span in noun.doc.spans.get(DATES, ())) else noun


def _with(noun: Token, verb: Token, figure: Figure) -> str:
    phrase = noun_phrase(figure.view, noun, figure.span)
    empty = any(figure.has(verb, cue) for cue in (Cue.LIGHT_VERB, Cue.LEVEL, Cue.PLANNED, Cue.DEAL))
    return phrase if empty else f"{phrase} {participle(verb, figure.view.ontology)}"


def _rest(figure: Figure) -> Measure | None:
    """The rest of the line that has no verb: `92% mobile payment penetration rate`."""
    sentence, value = figure.span.sent, figure.span
    after = sentence.doc[value.end : min(sentence.end, value.end + _LONGEST)]
    stop = next(
        (token.i for token in after if (token.is_punct and token.text not in {"-", "/", "&"}) or token.tag_ in FINITE),
        after.end,
    )
    before = sentence.doc[max(sentence.start, value.start - _LONGEST) : value.start]
    for span in (sentence.doc[value.end : stop], before):
        if any(token.is_alpha for token in span):
            return Measure(_bare(span, value), verb=verb_over(value.root), end=span.end)
    return None


def _bare(span: Span, value: Span) -> str:
    """The words of the span without a date."""
    dated = {token.i for date in value.doc.spans.get(DATES, ()) for token in date}
    tokens = [token for token in span if token.i not in dated and not (token.pos_ == "ADP" and token.i + 1 in dated)]
    return words(token for token in tokens if token.lower_ not in {"alone", "the", "a", "an", "of"} or token is not tokens[-1])


_RULES: tuple[Callable[[Figure], Measure | None], ...] = (
    gapped,
    coordinated,
    labelled,
    partitive,
    set_beside,
    former,
    _share,
    changing_noun,
    changing_verb,
    compared,
    _counted,
    _noun,
    _verbal,
    _rest,
)
