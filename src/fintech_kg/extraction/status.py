"""How a sentence puts a claim: the status of a trigger, from what stands over it and beside it in the tree."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from fintech_kg.extraction.clauses import PRESENT
from fintech_kg.extraction.departures import has_left
from fintech_kg.extraction.fates import STATUS_CUES, fate, is_given_up, is_over, takes_effect_later
from fintech_kg.model import Status
from fintech_kg.ontology import Cue, Ontology, Relation, TriggerForm

_CARRIES_UP = frozenset("xcomp ccomp dobj pobj prep pcomp attr oprd acomp nsubjpass conj compound agent advmod".split())
_MARKERS = frozenset("aux auxpass neg advmod mark amod acomp prep det prt npadvmod nmod compound preconj".split())
_TENSED = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "MD", "WRB", "WP"})
_NO_LONGER = {"no longer", "any longer", "any more", "anymore"}
_HELD = frozenset({"be", "become", "remain", "have", "hold", "own", "keep"})
_EXCEPT = {"except", "excluding", "barring"}
_CONDITIONS = {"if", "unless", "provided"}


def status_of(trigger: Token, ends: Iterable[Token], relation: Relation, ontology: Ontology) -> Status:
    """The status in which the trigger's sentence puts the relation between the two ends.

    Denial outweighs past, past rumour, and rumour plan.
    """
    ends = list(ends)
    if any(_excluded(end) for end in ends):
        return Status.DENIED
    chain = list(governors(trigger))
    marks = {mark for node in chain for mark in _marks(node)}
    if trigger.pos_ == "ADJ":
        marks -= {f"{trigger.lower_} {child.lower_}" for child in trigger.children}  # `is subject to supervision by`
    if not marks.isdisjoint(_NO_LONGER):
        # What is no longer planned is off; what is no longer done was done.
        return Status.DENIED if _cued(chain, trigger, set(), ontology.cues[Cue.PLANNED]) else Status.PAST
    found = {status for cue, status in STATUS_CUES if _cued(chain, trigger, marks, ontology.cues[cue])}
    if trigger.lemma_.lower() in ontology.cues[Cue.PLANNED]:
        found.add(Status.PLANNED)
    if chain[-1].pos_ in {"NOUN", "PROPN"} and not _denotes(trigger, relation):
        found |= fate(chain[-1], ontology)
    if trigger.pos_ == "NOUN" and not _denotes(trigger, relation) and is_given_up(trigger, ontology):
        return Status.PAST
    if _nameless_source(chain, ontology) or _is_asked(chain):
        found.add(Status.RUMOURED)
    if _is_conditional(chain):
        found.add(Status.PLANNED)
    if _is_negated(chain):
        found.add(Status.DENIED)
    if _hearsay(chain, ontology):
        found.add(Status.RUMOURED)
    if _infinitive_plan(chain, ontology) or _is_headline_plan(trigger) or takes_effect_later(chain):
        found.add(Status.PLANNED)
    if Status.DENIED in found:
        return Status.DENIED
    if _is_past(trigger, chain, marks, relation, ontology) or has_left(trigger, ends, relation, ontology):
        return Status.PAST
    return Status.RUMOURED if Status.RUMOURED in found else Status.PLANNED if Status.PLANNED in found else Status.ASSERTED


def _excluded(end: Token) -> bool:
    """`in Kenya, but not in Tanzania`; `neither Visa nor Stripe`."""
    phrase = end.head if end.dep_ == "pobj" else end
    if phrase.lower_ in _EXCEPT or (phrase.lower_ == "of" and phrase.head.lower_ == "exception"):
        return True
    first = end.head if end.dep_ == "conj" else end
    if any(child.lower_ == "neither" for child in first.children):
        return True
    return phrase.pos_ not in {"VERB", "AUX"} and any(child.dep_ == "neg" for child in phrase.children)


def governors(trigger: Token) -> Iterator[Token]:
    """The trigger and what governs it, as far as a status passes down."""
    node = trigger
    yield node
    while node.dep_ != "ROOT":
        if node.dep_ == "acl" and node.tag_ != "VB" and not any(child.dep_ == "mark" for child in node.children):
            return
        if node.dep_ == "advcl" and node.tag_ != "VB":
            return
        if node.dep_ == "conj" and _has_own_subject(node):
            return
        if node.dep_ == "ccomp" and any(token.text == ";" for token in node.doc[node.i : node.head.i]):
            return  # `X is so; Y may be`
        if node.dep_ not in _CARRIES_UP | {"acl", "advcl"}:
            return
        node = node.head
        yield node


def _has_own_subject(node: Token) -> bool:
    return node.pos_ in {"VERB", "AUX"} and any(child.dep_ in {"nsubj", "nsubjpass"} for child in node.children)


def _marks(node: Token) -> Iterator[str]:
    """The words beside a node that can mark it, with two-word phrases that they begin or end."""
    for child in node.children:
        if child.dep_ in _MARKERS or child.lower_ in {"nor", "neither"}:
            yield child.lower_
            yield f"{node.lemma_.lower()} {child.lower_}"
            yield f"{child.lower_} {node.lower_}"
            yield from (f"{grandchild.lower_} {child.lower_}" for grandchild in child.children)
            yield from (f"{child.lower_} {grandchild.lower_}" for grandchild in child.children)


def _cued(chain: list[Token], trigger: Token, marks: set[str], cues: frozenset[str]) -> bool:
    """Whether a governor is one of the cue's words, or something beside the chain is."""
    return any(
        node.lemma_.lower() in cues or node.lower_ in cues for node in chain if node is not trigger
    ) or not marks.isdisjoint(cues)


