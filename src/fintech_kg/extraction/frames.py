"""All frames over one Doc: from its view to the candidates, each relation's end pair once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from fintech_kg.extraction.affiliations import affiliation_candidates
from fintech_kg.extraction.appointments import appointment_candidates
from fintech_kg.extraction.befalling import befalling_candidates
from fintech_kg.extraction.candidates import Candidate, View
from fintech_kg.extraction.careers import career_candidates
from fintech_kg.extraction.clauses import clause
from fintech_kg.extraction.flat import nested_place_candidates, post_candidates, suffix_candidates
from fintech_kg.extraction.gate import refusal
from fintech_kg.extraction.headlines import headline_candidates, headline_verb
from fintech_kg.extraction.jointly import joint_candidates
from fintech_kg.extraction.makers import maker_candidates
from fintech_kg.extraction.markets import market_candidates
from fintech_kg.extraction.nominal import event_candidates, relational_candidates
from fintech_kg.extraction.origins import origin_candidates
from fintech_kg.extraction.seats import seat_candidates
from fintech_kg.extraction.status import status_of
from fintech_kg.extraction.tickers import ticker_candidates
from fintech_kg.extraction.topics import holder_of, label_candidates
from fintech_kg.extraction.verbs import ANY, MONEY, adjective_candidates, verb_candidates
from fintech_kg.model import Kind, Status
from fintech_kg.ontology import Cue, Ontology, Relation, Trigger, TriggerForm

_POSSESSIVES = frozenset({"POS", "PRP$"})
_MARKETS, _PARTNERS = "operatesIn", "partneredWith"
_NESTED_PLACES, _SEATS, _TICKERS, _LABELS = "locatedIn", "basedIn", "listedOn", "develops"


@dataclass(frozen=True, slots=True)
class TriggerIndex:
    """The triggers of an ontology by form and first word; `words` are those words.

    `fields` gives the relations that a column's head or a line's label names, each with whether its values are the subjects.
    """

    by_word: Mapping[tuple[TriggerForm, str], tuple[tuple[Relation, Trigger], ...]]
    posts: tuple[Relation, ...]
    words: frozenset[str]
    fields: Mapping[str, tuple[tuple[Relation, bool], ...]]


def trigger_index(ontology: Ontology) -> TriggerIndex:
    """The index of the ontology's triggers; role nouns stand in it as relational nouns."""
    index: dict[tuple[TriggerForm, str], list[tuple[Relation, Trigger]]] = defaultdict(list)
    for relation in ontology.relations.values():
        for trigger in (*relation.triggers, *(Trigger(TriggerForm.RELATIONAL, (role,)) for role in relation.roles)):
            word = head_word(trigger).lower()
            index[trigger.form, word].append((relation, trigger))
            if trigger.form is TriggerForm.VERB and (word.endswith("e") or "-" in word):
                # What lemmatisers make of verbs that they do not know: `fined` becomes `fin`, `co-founded` `co-founde`.
                index[trigger.form, word[:-1] if word.endswith("e") else f"{word}e"].append((relation, trigger))
    known = ontology.relations.values()
    posts = (
        *(one for one in known if one.roles),
        *(replace(one, role_words=frozenset(one.posts)) for one in known if one.posts),
    )
    by_word = {key: tuple(found) for key, found in index.items()}
    return TriggerIndex(by_word, posts, frozenset(word for _, word in index), _fields(known))


def _fields(relations: Iterable[Relation]) -> dict[str, tuple[tuple[Relation, bool], ...]]:
    found: dict[str, list[tuple[Relation, bool]]] = defaultdict(list)
    for relation in relations:
        for inverse, labels in ((False, relation.fields), (True, relation.inverse_fields)):
            for label in labels:
                found[label].append((relation, inverse))
    return {label: tuple(named) for label, named in found.items()}


def head_word(trigger: Trigger) -> str:
    """The trigger's verb, or the noun that heads it: `company` of `parent company of`, `sale` of `sale of to`."""
    if trigger.form is TriggerForm.NOUN and trigger.words[1] == "of":
        return trigger.words[0]
    if trigger.form in {TriggerForm.VERB, TriggerForm.EVENT}:
        return trigger.words[trigger.words[0] == "be"]
    return trigger.words[-2] if len(trigger.words) > 2 else trigger.words[0]


