"""What a figure measures: from a value in a sentence to a noun phrase, and whether it is a level, a former one or a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import View
from fintech_kg.extraction.noun_phrases import noun_phrase, pairs, participle, phrase_end, words
from fintech_kg.model import Value
from fintech_kg.ontology import Cue

_FINITE = {"VBZ", "VBP", "VBD", "MD"}
_VERBS = {"VERB", "AUX"}
_LONGEST = 14
_PARTITIVE = {"them", "these", "those", "which", "whom"}
_QUALIFIES_RESULT = frozenset("net pretax pre-tax operating annual quarterly full-year after-tax first bigger wider small".split())
_PERIODS = {"year", "quarter", "month", "week", "day", "annum"}
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


@dataclass(frozen=True, slots=True)
class _Figure:
    """A value as it hangs in its sentence: what governs it, past the prepositions and adverbs of degree on the way."""

    view: View
    span: Span
    value: Value
    earlier: tuple[tuple[Measure, Value], ...]
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
        return next((token.lower_ for token in self.via if token.dep_ in {"prep", "agent", "quantmod"}), None)

    @property
    def direction(self) -> int:
        """-1 or 1 where `down`, `more` or the like stands over the value, else 0."""
        around = [*self.via, *_neighbours(self.span)]
        if any(self.has(token, Cue.FALL) for token in around if token.pos_ not in _VERBS | {"NOUN"}):
            return -1
        return int(any(self.has(token, Cue.RISE) for token in around if token.pos_ not in _VERBS | {"NOUN"}))

    def sign_of(self, word: Token) -> int:
        return -1 if self.has(word, Cue.FALL) else 1 if self.has(word, Cue.RISE) else 0


Earlier = tuple[tuple[Measure, Value], ...]


def measure_of(view: View, span: Span, value: Value, earlier: Earlier = ()) -> Measure | None:
    """What the value measures; None where the sentence does not say. `earlier` are the measures before in the sentence."""
    governor, via = _governor(span)
    figure = _Figure(view, span, value, earlier, governor, via)
    return next((found for rule in _RULES if (found := rule(figure)) is not None), None)


def _governor(span: Span) -> tuple[Token | None, tuple[Token, ...]]:
    via: list[Token] = []
    node = span.root
    while node.dep_ != "ROOT":
        node = node.head
        if node in span:
            return None, tuple(via)
        passes = node.lemma_.lower() in _PERIODS or node.pos_ in {"ADP", "ADV", "SCONJ", "PART"} or node.tag_ in {"JJR", "RBR", "IN", "TO"}
        passes = passes or (node.lower_ in _WORTH and (node.pos_ != "VERB" or node.dep_ == "acl"))
        if not passes:
            return node, tuple(via)
        via.append(node)
    return None, tuple(via)


def _neighbours(span: Span) -> list[Token]:
    """The adverbs right before and right behind a value: `up 5%`, `5% more`, `up from 5%`."""
    before, after = _after(span, -1), _after(span, 0)
    found = [] if before is None else [before]
    if before is not None and before.lower_ in {"from", "by"}:
        found += [token for token in [_after(span, -2)] if token is not None]
    if after is not None and after.tag_ in {"JJR", "RBR"}:
        found.append(after)
    return [token for token in found if token.pos_ not in _VERBS and token.dep_ != "prt"]


def _partitive(figure: _Figure) -> Measure | None:
    """`70 of them`: part of what was counted before."""
    after = _after(figure.span, 0)
    held = _after(figure.span, 1)
    if after is None or held is None or after.lower_ != "of" or held.lower_ not in _PARTITIVE or figure.before is None:
        return None
    return replace(figure.before, borrowed=True, sign=1, change=False)


def _former(figure: _Figure) -> Measure | None:
    """`up from 47%`, `cut from 14 basis points`: what the level was before."""
    before = _after(figure.span, -1)
    if before is None or "from" not in {before.lower_, figure.preposition} or figure.preposition not in {"from", None}:
        return None
    verb = figure.governor
    if not figure.direction and not (verb is not None and (figure.sign_of(verb) or figure.has(verb, Cue.LEVEL))):
        return None
    found = _borrowed(figure) or (None if verb is None else _quantity(figure, verb))
    return None if found is None else replace(found, former=True, sign=1, change=False)


def _compared(figure: _Figure) -> Measure | None:
    """`up 23%`, `11% more than a year earlier`: a change in what was measured before, or in the verb's quantity."""
    if not figure.direction or figure.preposition in {"to", "at", "of", "below", "above"}:
        return None
    if figure.value.unit is None or figure.has(figure.governor, Cue.DEAL):
        return None
    own = _off(figure) or _borrowed(figure)
    verb = figure.governor
    if own is None and verb is not None:
        own = _quantity(figure, verb) if verb.pos_ in _VERBS else Measure(noun_phrase(figure.view, verb, figure.span), head=verb)
    return None if own is None else replace(own, change=True, former=False, sign=figure.direction)


