"""What the trained network reads between the arguments of a Doc: from its view to candidates with a probability."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from spacy.tokens import Doc, Token

from fintech_kg.extraction.affiliations import FRAME as BESIDE
from fintech_kg.extraction.anaphora import EVENT
from fintech_kg.extraction.candidates import AGREED, Argument, Candidate, View
from fintech_kg.extraction.origins import ORIGIN
from fintech_kg.extraction.recogniser import windows_of
from fintech_kg.extraction.tickers import TICKER
from fintech_kg.extraction.topics import TOPIC
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology, Relation
from fintech_kg.recognition import End, Scorer

UNMEASURED = Decimal("0.5")
"""The confidence of a rule whose precision was never measured."""
LEAST_PRECISION = Decimal("0.8")
"""How precise the network must have been, with a relation and as sure as it is, for its word alone to make a candidate."""
LEAST_STATED = Decimal("0.75")
"""The same where a word by which the ontology knows the relation stands between the two."""
LEAST_UNMEASURED = 0.9
"""How sure the network must be of a relation with which it was measured too seldom."""
LEAST_WORTH = Decimal("0.33")
"""How precise it must have been for a word of it that makes no fact to be worth a look."""
LEAST_DOUBTFUL = 0.4
"""How sure it must be for that."""
_LEAST = 0.3
"""The probability below which the network's word counts for nothing."""
_CARRIERS = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
_FARTHEST = 400
"""Tokens between the beginnings of two ends from which on no pair is scored."""


def joined_kinds(ontology: Ontology) -> Set[tuple[Kind, Kind]]:
    """The kinds of subject and object that some relation joins."""
    relations = ontology.relations.values()
    return frozenset((one, other) for relation in relations for one in relation.domain for other in relation.range)


def read_relations(
    view: View, scorer: Scorer, ontology: Ontology, joined: Set[tuple[Kind, Kind]], framed: Iterable[Candidate]
) -> Iterator[Candidate]:
    """The relations that the network reads and that are worth a look or a frame found too, each with the word that carries it.

    Only pairs of one sentence, and only relations of the ontology whose domain and range admit the two; `joined` are the
    kinds of the ontology's pairs. Their status is not read yet.
    """
    scored = list(_scored(view, scorer, ontology, joined))
    known = {_key(one, ontology) for one in framed}
    for one in scored:
        if _is_worth_a_look(one, ontology) or _key(one, ontology) in known:
            yield replace(one, trigger=trigger_between(view, one.subject, one.object, ontology.relations[one.relation]))


def _scored(view: View, scorer: Scorer, ontology: Ontology, joined: Set[tuple[Kind, Kind]]) -> Iterator[Candidate]:
    """The relations that the network thinks possible, before the word that carries each is looked for."""
    arguments = view.in_order()
    pairs = list(dict.fromkeys(_pairs(view.doc, arguments, joined)))
    if not pairs:
        return
    ends = [end_of(view.doc, one) for one in arguments]
    for window in windows_of(view.doc):
        for scored in scorer.score(window.window, window.states, ends, pairs, least=_LEAST):
            relation = ontology.relations.get(scored.relation)
            subject, object_ = arguments[scored.subject], arguments[scored.object]
            if relation is not None and admits(relation, subject, object_):
                name = scorer.name
                yield Candidate(relation.name, subject, object_, 0, name, probability=scored.probability, reader=name)


def combined(found: Sequence[Candidate], read: Iterable[Candidate], ontology: Ontology, reader: str) -> list[Candidate]:
    """The frames' candidates with the network's probability of each, and what it alone read; `reader` is its name.

    Where a frame says what holds between two things, the network says no more of them.
    """
    by_frames = {_key(one, ontology): one for one in found}
    linked = {frozenset((one.subject, one.object)) for one in found}
    by_network: dict[tuple[object, ...], Candidate] = {}
    for one in sorted(read, key=lambda one: (-(one.probability or 0), one.relation, one.subject, one.object)):
        by_network.setdefault(_key(one, ontology), one)
    agreed = [
        # Of what only stands for an end, and of an exchange in a bracket, the network is not asked.
        one
        if {EVENT, TOPIC} & {one.subject.refers_to, one.object.refers_to} or one.frame == TICKER
        else _heard(
            replace(one, probability=by_network[key].probability if key in by_network else 0.0, reader=reader), ontology
        )
        for key, one in by_frames.items()
    ]
    alone = [
        one for key, one in by_network.items() if key not in by_frames and frozenset((one.subject, one.object)) not in linked
    ]
    return sorted([*agreed, *alone], key=lambda one: (one.trigger, one.relation, one.subject, one.object))