def has_modifiers(noun: Token, trigger: Trigger) -> bool:
    """Whether the words before the trigger's noun stand before this noun."""
    before = [token.lower_ for token in noun.doc[max(0, noun.i - len(trigger.words) + 2) : noun.i]]
    return len(trigger.words) <= 2 or before == [word.lower() for word in trigger.words[:-2]]


def candidates(view: View, index: TriggerIndex, ontology: Ontology) -> list[Candidate]:
    """What the frames find in a Doc, sorted; of several for one pair of ends the surest status and frame stays."""
    if len({*view.arguments.values(), *view.events.values(), *view.asides.values(), view.topic} - {None}) < 2:
        return []
    stated = (one for one in _all(view, index, ontology) if one.subject != one.object)
    admitted = [one for one in stated if refusal(view, one, ontology.relations[one.relation]) is None]
    found = [with_status(view, one, ontology) for one in admitted]
    best: dict[tuple[object, ...], Candidate] = {}
    for one in sorted(_most_specific(found, ontology), key=_preference):
        best.setdefault((one.relation, one.subject, one.object), one)
    # A bracket's word holds whatever its sentence plans, denies or asks.
    listed = ticker_candidates(view, ontology.relations[_TICKERS]) if _TICKERS in ontology.relations else ()
    return sorted((*best.values(), *listed), key=lambda one: (one.trigger, one.relation, one.subject.start, one.object.start))


def proposals(view: View, index: TriggerIndex, ontology: Ontology) -> Iterator[Candidate]:
    """What the frames see in a Doc, with its status, before the gate decides."""
    return (with_status(view, one, ontology) for one in _all(view, index, ontology) if one.subject != one.object)


def _most_specific(found: list[Candidate], ontology: Ontology) -> Iterator[Candidate]:
    """Of relations that one trigger states of one pair of ends those that admit the fewest kinds: `she joined the bank`
    makes her an employee, `the bank joined the alliance` makes it a member."""
    widths: dict[tuple[object, ...], int] = {}
    for one in found:
        place = (one.trigger, one.subject, one.object)
        widths[place] = min(widths.get(place, 99), _width(ontology.relations[one.relation]))
    for one in found:
        if _width(ontology.relations[one.relation]) == widths[one.trigger, one.subject, one.object]:
            yield one


def _width(relation: Relation) -> int:
    return len(relation.domain) * len(relation.range)


def _preference(one: Candidate) -> tuple[int, int, str]:
    """What is less than asserted outweighs, then the earlier trigger."""
    return (one.status is Status.ASSERTED, one.trigger, one.frame)


def with_status(view: View, one: Candidate, ontology: Ontology, *, tensed: bool = True) -> Candidate:
    """The candidate with the status that its sentence gives it.

    `tensed`: its trigger states the relation itself, so that its past tense says that what lasts has ended.
    """
    ends = [view.doc[end.start : end.end].root for end in (one.subject, one.object)]
    relation = ontology.relations[one.relation]
    asked = relation if tensed else replace(relation, lasting=False)
    status = status_of(view.doc[one.trigger], ends, asked, ontology)
    if one.former and status in {Status.ASSERTED, Status.PLANNED}:
        status = Status.PAST
    return replace(one, status=status)


def _all(view: View, index: TriggerIndex, ontology: Ontology) -> Iterator[Candidate]:
    words = frozenset({MONEY, *(word for token in view.doc for word in (token.lower_, token.lemma_.lower()))})
    if any(token.tag_ in _POSSESSIVES for token in view.doc):
        words |= {"of", "in"}  # `powers Kite's app` as `powers the app of Kite`
    of_any = [one for one in index.by_word.get((TriggerForm.VERB, ANY), ()) if words.issuperset(one[1].words[1:])]
    for token in view.doc:
        known = token.lower_ in index.words or token.lemma_.lower() in index.words or (of_any and token.pos_ == "VERB")
        if known and token.pos_ in {"VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADP"}:
            yield from _at(view, token, index, ontology, _Said(words, of_any))
    for relation in index.posts:
        yield from post_candidates(view, relation)
        yield from career_candidates(view, relation)
        if relation.roles:
            yield from affiliation_candidates(view, relation)
            yield from appointment_candidates(view, relation)
    if _LABELS in ontology.relations:
        yield from label_candidates(view, ontology.relations[_LABELS])
        yield from maker_candidates(view, ontology.relations[_LABELS])
    if _SEATS in ontology.relations:
        yield from seat_candidates(view, ontology.relations[_SEATS])
    if _MARKETS in ontology.relations:
        yield from market_candidates(view, ontology.relations[_MARKETS])
    if _PARTNERS in ontology.relations and not words.isdisjoint(ontology.cues[Cue.JOINT]):
        yield from joint_candidates(view, ontology.relations[_PARTNERS])
    if _NESTED_PLACES in ontology.relations:
        yield from nested_place_candidates(view, ontology.relations[_NESTED_PLACES], ontology)