def _off(figure: _Figure) -> Measure | None:
    """`5 basis points off the fee`."""
    off = _after(figure.span, 0)
    if off is None or off.lower_ != "off":
        return None
    noun = next((child for child in off.children if child.dep_ == "pobj"), None)
    return None if noun is None else Measure(noun_phrase(figure.view, noun, figure.span), head=noun)


def _share(figure: _Figure) -> Measure | None:
    """`43% of patent applications`; `systems (adopted by 78% of banks)` with what is adopted."""
    of = _after(figure.span, 0)
    noun = None if of is None or of.lower_ != "of" else next((child for child in of.children if child.dep_ == "pobj"), None)
    if noun is None:
        return None
    phrase = noun_phrase(figure.view, noun, figure.span)
    agent = figure.span.root.head
    if agent.lower_ == "by" and agent.head.dep_ == "acl" and agent.head.head.i < agent.head.i:
        adopted = agent.head.head
        return Measure(f"share of {phrase}, {noun_phrase(figure.view, adopted, figure.span)}", head=adopted, verb=agent.head)
    return Measure(f"share of {phrase}" if figure.value.unit == "%" else phrase, head=noun, verb=_verb_over(figure.span.root))


def _changing_noun(figure: _Figure) -> Measure | None:
    """`a 12% increase in revenue`, `a rise of 17%`, `revenue growth of 12%`, `a 5% fee cut`."""
    noun = figure.governor
    if noun is None or noun.pos_ != "NOUN" or not (sign := figure.sign_of(noun)) or figure.preposition not in {None, "of", "by"}:
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
        own = _borrowed(figure) or Measure("", head=noun)
    return replace(own, change=True, sign=sign, former=False, verb=_verb_over(noun))


def _changing_verb(figure: _Figure) -> Measure | None:
    """`revenue rose 12% to $5m`, `cut the fee by 34%`: the change, and behind `to` or `at` the level."""
    verb = figure.governor
    if verb is None or verb.pos_ not in _VERBS or not (sign := figure.sign_of(verb)):
        return None
    if figure.preposition not in {None, "by", "to", "at", "below", "above", "than", "between"}:
        return None
    own = _quantity(figure, verb)
    if not own.words and figure.preposition is None and _is_money(figure.value):
        return None  # `raised $40 million`
    if figure.preposition in {"to", "at", "below", "above"}:
        return own
    if figure.preposition is None and figure.value.unit is None:
        return None
    return replace(own, change=True, sign=sign)


def _quantity(figure: _Figure, verb: Token) -> Measure:
    """What a verb of change or level is said of: its object, else its subject; a name says whose and not what."""
    objects = [one for one in verb.children if one.dep_ == "dobj" and one not in figure.span and not _is_figure(one)]
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    for head in [*objects, *subjects]:
        if head.pos_ in {"NOUN", "PROPN"} and figure.view.at(head) is None and head not in figure.span:
            return Measure(noun_phrase(figure.view, head, figure.span), head=head, verb=verb)
    before = figure.before
    return Measure("" if before is None or verb.dep_ != "conj" else before.words, verb=verb)


def _is_figure(token: Token) -> bool:
    return token.text[:1].isdigit() or token.text in {"%", "million", "billion", "trillion", "$", "£", "€"}


