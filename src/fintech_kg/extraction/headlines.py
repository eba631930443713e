"""The frame of headlines: verbs that the tagger takes for nouns, `Kite Bank taps Ann Lee as chair`, by word order."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.verbs import MONEY
from fintech_kg.ontology import Relation, Trigger

_LEADING = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"})
_FARTHEST = 6


def headline_verb(view: View, token: Token) -> str | None:
    """The lemma of a noun in `-s` right behind a name, in a sentence that has no other verb: of `Kite Bank taps`, `tap`."""
    if token.tag_ != "NNS" or not token.lower_.endswith("s") or token.i == token.sent.start or view.at(token) is not None:
        return None
    before = view.at(token.nbor(-1))
    if before is None or before.refers_to is not None or is_sentence(token.sent):
        return None
    return str(token.lemma_.lower())


def headline_candidates(view: View, token: Token, relation: Relation, trigger: Trigger) -> Iterator[Candidate]:
    """What the trigger's verb, or the verb and its preposition, says of the name before it and the names behind it."""
    subject = view.at(token.nbor(-1))
    domain, range_ = (relation.range, relation.domain) if trigger.inverse else (relation.domain, relation.range)
    if subject is None or subject.kind not in domain or trigger.words[0] == "be" or MONEY in trigger.words:
        return
    for one in _behind(view, token, trigger.words[1:]):
        if one.kind in range_ and one != subject:
            first, second = (one, subject) if trigger.inverse else (subject, one)
            yield Candidate(relation.name, first, second, token.i, f"verb:{' '.join(trigger.words)}", former=trigger.past)


def _behind(view: View, token: Token, words: tuple[str, ...]) -> Iterator[Argument]:
    """The first name behind the words, where only its own modifiers stand between, and those that `and` joins to it."""
    i = token.i + 1
    for word in words:
        if i >= token.sent.end or view.doc[i].lower_ != word:
            return
        i += 1
    for at in range(i, min(token.sent.end, i + _FARTHEST)):
        found = view.at(view.doc[at])
        if found is not None:
            yield found
            yield from _joined(view, found, token.sent.end)
            return
        if view.doc[at].pos_ not in _LEADING:
            return


def _joined(view: View, one: Argument, end: int) -> Iterator[Argument]:
    i = one.end
    while i + 1 < end and view.doc[i].lower_ in {"and", ","}:
        found = view.at(view.doc[i + 1])
        if found is None or found.kind is not one.kind:
            return
        yield found
        i = found.end
