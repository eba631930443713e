"""Antecedents: from an anaphor and the namings before it to the entity that it takes up, where that is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fintech_kg.extraction.anaphora import NOBODY
from fintech_kg.extraction.candidates import Argument
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology

# Classes whose nouns (`the firm`) say too little to prefer what is known to belong to them.
_WIDE = {"Company", "Organisation"}
_FIRM = "Company"
# Classes whose nouns are said of nothing but what is known to be of them.
_NARROW = {"Regulator", "CentralBank", "University", "Exchange", "Association", "GovernmentBody", "City", "Country"}
_LOOK_BACK = 3
_LOOK_BACK_DESCRIBED = 8


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A naming of an entity in running text: its sentence's number in the document, its place, the verb
    over it and its lemma, whether it is the subject of a main clause, and whether one of several in a list."""

    piece: int
    sentence: int
    verb: int | None
    entity: str
    kind: Kind
    types: frozenset[str]
    is_subject: bool
    is_quoted: bool
    lemma: str | None = None
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Anaphor:
    """An anaphor in running text: what it asks for, and where it stands.

    `verb` governs it (None for a possessor, which may well be of its own clause's subject); `gender` is that of `he` or `she`;
    `opens`: it stands in the first sentence of its piece. `others` are entities that its sentence sets apart from it,
    `topic` the one that its section or line is about.
    """

    argument: Argument
    piece: int
    sentence: int
    verb: int | None
    gender: str | None
    is_quoted: bool
    opens: bool
    others: frozenset[str] = frozenset()
    topic: str | None = None


