"""The frames of appointments by word order, where taggers take a headline's verb for a noun: `Kite Bank names Ann Lee CEO`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.flat import head_of_post, in_post
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Relation, TriggerForm

_NO_VERBS = frozenset({"NNS", "NNP", "NNPS", "NN", "VBN", "VBD", "VBZ"})
_AUXILIARIES = frozenset({"has", "have"})
_BEFORE_POST = frozenset({"as", "to", ",", "its", "their", "the", "be", "new", "first"})
_TIMES = frozenset({"years", "months", "decades", "year", "decade"})
_FARTHEST = 8
_LONGEST_POST = 7


def appointment_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """`Y taps Visa veteran Li Chen as CFO`; `After 31 years with Y, Li Chen retires`."""
    kinds = {one.kind for one in view.arguments.values() if one.refers_to is None}
    if not kinds >= {Kind.PERSON, Kind.ORGANISATION}:
        return
    hiring = {one.words[0] for one in relation.triggers if one.form is TriggerForm.VERB and one.inverse and len(one.words) == 1}
    leaving = {one.words[0] for one in relation.triggers if one.form is TriggerForm.VERB} & view.ontology.cues[Cue.PAST]
    for token in view.doc:
        if token.tag_ not in _NO_VERBS or token.i == token.sent.start or view.at(token) is not None:
            continue
        lemmas = _lemmas(token)
        if lemmas & hiring:
            yield from _hired(view, token, relation, is_naming=False)
        elif lemmas & view.ontology.cues[Cue.INCEPTION]:
            yield from _hired(view, token, relation, is_naming=True)
        elif lemmas & leaving:
            yield from _after_years(view, token, relation)


def _lemmas(token: Token) -> set[str]:
    """What the token may be a form of as a verb: `tap` of `taps`, `name` of `named`."""
    word = token.lower_
    found = {token.lemma_.lower()} if token.pos_ == "VERB" else set()
    if word.endswith("s"):
        found.add(word[:-1])
    if word.endswith("ed"):
        found |= {word[:-1], word[:-2], word[:-3] if word[-4:-3] == word[-3:-2] else word[:-2]}
    return found


def _hired(view: View, verb: Token, relation: Relation, *, is_naming: bool) -> Iterator[Candidate]:
    """The organisation right before the verb and the person behind it; a verb of naming asks for the post as well."""
    at = verb.i - 1 - (verb.nbor(-1).lower_ in _AUXILIARIES)
    firm = view.at(view.doc[at]) if at >= verb.sent.start else None
    person = _person(view, verb)
    if firm is None or person is None or firm.kind is not Kind.ORGANISATION or firm.refers_to is not None:
        return
    post = _post(view, person.end, relation)
    if post is not None or not is_naming:
        trigger = verb if post is None else post
        yield Candidate(relation.name, person, firm, trigger.i, f"post:{'named' if is_naming else 'hired'}")


def _person(view: View, verb: Token) -> Argument | None:
    """The first person behind the verb, where only what describes them stands between: `Visa veteran`."""
    for token in view.doc[verb.i + 1 : min(verb.sent.end, verb.i + 1 + _FARTHEST)]:
        one = view.at(token)
        if one is not None and one.kind is Kind.PERSON:
            return one if one.refers_to is None else None
        if (one is None or one.kind is not Kind.ORGANISATION) and not in_post(token):
            return None
    return None


def _post(view: View, start: int, relation: Relation) -> Token | None:
    """The noun of the post that follows on a name: `as chief risk officer`."""
    for token in view.doc[start : start + _LONGEST_POST]:
        if token.lower_ in relation.role_words:
            return head_of_post(view, token, relation.role_words)
        if view.at(token) is not None or not (in_post(token) or token.lower_ in _BEFORE_POST):
            return None
    return None


def _after_years(view: View, verb: Token, relation: Relation) -> Iterator[Candidate]:
    """Whom somebody leaves who is named right before the verb: `After 31 years with Y, Li Chen retires`."""
    person = view.at(verb.nbor(-1))
    if person is None or person.kind is not Kind.PERSON or person.start - 2 <= verb.sent.start:
        return
    comma, firm = view.doc[person.start - 1], view.at(view.doc[person.start - 2])
    before = view.doc[verb.sent.start : person.start]
    opens = before[0].lower_ == "after" and any(token.lower_ in _TIMES for token in before)
    if opens and comma.text == "," and firm is not None and firm.kind is Kind.ORGANISATION:
        yield Candidate(relation.name, person, firm, verb.i, "post:left", former=True)