def _counted(figure: _Figure) -> Measure | None:
    """What is counted, or what the figure modifies: `63 million active users`, `$15.8 billion VC investment`, `a 12% stake`."""
    noun = figure.span.root.head
    while noun.dep_ in {"compound", "amod", "nmod"} and noun.head.i > noun.i:
        noun = noun.head
    if noun.i < figure.span.end or noun.pos_ not in {"NOUN", "PROPN"} or figure.preposition is not None:
        return None
    if noun.lemma_.lower() in _PERIODS:
        return None if figure.value.unit is not None else _lateness(figure, noun)
    phrase = noun_phrase(figure.view, noun, figure.span)
    end = phrase_end(figure.view, noun, figure.span)
    governor, verb = noun.head, _verb_over(noun)
    if noun.dep_ == "pobj" and governor.head.dep_ == "ROOT" and governor.head.pos_ == "NOUN" and not _is_figure(governor.head):
        phrase = f"{noun_phrase(figure.view, governor.head, figure.span)} {governor.lower_} {phrase}"
    if figure.has(noun, Cue.LOSS) and _is_money(figure.value):
        return _loss(figure, noun)
    return Measure(_with_verb(figure, noun, phrase), head=noun, verb=verb, end=end)


def _lateness(figure: _Figure, period: Token) -> Measure | None:
    """`reported payments 63 days late`."""
    late = _after(figure.span, 1)
    verb = _verb_over(period)
    if late is None or verb is None or late.pos_ not in {"ADV", "ADJ"} or late.tag_ in {"JJR", "RBR"}:
        return None
    own = _quantity(figure, verb)
    return replace(own, words=f"{own.words} {late.lower_}", head=own.head) if own.words else None


