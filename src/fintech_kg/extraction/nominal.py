"""The frames of nouns: events (`Visa's acquisition of Plaid`), relational nouns (`Lazada, a subsidiary of Alibaba`), posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from spacy.tokens import Token

from fintech_kg.extraction.befalling import party_of
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import clause, is_sentence, subject_heads
from fintech_kg.extraction.phrases import outermost, phrase_arguments, prepositional
from fintech_kg.extraction.topics import TOPIC, topic_at
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology, Relation, Trigger

# `announced an investment`, and with the status that they give, `plans`, `weighs` or `rules out` one.
_CARRYING = (Cue.LIGHT_VERB, Cue.PLANNED, Cue.RUMOURED, Cue.DENIED)
_OF_SUBJECT = {"join", "rejoin", "leave", "serve", "succeed", "replace", "follow"}
_GIVEN = frozenset({"dobj", "oprd", "attr", "ccomp"})
_JOINTLY = {"in", "under", "through", "via"}
_ROLE_PREPOSITIONS = {"of", "at", "for", "with", "in", "to"}


def event_candidates(view: View, noun: Token, relation: Relation, trigger: Trigger, ontology: Ontology) -> Iterator[Candidate]:
    """What an event noun such as `acquisition` says: its owner or agent, and what its preposition leads to."""
    domain, range_ = (relation.range, relation.domain) if trigger.inverse else (relation.domain, relation.range)
    preposition = trigger.words[-1]
    objects = [one for head in prepositional(noun, {preposition}) for one in phrase_arguments(view, head, range_)]
    if len(trigger.words) == 3 and trigger.words[1] == "of":
        yield from _between(view, noun, relation, trigger)
        return
    if relation.symmetric:
        yield from _pairs(view, noun, relation, trigger)
    if not objects and preposition == "of":
        objects = [one for one in _compounds(view, noun) if one.kind in range_]
    owners = list(_owners(view, noun, domain, ontology, agents=preposition != "by")) or _in_fragment(view, noun, domain)
    if relation.symmetric and not objects and noun.tag_ != "NNS" and not _has_partner(noun):
        yield from _each_with_each(owners, noun, relation, trigger)
    for owner in owners:
        for one in objects:
            first, second = (one, owner) if trigger.inverse else (owner, one)
            yield Candidate(relation.name, first, second, noun.i, f"noun:{' '.join(trigger.words)}")


def _in_fragment(view: View, noun: Token, kinds: frozenset[Kind]) -> list[Argument]:
    """`2017 – Seed round from X`: what a line without a verb is about."""
    topic = topic_at(view, noun)
    if topic is None or topic.kind not in kinds or is_sentence(noun.sent):
        return []
    return [topic]


def _between(view: View, noun: Token, relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """`the purchase of X from Y`, `the sale of X to Y`: the relation's subject stands behind the last preposition."""
    others = (*prepositional(noun, {trigger.words[2]}), *(
        one for head in prepositional(noun, {"of"}) for one in prepositional(head, {trigger.words[2]})
    ))  # fmt: skip
    for other in (one for head in others for one in phrase_arguments(view, head, relation.domain)):
        for head in prepositional(noun, {"of"}):
            for one in phrase_arguments(view, head, relation.range):
                yield Candidate(relation.name, other, one, noun.i, f"noun:{' '.join(trigger.words)}")