def _of_verb(view: View, verb: Token, triggers: Iterable[tuple[Relation, Trigger]]) -> Iterator[Candidate]:
    """What the verb's triggers find; where `supply to` finds something, `supply` alone does not count."""
    said, holder = clause(verb), holder_of(view, verb)
    found = [
        (trigger.words, one)
        for relation, trigger in triggers
        for one in verb_candidates(view, said, relation, trigger, holder=holder)
    ]
    longer = {one.relation for words, one in found if len(words) > 1 and not one.former}
    yield from (
        one for words, one in found if (len(words) > 1 or one.relation not in longer) and not _is_outsaid(words, one, found)
    )


def _is_outsaid(words: tuple[str, ...], one: Candidate, found: Iterable[tuple[tuple[str, ...], Candidate]]) -> bool:
    """Whether all of a trigger's words and more say another thing of the same two: `acquire all shares of`."""
    return any(
        set(words) < set(more) and (one.subject, one.object) == (other.subject, other.object)
        for more, other in found
        if other.relation != one.relation
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """The words and lemmas of a Doc, with what stands in triggers for money, and those triggers of any verb that they hold."""

    words: frozenset[str]
    of_any: Sequence[tuple[Relation, Trigger]]

    def held(self, triggers: Iterable[tuple[Relation, Trigger]]) -> list[tuple[Relation, Trigger]]:
        """The verb triggers behind whose verb nothing is asked that the Doc does not have; who joins forces needs no `with`."""
        return [
            (relation, trigger)
            for relation, trigger in triggers
            if self.words.issuperset(trigger.words[1 + (trigger.words[0] == "be") :])
            or (relation.symmetric and trigger.words[-1] == "with" and self.words.issuperset(trigger.words[1:-1]))
        ]


def _is_verb(view: View, token: Token) -> bool:
    """Whether it is a verb, and no word of a technology's name: `embedded lending` embeds nothing."""
    named = view.at(token)
    within = named is not None and named.kind is Kind.TECHNOLOGY and named.refers_to is None and named.end - named.start > 1
    return not within and (token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBN", "VBD", "VBG"})


def _at(view: View, token: Token, index: TriggerIndex, ontology: Ontology, said: _Said) -> Iterator[Candidate]:
    """What the token's own triggers find, and those of any verb at a verb that reports nothing."""
    lemma, lower = token.lemma_.lower(), token.lower_
    if _is_verb(view, token):
        triggers = index.by_word.get((TriggerForm.VERB, lemma), ())
        if token.pos_ == "VERB" and lemma not in ontology.cues[Cue.SAYING] | ontology.cues[Cue.PAST]:
            triggers = (*triggers, *said.of_any)
        yield from _of_verb(view, token, said.held(triggers))
        if view.events or view.topic is not None:
            yield from befalling_candidates(view, token, index.by_word.get((TriggerForm.EVENT, lemma), ()))
    elif (verb := headline_verb(view, token)) is not None:
        for relation, trigger in index.by_word.get((TriggerForm.VERB, verb), ()):
            yield from headline_candidates(view, token, relation, trigger)
    elif token.pos_ == "ADJ":
        for relation, trigger in index.by_word.get((TriggerForm.VERB, lower), ()):
            yield from adjective_candidates(view, token, relation, trigger)
    for relation, _ in index.by_word.get((TriggerForm.PREPOSITION, lower), ()):
        yield from origin_candidates(view, token, relation)
    for relation, trigger in index.by_word.get((TriggerForm.SUFFIX, lower), ()):
        yield from suffix_candidates(view, token, relation, trigger)
    if token.pos_ in {"NOUN", "PROPN"} and view.at(token) is None:
        for word in sorted({lower} if (TriggerForm.RELATIONAL, lower) in index.by_word else {lemma, lower}):
            for relation, trigger in index.by_word.get((TriggerForm.NOUN, word), ()):
                yield from event_candidates(view, token, relation, trigger, ontology)
            for relation, trigger in index.by_word.get((TriggerForm.RELATIONAL, word), ()):
                if has_modifiers(token, trigger):
                    yield from relational_candidates(view, token, relation, trigger)