def _with_verb(figure: _Figure, noun: Token, phrase: str) -> str:
    """`payments processed`, `users covered`: with the verb whose object the phrase is, where it says more than `has`."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ not in _VERBS or " of " in phrase:
        return phrase
    empty = (Cue.LIGHT_VERB, Cue.LEVEL, Cue.PLANNED, Cue.RISE, Cue.FALL, Cue.DEAL, Cue.DENIED)
    plural = noun.tag_ in {"NNS", "NNPS"} or noun.lemma_ == "people"
    if not plural or any(figure.has(verb, cue) for cue in empty):
        return phrase
    return phrase.replace(noun.text, f"{noun.text} {participle(verb, figure.view.ontology)}", 1)


def _noun(figure: _Figure) -> Measure | None:
    """`revenue of £64m`, `payments worth ₹8,450 crore`, `a loss of £7.8m`, `sales (€4m)`."""
    noun = figure.governor
    if noun is None or noun.pos_ not in {"NOUN", "PROPN", "ADJ"} or noun.i > figure.span.start:
        return None
    if figure.view.at(noun) is not None or figure.preposition not in {None, "of", "at", "to", "over", "with", "worth", "between"}:
        return None
    if figure.has(noun, Cue.LOSS) and _is_money(figure.value):
        return _loss(figure, noun)
    if _is_figure(noun):
        return None
    phrase = noun_phrase(figure.view, noun, figure.span)
    is_worth = any(token.lower_ in _WORTH for token in figure.via)
    return Measure(_with_verb(figure, noun, phrase) if is_worth else phrase, head=noun, verb=_verb_over(noun))


def _loss(figure: _Figure, noun: Token) -> Measure:
    """A loss is a negative result, unless it is a loss of a sort (`fraud losses`)."""
    modifiers = [child for child in noun.lefts if child.dep_ in {"compound", "amod", "nmod"} and child not in figure.span]
    if noun.tag_ == "NNS" or any(one.lower_ not in _QUALIFIES_RESULT for one in modifiers):
        return Measure(noun_phrase(figure.view, noun, figure.span), head=noun, verb=_verb_over(noun))
    result = pairs(figure.view.ontology.cues[Cue.MEASURED]).get("loss", "loss")
    return Measure(words([*modifiers]) + (" " if modifiers else "") + result, -1, head=noun, verb=_verb_over(noun))


def _verbal(figure: _Figure) -> Measure | None:
    """`was £5m` of the subject; `processed $4bn` as the amount processed; `bought X for $4m` as the price."""
    verb = figure.governor
    if verb is None or verb.pos_ not in _VERBS:
        return None
    measured = pairs(figure.view.ontology.cues[Cue.MEASURED])
    # What lemmatisers make of verbs that they do not know: `fined` becomes `fin`.
    named = measured.get(verb.lemma_.lower()) or measured.get(f"{verb.lemma_.lower()}e")
    inside = _held_in(figure)
    if inside is not None:
        return Measure(_with(inside, verb, figure), head=inside, verb=verb)
    if figure.has(verb, Cue.LEVEL):
        own = _quantity(figure, verb)
        return own if own.words or own.verb is None else _borrowed(figure) or own
    if named is not None and (_is_money(figure.value) or figure.value.unit == "%"):
        return Measure(named, -1 if figure.has(verb, Cue.LOSS) else 1, verb=verb)
    if figure.has(verb, Cue.PLANNED) and figure.before is not None:
        return replace(figure.before, borrowed=True, change=False, sign=1, former=False)
    if figure.preposition is None and _is_money(figure.value):
        light = any(figure.has(verb, cue) for cue in (Cue.LIGHT_VERB, Cue.PLANNED))
        return Measure("amount" if light else f"amount {participle(verb, figure.view.ontology)}", verb=verb)
    return _object_of(figure, verb) or Measure(words([verb]), verb=verb)


def _object_of(figure: _Figure, verb: Token) -> Measure | None:
    """`reported payments 63 days late`: the object that the figure is said of, with the adverb behind the figure."""
    own = _quantity(figure, verb)
    adverb = next((token for token in figure.via if token.pos_ == "ADV" and token.i >= figure.span.end), None)
    if not own.words:
        return None
    return own if adverb is None else replace(own, words=f"{own.words} {participle(verb, figure.view.ontology)} {adverb.lower_}")


def _held_in(figure: _Figure) -> Token | None:
    """The noun of `S$52 million in payments`: no article, and no date."""
    preposition, noun = _after(figure.span, 0), None
    if preposition is not None and preposition.lower_ == "in" and _is_money(figure.value):
        noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if noun is None or noun.pos_ != "NOUN" or any(child.dep_ in {"det", "poss"} for child in noun.children):
        return None
    return None if noun.ent_type_ or any(noun in span for span in noun.doc.spans.get("fintech_kg.dates", ())) else noun


def _with(noun: Token, verb: Token, figure: _Figure) -> str:
    phrase = noun_phrase(figure.view, noun, figure.span)
    empty = any(figure.has(verb, cue) for cue in (Cue.LIGHT_VERB, Cue.LEVEL, Cue.PLANNED, Cue.DEAL))
    return phrase if empty else f"{phrase} {participle(verb, figure.view.ontology)}"


def _borrowed(figure: _Figure) -> Measure | None:
    """The quantity measured before in the sentence, where the value stands behind it as an aside."""
    return None if figure.before is None else replace(figure.before, borrowed=True, sign=1)


def _rest(figure: _Figure) -> Measure | None:
    """The rest of the line that has no verb: `92% mobile payment penetration rate`."""
    sentence, value = figure.span.sent, figure.span
    after = sentence.doc[value.end : min(sentence.end, value.end + _LONGEST)]
    stop = next(
        (token.i for token in after if (token.is_punct and token.text not in {"-", "/", "&"}) or token.tag_ in _FINITE),
        after.end,
    )
    before = sentence.doc[max(sentence.start, value.start - _LONGEST) : value.start]
    for span in (sentence.doc[value.end : stop], before):
        if any(token.is_alpha for token in span):
            return Measure(_bare(span, value), verb=_verb_over(value.root), end=span.end)
    return None


def _bare(span: Span, value: Span) -> str:
    """The words of the span without a date."""
    dated = {token.i for date in value.doc.spans.get("fintech_kg.dates", ()) for token in date}
    tokens = [token for token in span if token.i not in dated and not (token.pos_ == "ADP" and token.i + 1 in dated)]
    return words(token for token in tokens if token.lower_ not in {"alone", "the", "a", "an", "of"} or token is not tokens[-1])


def _after(span: Span, offset: int) -> Token | None:
    """The token so many behind the value; with -1, the one right before it."""
    step = 1 if offset >= 0 else -1
    at = span.end if offset >= 0 else span.start - 1
    for _ in range(abs(offset + (offset < 0)) + 1):
        while span.sent.start <= at < span.sent.end and span.doc[at].is_space:
            at += step
        at += step
    at -= step
    return span.doc[at] if span.sent.start <= at < span.sent.end else None


def _verb_over(token: Token) -> Token | None:
    while token.dep_ != "ROOT":
        token = token.head
        if token.pos_ in _VERBS:
            return token
    return None


def _is_money(value: Value) -> bool:
    return value.unit is not None and len(value.unit) == 3 and value.unit.isupper()


_RULES: tuple[Callable[[_Figure], Measure | None], ...] = (
    _partitive,
    _former,
    _share,
    _changing_noun,
    _changing_verb,
    _compared,
    _counted,
    _noun,
    _verbal,
    _rest,
)