def _pairs(view: View, noun: Token, relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """`the partnership between X and Y`, `the merger of X and Y`."""
    # In `merger talks between X and Y` the event is said by the first noun and held by the second.
    holders = [noun, noun.head] if noun.dep_ == "compound" else [noun]
    for head in (head for holder in holders for head in prepositional(holder, {"between", "of"})):
        members = phrase_arguments(view, head, relation.domain)
        for first, second in combinations(members, 2):
            yield Candidate(relation.name, first, second, noun.i, f"noun:{trigger.words[0]} between")


def _has_partner(noun: Token) -> bool:
    return any(child.dep_ == "prep" and child.lower_ in {"with", "between"} for child in noun.children)


def _each_with_each(members: list[Argument], noun: Token, relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """`X and Y announced a partnership`."""
    for first, second in combinations(members, 2):
        yield Candidate(relation.name, first, second, noun.i, f"noun:{trigger.words[0]} together")


def _owners(view: View, noun: Token, kinds: frozenset[Kind], ontology: Ontology, *, agents: bool) -> Iterator[Argument]:
    """Who did it: the possessor, `by` whom, or the subject of a verb that only carries the noun."""
    possessors = [child for child in noun.children if child.dep_ == "poss"]
    heads = possessors + (list(prepositional(noun, {"by"})) if agents else [])
    if not heads and noun.dep_ == "pobj" and noun.head.lower_ in _JOINTLY:
        # `launched the card in partnership with`
        heads = list(clause(noun.head.head).subjects) if noun.head.head.pos_ == "VERB" else []
    if not heads and noun.dep_ in {"dobj", "nsubjpass", "pobj", "conj"}:
        heads = list(_carriers(noun, ontology))
    for head in heads:
        yield from phrase_arguments(view, head, kinds)


def _carriers(noun: Token, ontology: Ontology) -> Iterator[Token]:
    governor = noun.head
    while governor.dep_ == "prep" or (governor.pos_ in {"ADP", "NOUN"} and governor.dep_ in {"pobj", "dobj", "conj"}):
        governor = governor.head
    lemma = governor.lemma_.lower()
    forms = {lemma, *(f"{lemma} {child.lower_}" for child in governor.children if child.dep_ == "prt")}
    if governor.pos_ == "VERB" and any(not forms.isdisjoint(ontology.cues[cue]) for cue in _CARRYING):
        found = clause(governor)
        yield from found.subjects


def _compounds(view: View, noun: Token) -> Iterator[Argument]:
    """`its Plaid acquisition`, `digital currency trials`."""
    for child in noun.lefts:
        if child.dep_ in {"compound", "amod", "nmod"} and (argument := view.at(child)):
            yield argument


def relational_candidates(
    view: View, noun: Token, relation: Relation, trigger: Trigger, holders: Sequence[Argument] = ()
) -> Iterator[Candidate]:
    """What a relational noun such as `subsidiary` or a post such as `CEO` says of whom it denotes, or of the `holders`."""
    domain, range_ = (relation.range, relation.domain) if trigger.inverse else (relation.domain, relation.range)
    is_post = bool(relation.roles) and trigger.words[0] in {"", *relation.roles}
    prepositions = _ROLE_PREPOSITIONS if is_post else {trigger.words[-1]}
    holders = holders or _holders(view, noun, domain)
    wholes = list(_wholes(view, noun, range_, prepositions, holders)) or _topical(view, noun, range_, holders)
    if not holders and noun.i in view.events and noun.i + 1 < len(view.doc):
        # `Existing investors Visa and Stripe joined`, which parsers take for two subjects.
        holders = phrase_arguments(view, outermost(view, noun.nbor()), domain)
    if not wholes and not trigger.inverse and holders and (befallen := party_of(view, noun, relation)) is not None:
        wholes = [befallen]
    frame = f"role:{noun.lemma_.lower()}" if is_post else f"relational:{' '.join(trigger.words)}"
    for holder in holders:
        for whole in wholes:
            if whole != holder:
                first, second = (whole, holder) if trigger.inverse else (holder, whole)
                yield Candidate(relation.name, first, second, noun.i, frame)


def _topical(view: View, noun: Token, kinds: frozenset[Kind], holders: Sequence[Argument]) -> list[Argument]:
    """What the section is about, where the noun stands right before its only holders and says of nothing whose it is."""
    topic = topic_at(view, noun)
    behind = view.at(noun.nbor()) if noun.i + 1 < len(view.doc) else None
    owned = any(child.dep_ == "poss" or child.lower_ in _ROLE_PREPOSITIONS for child in noun.children)
    if topic is None or topic.refers_to != TOPIC or topic.kind not in kinds or owned or behind not in holders:
        return []
    before = any(one is not None and one.kind is topic.kind for one in map(view.at, noun.doc[noun.sent.start : noun.i]))
    elsewhere = behind is not None and view.doc[behind.end : behind.end + 1].text.lower() in _ROLE_PREPOSITIONS
    return [] if before or elsewhere or any(one.kind is not Kind.PERSON for one in holders) else [topic]


def _holders(view: View, noun: Token, kinds: frozenset[Kind]) -> list[Argument]:
    """Whom the noun is said of; a noun in the singular is said of the last before it alone: `Wise and Block, owner of`."""
    found = [one for head in denoted(view, noun) for one in phrase_arguments(view, head, kinds)]
    if noun.dep_ == "appos" and noun.tag_ == "NNS" and len(found) == 1 and found[0].end <= noun.i:
        return []  # `FRESNO — Members of the union`: one is no members
    before = [one for one in found if one.end <= noun.i]
    return [max(before)] if noun.dep_ == "appos" and noun.tag_ == "NN" and before else found


def denoted(view: View, noun: Token) -> Iterator[Token]:
    """The heads of what the noun says something of."""
    if noun.dep_ == "conj" and view.at(noun) is None:
        yield from denoted(view, noun.head)
        return
    if noun.dep_ == "appos" or (noun.dep_ in {"compound", "nmod"} and view.at(noun.head) is not None):
        yield noun.head
    elif noun.dep_ in {"attr", "oprd", "acomp"}:
        yield from _of_verb(noun.head)
    elif noun.dep_ == "pobj" and (noun.head.lower_ == "as" or _is_promoted(view, noun)):
        yield from _of_verb(noun.head.head)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "among":
        # `counts X among its customers`, `X is among the users`, `Among its users are X and Y`
        yield from _of_verb(noun.head.head) if noun.head.head.pos_ in {"VERB", "AUX"} else ()
    elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in {"one", "some", "many", "two"}:
        yield from denoted(view, noun.head.head)
    elif noun.dep_ == "nsubj" and noun.head.lemma_ in {"include", "comprise"}:
        yield from (child for child in noun.head.children if child.dep_ == "dobj")
    elif noun.dep_ in {"dobj"} and noun.head.lemma_.lower() in {"become", "remain", "appoint", "name", "elect"}:
        yield from subject_heads(noun.head)
    elif noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        yield from (child for child in noun.head.children if child.dep_ in {"attr", "acomp"})
    if noun.dep_ in _GIVEN and noun.head.lemma_.lower() in view.ontology.cues[Cue.INCEPTION]:
        yield from _named_before(view, noun)
    for child in noun.children:
        if child.dep_ == "appos":
            yield child


def _named_before(view: View, noun: Token) -> Iterator[Token]:
    """`appointed Ann Lee head of risk`: parsers take the name for a part of the post."""
    people = (one for token in noun.lefts if (one := view.at(token)) is not None and one.kind is Kind.PERSON)
    yield from (view.doc[one.start : one.end].root for one in people)


def _is_promoted(view: View, noun: Token) -> bool:
    """`was promoted to chief executive`."""
    return noun.head.lower_ == "to" and noun.head.head.lemma_.lower() in view.ontology.cues[Cue.INCEPTION]


def _of_verb(verb: Token) -> Iterator[Token]:
    """Whom `X is CEO`, `Y named X CEO`, `X joins as CEO` speak of: the object of a naming, otherwise the subject."""
    if verb.pos_ not in {"VERB", "AUX"}:
        if verb.pos_ in {"NOUN", "PROPN"}:
            yield verb
        return
    found = clause(verb)
    if not found.passive and found.objects and verb.lemma_.lower() not in _OF_SUBJECT:
        yield from found.objects
        # The small model often makes the named person the subject of a small clause.
        yield from (child for child in found.objects if child.dep_ == "nsubj")
    else:
        yield from found.objects if found.passive else found.subjects


def _wholes(
    view: View, noun: Token, kinds: frozenset[Kind], prepositions: set[str], holders: Sequence[Argument]
) -> Iterator[Argument]:
    """The other end: behind the preposition, the possessor, or a name before the noun (`Nordlicht CEO`)."""
    heads = list(prepositional(noun, prepositions))
    heads += [child for child in noun.children if child.dep_ == "poss"]
    anchor = noun.head if noun.dep_ in {"compound", "nmod"} else noun
    if anchor is not noun:
        heads += [child for child in anchor.children if child.dep_ == "poss"]
    if not heads and noun.dep_ != "conj" and noun.conjuncts:
        # `the founder, chief executive and chairman of Kite`
        heads = list(prepositional(noun.conjuncts[-1], prepositions))
    if not heads and noun.dep_ == "conj":
        heads = list(prepositional(noun.head, prepositions))
    found = [one for head in heads for one in phrase_arguments(view, outermost(view, head), kinds)]
    if not found:
        found = [one for one in _compounds(view, noun) if one.kind in kinds]
    if not found and len(prepositions) > 1:
        found = [one for head in _naming(view, noun) for one in phrase_arguments(view, head, kinds)]
    yield from (one for one in found if one not in holders)


def _naming(view: View, noun: Token) -> Iterator[Token]:
    """Who gives the post, or where: `Kite named Ann Lee chief executive`, `At Kite, Ann Lee has been made chief executive`."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if verb.pos_ != "VERB" or noun.dep_ not in {"oprd", "attr", "dobj", "pobj", "acomp", "ccomp"}:
        return
    if verb.lemma_.lower() in view.ontology.cues[Cue.INCEPTION]:
        yield from clause(verb).subjects
        yield from prepositional(verb, {"at"})