def _heard(one: Candidate, ontology: Ontology) -> Candidate:
    """What a frame found; doubtful where it only saw that the two stand side by side (`Acme (BCC)`, `Allies of France`) and the
    network, which knows the relation well, reads nothing. `Agicap of Lyon` is more: names have countries in them, hardly towns.
    """
    if (one.probability or 0) >= AGREED or one.relation not in ontology.judged:
        return one
    place = ontology.concepts.get(one.object.concept or "")
    is_weak = one.frame == BESIDE or (one.frame == f"{ORIGIN}:of" and not (place is not None and "City" in place.types))
    return replace(one, doubtful=True) if is_weak else one


def _is_worth_a_look(one: Candidate, ontology: Ontology) -> bool:
    return (one.probability or 0) >= LEAST_DOUBTFUL and precision_of(one, ontology) >= LEAST_WORTH


def is_enough(one: Candidate, ontology: Ontology, *, stated: bool) -> bool:
    """Whether the network was precise enough with the relation when it was as sure; where that was not measured, with all.

    `stated`: one of the relation's own words stands between the ends, and less will do.
    """
    measured = ontology.confidence.get(f"{one.relation} {one.sort}")
    surest = LEAST_UNMEASURED if measured is None else AGREED
    precision = measured or ontology.confidence.get(f"* {one.sort}") or "0"
    return Decimal(precision) >= (LEAST_STATED if stated else LEAST_PRECISION) and (one.probability or 0) >= surest


def precision_of(one: Candidate, ontology: Ontology) -> Decimal:
    """The measured precision of the relation with this sort of rule, else that of the sort of rule.

    Of a relation that no set judges, that of the frame without regard to the network, which learnt such relations from little.
    """
    known, frame = ontology.confidence, one.sort.partition("+")[0].partition("-")[0]
    sort = one.sort if one.is_read or one.relation in ontology.judged else frame
    measured = known.get(f"{one.relation} {sort}") or known.get(f"* {sort}")
    return UNMEASURED if measured is None else Decimal(measured)


def _key(one: Candidate, ontology: Ontology) -> tuple[object, ...]:
    first, second = one.subject, one.object
    if ontology.relations[one.relation].symmetric and second < first:
        first, second = second, first
    return one.relation, first, second


def admits(relation: Relation, subject: Argument, object_: Argument) -> bool:
    """Whether the relation's domain and range are open to the two."""
    return subject.kind in relation.domain and object_.kind in relation.range


def _pairs(doc: Doc, arguments: Sequence[Argument], kinds: Set[tuple[Kind, Kind]]) -> Iterator[tuple[int, int]]:
    """The pairs of arguments of one sentence, near enough and of fitting kinds, by their numbers."""
    if len(arguments) < 2:
        return
    for sentence in doc.sents:
        inside = [number for number, one in enumerate(arguments) if one.start < sentence.end and sentence.start < one.end]
        for first, second in permutations(inside, 2):
            one, other = arguments[first], arguments[second]
            if (one.kind, other.kind) in kinds and abs(one.start - other.start) < _FARTHEST:
                yield first, second


def end_of(doc: Doc, argument: Argument) -> End:
    """The argument's characters; of a description (`the Lagos-based lender`) those of its noun."""
    named = argument.refers_to is None
    span = doc[argument.start if named else argument.end - 1 : argument.end]
    return End(span.start_char, span.end_char, argument.kind, named)


def trigger_between(view: View, subject: Argument, object_: Argument, relation: Relation) -> int:
    """The token that joins two arguments in the tree: of the words on the way between them the relation's own, or the lowest.

    What governs it says whether the relation is denied, planned or only told. Where nothing but the two is on the way, a word
    between them; where there is none, the head of the later one.
    """
    first, second = (view.doc[one.start : one.end].root for one in (subject, object_))
    inside = {*range(subject.start, subject.end), *range(object_.start, object_.end)}
    between = view.doc[min(subject.end, object_.end) : max(subject.start, object_.start)]
    on_the_way = [token for token in (*_way(first, second), *between) if token.i not in inside and token.pos_ in _CARRIERS]
    for token in (*(one for one in on_the_way if is_trigger(one, relation)), *on_the_way):
        return int(token.i)
    return max(first.i, second.i)


def is_trigger(token: Token, relation: Relation) -> bool:
    """Whether the token is one of the words by which the ontology knows the relation."""
    return token.pos_ != "AUX" and (token.lower_ in relation.words or token.lemma_.lower() in relation.words)


def _way(first: Token, second: Token) -> Iterable[Token]:
    """The tokens of the tree's path between two tokens, the lowest first."""
    up, other = [first, *first.ancestors], [second, *second.ancestors]
    shared = {token.i for token in up} & {token.i for token in other}
    top = next((token for token in up if token.i in shared), None)
    below = [token for way in (up, other) for token in way if token.i not in shared]
    depth = {token.i: len(list(token.ancestors)) for token in below}
    return [*sorted(below, key=lambda token: (-depth[token.i], token.i)), *([] if top is None else [top])]
