"""What a figure is about, as far as its sentence tells: from a value and its measure to the argument that they are said of."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.clauses import SUBJECTS, clause, is_passive, subject_heads
from fintech_kg.extraction.figures import VERBS, Measure, beside, verb_over
from fintech_kg.extraction.phrases import phrase_arguments, prepositional
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue

_KINDS = frozenset(Kind)
_PAYERS = frozenset({Kind.ORGANISATION, Kind.PERSON})
_DASHES = frozenset({"–", "—", "--", "-"})
_LONGEST_DATELINE = 10
_ON_WHOM = {"on", "against", "for", "to"}
_FROM_WHOM = {"from", "through", "at"}
_PENALISING = frozenset({"fine", "penalise", "penalize"})
_WHERE = {"to", "in", "from", "into", "across"}


def owner(view: View, value: Span, measure: Measure) -> Argument | None:
    """The owner of the measured thing, who has to pay it, what a sum was paid for, what is used by those who are counted, or
    the clause's subject; None where the clause names none of them."""
    verb = measure.verb or verb_over(value.root)
    if is_penalty(view, measure):
        return _first(view, _penalised(view, measure, verb), _PAYERS)
    for head in _owners(view, value, measure, verb):
        found = [
            one
            for one in phrase_arguments(view, head, _KINDS)
            if (head != measure.head or one.start <= head.i) and not _is_dateline(view, one)
        ]
        if found:
            return _characterising(view, head) or found[0]
        if head.i in view.events:
            return view.events[head.i]
    return None


def of_another(view: View, value: Span, measure: Measure) -> Argument | None:
    """Whom a figure is set beside behind others of its sort: `and Temasek 14%`, `down 38% at Rappi`."""
    before, over, behind = beside(value, -1), beside(value, 0), beside(value, 1)
    found = None if over is None or behind is None else view.at(behind)
    if found is not None and over is not None and over.lower_ == "at" and found.kind in _PAYERS:
        return found
    if found is not None and over is not None and over.lower_ == "for" and measure.borrowed:
        return found
    name = None if before is None else view.at(before)
    if name is None or not measure.borrowed or name.kind is Kind.PLACE or name.end != value.start:
        return None
    return name


def subject_of_own(view: View, value: Span, other: Argument | None) -> Argument | None:
    """The named subject of the value's own clause, where that is not the one before: `London came second with 75.1`."""
    verb = verb_over(value.root)
    subjects = [] if verb is None else [one for one in verb.children if one.dep_ == "nsubj" and one.i < value.start]
    found = [one for head in subjects if (one := view.at(head)) is not None and one.refers_to is None]
    return found[0] if found and other is not None and found[0].start > other.start else None


def subjects_beside(value: Span) -> list[Token]:
    """The subjects of the sentence, without the value."""
    return [one for one in value.sent if one.dep_ in SUBJECTS and one.head.pos_ in VERBS and one not in value]


def has_own_subject(value: Span, measure: Measure) -> bool:
    """Whether the sentence has a subject besides what is measured."""
    return any(token != measure.head for token in subjects_beside(value))


def named_near(view: View, value: Span, measure: Measure) -> Argument | None:
    """The first thing named before the value in its sentence, a place last; behind it only a place of the same clause. A
    source (`according to`) is none."""
    verb = measure.verb or verb_over(value.root)
    in_sentence = sorted({one for token in value.sent if (one := view.at(token)) is not None and one.refers_to is None})
    before = [one for one in in_sentence if one.end <= value.start and not _is_aside(view, one)]
    after = [one for one in in_sentence if one.start >= value.end and verb_over(view.doc[one.end - 1]) in {verb, None}]
    if has_own_subject(value, measure):
        # `an attacker used a flash loan to take 1,240 coins`: what is only used is not what is measured.
        before = [one for one in before if one.kind is not Kind.TECHNOLOGY]
    if before:
        return next((one for one in before if one.kind is not Kind.PLACE), before[0])
    return next((one for one in reversed(after) if one.kind is Kind.PLACE), None)


def says_of_nothing(view: View, value: Span, verb: Token | None, measure: Measure) -> bool:
    """Whether the clause's subject is what is measured, as in `Volume grew 5%`, so that nobody else can be meant."""
    if measure.head is None or verb is None:
        return False
    named = (view.at(token) for token in value.sent if token.i < value.start)
    is_named = any(one is not None and one.refers_to is None and not _is_aside(view, one) for one in named)
    return measure.head in subject_heads(verb) and not is_named


def _first(view: View, heads: Iterator[Token], kinds: frozenset[Kind]) -> Argument | None:
    return next((found[0] for head in heads if (found := phrase_arguments(view, head, kinds))), None)


def _is_aside(view: View, one: Argument) -> bool:
    """Whether it says where the text is from, or where its figures are."""
    return _is_source(view, one) or _is_dateline(view, one)


def _is_source(view: View, one: Argument) -> bool:
    """`according to Halden Research`, `according to a survey by Halden Research`, `data from Halden`."""
    before = [token for token in view.doc[max(0, one.start - 5) : one.start] if token.pos_ != "DET"]
    if len(before) < 2:
        return False
    noun, preposition = before[-2].lower_, before[-1].lower_
    told = preposition in {"by", "from", "at"} and noun in view.ontology.cues[Cue.SOURCE]
    return told or (noun, preposition) == ("according", "to")