def _hearsay(chain: list[Token], ontology: Ontology) -> bool:
    """`is said to`, `it is rumoured that`."""
    return any(
        node.lemma_.lower() in ontology.cues[Cue.HEARSAY]
        and any(child.dep_ in {"auxpass", "nsubjpass"} for child in node.children)
        for node in chain[1:]
    )


def _is_negated(chain: list[Token]) -> bool:
    """`does not own`; `..., nor does it own`; `has no customers in`."""
    trigger = chain[0]
    if trigger.dep_ == "conj" and any(child.lower_ == "nor" and child.i < trigger.i for child in trigger.head.children):
        return True
    objects = [child for child in trigger.children if child.dep_ in {"dobj", "nsubjpass"}]
    none = any(word.lower_ == "no" and word.dep_ == "det" for one in objects for word in one.children)
    return none or any(child.dep_ == "neg" for node in chain for child in node.children)


def _denotes(noun: Token, relation: Relation) -> bool:
    """Whether the noun is one for an end of the relation: what a founder will do says nothing of the founding."""
    nouns = {trigger.words[0] for trigger in relation.triggers if trigger.form is TriggerForm.RELATIONAL}
    return noun.lemma_.lower() in nouns | relation.role_words


def _nameless_source(chain: list[Token], ontology: Ontology) -> bool:
    """`sources say that`, `according to people familiar with the matter`."""
    for node in chain:
        for child in node.children:
            if child.lower_ == "according":
                inner = {one.lower_ for to in child.children for one in to.children if one.dep_ == "pobj"}
                return not inner.isdisjoint(ontology.cues[Cue.NAMELESS])
    speakers = {child.lower_ for node in chain[1:] for child in node.children if child.dep_ == "nsubj"}
    says = any(node.lemma_.lower() in ontology.cues[Cue.SAYING] for node in chain[1:])
    return says and not speakers.isdisjoint(ontology.cues[Cue.RUMOURED])


def _is_asked(chain: list[Token]) -> bool:
    """`Did Visa buy Stripe?`: a question whose main clause the chain reaches states nothing."""
    root = chain[-1]
    asked = root.dep_ == "ROOT" and any(token.text == "?" for token in root.rights)
    return asked and not any(child.tag_ == "WRB" for child in root.children)  # `Why did Visa buy Stripe?` takes it for known


def _is_conditional(chain: list[Token]) -> bool:
    """`If the regulator agrees, Visa buys Stripe`."""
    clauses = (child for node in chain for child in node.children if child.dep_ == "advcl")
    return any(mark.lower_ in _CONDITIONS for clause in clauses for mark in clause.children if mark.dep_ == "mark")