def gender_of(pronoun: str) -> str | None:
    """`m` for he, his and him, `f` for she and her, None for any other word."""
    return {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(pronoun.lower())


def antecedent(
    one: Anaphor, before: Sequence[Occurrence], counts: Mapping[str, int], genders: Mapping[str, str], ontology: Ontology
) -> str | None:
    """The entity that the anaphor takes up, or None where none or several could be meant.

    `before` are the occurrences so far, `counts` how many of each entity they are, `genders` what pronouns told of people.
    Of the namings of a fitting kind in this and the last sentences: the only entity, or else the one that is the subject
    of the nearest sentence that has a fitting one. A description that opens a new paragraph (`The company ...`), or whose own
    sentence names another by the way (`Talks with Kite failed, the company said`), takes up what the text is mostly about,
    where that is clear; so does any anaphor in a section or a line whose heading or label names one.
    """
    if one.argument.refers_to == NOBODY:
        return None
    fitting = _fitting(one, before, genders, ontology)
    if _is_late(one) and all(each.piece != one.piece for each in fitting):
        return None
    if len({each.entity for each in fitting}) == 1:
        return fitting[0].entity
    if _is_description(one) and fitting and all(each.piece != one.piece for each in fitting):
        main = _main(counts, {each.entity for each in fitting})
        if main is not None:
            return main
    aside = _is_description(one) and one.argument.refers_to in _WIDE and fitting and fitting[-1].sentence == one.sentence
    chosen = _nearest(fitting, one.topic or (_main(counts, {each.entity for each in fitting}) if aside else None))
    return None if chosen is None or _is_of_technology(one, chosen, before) else chosen.entity


def _is_of_technology(one: Anaphor, chosen: Occurrence, before: Sequence[Occurrence]) -> bool:
    """Whether an `it` is rather the technology of which the sentence tells that names the organisation only by the way."""
    if chosen.is_subject or one.argument.kind is not Kind.ORGANISATION or _is_description(one):
        return False
    return any(each.kind is Kind.TECHNOLOGY and each.is_subject for each in _recent(before, chosen.sentence))


def event_owner(sentence: int, event: tuple[Kind, frozenset[str]], before: Sequence[Occurrence]) -> str | None:
    """Whom the event befell that a noun in the sentence takes up: the last subject of a verb that tells of such an event.

    `event` is the kind of whom it befalls, and the verbs' lemmas. None where several are told of side by side.
    """
    kind, verbs = event
    told = [
        one
        for one in _recent(before, sentence - _LOOK_BACK)
        if one.sentence < sentence and one.is_subject and one.kind is kind and one.lemma in verbs
    ]
    last = {one.entity for one in told if one.sentence == told[-1].sentence}
    return last.pop() if len(last) == 1 else None


def _is_late(one: Anaphor) -> bool:
    """Whether it is an `it` behind the first sentence of its paragraph, which does not reach back over that."""
    return one.argument.kind is Kind.ORGANISATION and not _is_description(one) and not one.opens


def _fitting(one: Anaphor, before: Sequence[Occurrence], genders: Mapping[str, str], ontology: Ontology) -> list[Occurrence]:
    reach = _LOOK_BACK_DESCRIBED if _is_description(one) else _LOOK_BACK
    fitting = [
        each
        for each in _recent(before, one.sentence - reach)
        if each.kind is one.argument.kind
        and each.entity not in one.others
        and not (each.sentence == one.sentence and one.verb is not None and each.verb == one.verb)
        and not (each.sentence == one.sentence and each.is_quoted and not one.is_quoted)
        and (one.gender is None or genders.get(each.entity, one.gender) == one.gender)
        and _fits(each.types, one.argument.refers_to, ontology)
    ]
    if _is_description(one) and one.argument.refers_to not in _WIDE:
        return [each for each in fitting if _is_called(each.types, one.argument.refers_to, ontology)] or fitting
    return fitting


def _recent(before: Sequence[Occurrence], sentence: int) -> list[Occurrence]:
    """The occurrences from that sentence on, in order."""
    start = len(before)
    while start > 0 and before[start - 1].sentence >= sentence:
        start -= 1
    return list(before[start:])


def _is_description(one: Anaphor) -> bool:
    return one.argument.end - one.argument.start > 1


def _main(counts: Mapping[str, int], among: set[str]) -> str | None:
    """The entity named at least twice as often so far as any other of them."""
    ranked = sorted(among, key=lambda entity: (-counts[entity], entity))
    return ranked[0] if len(ranked) == 1 or (ranked and counts[ranked[0]] >= 2 * counts[ranked[1]]) else None


def _nearest(fitting: Sequence[Occurrence], main: str | None) -> Occurrence | None:
    """The subject of the nearest sentence that has one, or what it names alone, for which `main` stands in where that is given.

    None where a sentence has several subjects, unless they are one list, none of which is taken up alone.
    """
    for number in sorted({each.sentence for each in fitting}, reverse=True):
        near = [each for each in fitting if each.sentence == number]
        subjects = [each for each in near if each.is_subject]
        if len({each.entity for each in subjects or near}) == 1:
            preferred = [each for each in fitting if not subjects and each.entity == main]
            return (preferred or subjects or near)[-1]
        if subjects and not all(each.is_listed for each in subjects):
            return None
    return None


def _is_called(types: frozenset[str], cls: str | None, ontology: Ontology) -> bool:
    """Whether the thing is known to be of that very class or a narrower one."""
    return any(cls in ontology.broader.get(one, ()) for one in types - {kind.value for kind in Kind})


def _fits(types: frozenset[str], cls: str | None, ontology: Ontology) -> bool:
    """Whether a thing of these classes can be called by a noun of that class: one is the other or lies under it, or both are
    firms, of which many are of several sorts (`the bank` of what the lexicon has as a fintech company)."""
    if cls is None or cls in {kind.value for kind in Kind}:
        return True
    specific = types - {kind.value for kind in Kind}
    if not specific:
        return cls not in _NARROW
    over = ontology.broader.get(cls, frozenset())
    firm = _FIRM in over and cls not in _NARROW
    known = {one: ontology.broader.get(one, frozenset()) for one in specific}
    return any(cls in under or one in over or (firm and _FIRM in under) for one, under in known.items())