def _is_dateline(view: View, one: Argument) -> bool:
    """`Utrecht, 4 March 2025 – Factris has closed`: the place that opens a text, before a dash and with no word between."""
    if one.kind is not Kind.PLACE or one.start != view.doc[one.start].sent.start:
        return False
    for token in view.doc[one.end : one.end + _LONGEST_DATELINE]:
        if token.text in _DASHES:
            return token.i > one.end
        if token.pos_ not in {"PROPN", "NUM", "PUNCT"} and not token.is_punct:
            return False
    return False


def is_penalty(view: View, measure: Measure) -> bool:
    """Whether a figure is a fine or the like."""
    return measure.head is not None and measure.head.lemma_.lower() in view.ontology.cues[Cue.PENALTY]


def _penalised(view: View, measure: Measure, verb: Token | None) -> Iterator[Token]:
    """Whom a penalty is laid on: never who lays it."""
    if measure.head is not None:
        yield from prepositional(measure.head, _ON_WHOM)
    if verb is None:
        return
    yield from prepositional(verb, _ON_WHOM)
    yield from (head for head in clause(verb).objects if head != measure.head)
    bears = verb.lemma_.lower() in view.ontology.cues[Cue.BEARING]
    if bears or is_passive(verb):
        yield from (head for head in subject_heads(verb) if head != measure.head)


def _owners(view: View, value: Span, measure: Measure, verb: Token | None) -> Iterator[Token]:
    tokens = [token for token in (measure.head, value.root) if token is not None]
    within = [one for token in tokens for one in (token, *token.ancestors) if verb is None or one == token or one.i > verb.i]
    yield from (child for token in within for child in token.children if child.dep_ == "poss")
    if measure.head is not None:
        yield from _of_whom(view, measure.head)
    if verb is None:
        return
    lemma = verb.lemma_.lower()
    if measure.text == "price" and lemma == "pay":
        yield from prepositional(verb, {"for"})
    if {lemma, f"{lemma}e"} & view.ontology.cues[Cue.DEAL]:
        # `fined Amberline 400,000`, `was bought for 18 million`: the sum is of what it was paid for.
        for head in clause(verb).objects:
            if measure.head is None or head != measure.head:
                yield from [head] if head not in value else []
                yield from prepositional(head, {"of", "in"})
        if _PENALISING & {lemma, f"{lemma}e"}:
            return
    subjects = list(_controllers(verb)) or list(subject_heads(verb))
    if measure.head is not None and (measure.head in subjects or value.root in subjects):
        places = [head for head in prepositional(measure.head, _WHERE) if _is_of(view, head, Kind.PLACE)]
        # `91% of adults have used Pix`, but of those `in Kenya` it is said of Kenya.
        yield from () if value.root in subjects and places else _used_by(view, value, measure.head, verb)
        yield from places
    for head in subjects:
        yield from _described(view, head)
        yield head
    if lemma in view.ontology.cues[Cue.TAKING]:
        yield from prepositional(verb, _FROM_WHOM)


def _controllers(verb: Token) -> Iterator[Token]:
    """`ordered Tauride to pay`: who has to do it, which is not who says so."""
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.lefts):
        yield from (child for child in verb.head.children if child.dep_ == "dobj" and child.i < verb.i)


def _described(view: View, head: Token) -> Iterator[Token]:
    """`Quay is a lender which serves 61 shops`, `Quay's app`: what the description is of, and whose a thing is."""
    if _is_of(view, head, Kind.TECHNOLOGY):
        yield from (child for child in head.children if child.dep_ == "poss")
    if head.dep_ == "attr" and head.head.pos_ in VERBS:
        yield from (child for child in head.head.children if child.dep_ == "nsubj" and child != head)


def _used_by(view: View, value: Span, counted: Token, verb: Token) -> Iterator[Token]:
    """`91% of adults have used Pix`, `some 380 firms pay for it`: what those who are counted use."""
    if counted.tag_ not in {"NNS", "NN"} or counted.i < value.start or is_passive(verb):
        return
    for head in (*clause(verb).objects, *prepositional(verb, {"for", "with", "on", "of"})):
        if not _is_of(view, head, Kind.PLACE):
            yield head


def _is_of(view: View, head: Token, kind: Kind) -> bool:
    found = view.at(head)
    return found is not None and found.kind is kind


def _of_whom(view: View, head: Token) -> Iterator[Token]:
    """`revenue at Octavo Pay`, `the assets of Meridale Bank`."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "at", "for", "by", "under"}:
            yield from (one for one in child.children if _is_owner(view.at(one)))


def _is_owner(argument: Argument | None) -> bool:
    return argument is not None and argument.kind is not Kind.TECHNOLOGY


def _characterising(view: View, head: Token) -> Argument | None:
    """`blockchain-based trade finance platform`: the technology that the phrase begins with and is based on."""
    first = view.at(head.left_edge)
    if first is None or first.kind is not Kind.TECHNOLOGY or first.end + 1 >= len(view.doc):
        return None
    joined = view.doc[first.end].text == "-" and view.doc[first.end + 1].tag_ == "VBN"
    return first if joined and first.end < head.i else None