def _infinitive_plan(chain: list[Token], ontology: Ontology) -> bool:
    """An infinitive states no fact unless its governor does (`began to`)."""
    for node, governor in itertools.pairwise(chain):
        if _is_infinitive(node):
            lemma = governor.lemma_.lower()
            forms = {lemma, *(f"{lemma} {child.lower_}" for child in governor.children if child.i < node.i)}
            return forms.isdisjoint(ontology.cues[Cue.FACTUAL])
    return False


def _is_infinitive(verb: Token) -> bool:
    marked = verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return marked and verb.dep_ in {"xcomp", "acl", "advcl", "ccomp"}


def _own_clause(chain: list[Token], ontology: Ontology) -> list[Token]:
    """The chain without what only led to it: who left one bank to join another has not left the other, and who `was chief
    executive until 2020 and is now chairman` has another post than in the past."""
    for number, (node, governor) in enumerate(itertools.pairwise(chain), 1):
        if node.dep_ == "conj" and node.tag_ in PRESENT and governor.tag_ == "VBD":
            return chain[:number]
        if _is_infinitive(node) and governor.lemma_.lower() in ontology.cues[Cue.FACTUAL]:
            return chain[:number]
    return chain


def _is_headline_plan(trigger: Token) -> bool:
    """`Visa to Buy Plaid`: an infinitive, before which its sentence has no verb with a tense."""
    before = trigger.doc[trigger.sent.start : trigger.i]
    return (
        len(before) > 1
        and before[-1].lower_ == "to"
        and trigger.tag_ != "VBG"
        and not any(token.tag_ in _TENSED or token.dep_ in {"mark", "cc"} for token in before)
    )


def _is_past(trigger: Token, chain: list[Token], marks: set[str], relation: Relation, ontology: Ontology) -> bool:
    if not relation.lasting:
        return False
    cues = ontology.cues[Cue.PAST]
    if trigger.pos_ == "VERB" and trigger.lemma_.lower() in cues:
        return True
    if any(node.dep_ == "xcomp" and f"{node.head.lower_} to" in cues for node in chain[:2]):
        return True
    chain = _own_clause(chain, ontology)
    if is_over(trigger, chain):
        return True
    if _cued(chain[:3], trigger, {mark for node in chain[:2] for mark in _marks(node)}, cues):
        return True
    verb = next((node for node in chain if node.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and verb.tag_ == "VBG" and verb.dep_ in {"advcl", "xcomp"} and verb.head.tag_ == "VBD":
        # `spent two years working for Visa`, but `began working for Visa`
        return verb.head.lemma_.lower() not in ontology.cues[Cue.INCEPTION] | ontology.cues[Cue.FACTUAL]
    if verb is None or (trigger.pos_ not in {"VERB", "AUX"} and trigger.dep_ not in {"attr", "oprd", "pobj", "dobj", "conj"}):
        return False
    if trigger.dep_ in {"dobj", "nsubjpass"} and _denotes(trigger, relation) and verb.lemma_.lower() not in _HELD:
        return False  # `sued our subsidiary`, `met the chief executive`
    return _finite_past(verb) and verb.lemma_.lower() not in ontology.cues[Cue.INCEPTION]


def _finite_past(verb: Token) -> bool:
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if auxiliaries & {"has", "have", "is", "are", "'s", "’s", "will", "would"}:
        return False
    return verb.tag_ == "VBD" or bool(auxiliaries & {"was", "were", "had", "did"})


def status_of_verb(verb: Token, ontology: Ontology) -> Status:
    """The status of what a verb says of a number: only whether it is so, not so, meant or rumoured."""
    chain = list(governors(verb))
    marks = {mark for node in chain for mark in _marks(node)}
    if any(child.dep_ == "neg" for child in verb.children):
        return Status.DENIED
    if _cued(chain, verb, marks, ontology.cues[Cue.RUMOURED]) or _hearsay(chain, ontology):
        return Status.RUMOURED
    planned = verb.lemma_.lower() in ontology.cues[Cue.PLANNED] or _cued(chain, verb, marks, ontology.cues[Cue.PLANNED])
    return Status.PLANNED if planned or _infinitive_plan(chain, ontology) else Status.ASSERTED
