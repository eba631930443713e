"""References: from the arguments of a document's pieces to the entity that each names or takes up, in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from fintech_kg.extraction.anaphora import DEFINED, EVENT, OWN_VOICE, PARTY, event_word, owner_of
from fintech_kg.extraction.antecedents import Anaphor, Occurrence, antecedent, event_owner, gender_of
from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.naming import Names
from fintech_kg.model import Kind
from fintech_kg.names import kind_of
from fintech_kg.ontology import Ontology

_FEWEST_OF_MAIN, _FIRST_LINES = 3, 2


def references_of(
    docs: Sequence[Doc],
    arguments: Sequence[list[Argument]],
    names: Names,
    ontology: Ontology,
    *,
    defined: Mapping[str, str],
    topics: Mapping[int, str],
) -> dict[tuple[int, int], str]:
    """The entity of each argument; an anaphor that is resolved is an occurrence for those behind it.

    `defined` gives the entity that the text itself says it means by a noun, `topics` the one that the heading over a piece, or
    the label before its first words, says it is about. Whom the first person means is not known here.
    """
    kinds = {entity.id: entity.kind for entity in names.entities}
    found = dict(names.of)
    occurrences: list[Occurrence] = []
    counts: Counter[str] = Counter()
    genders: dict[str, str] = {}
    first, main = 0, main_of(names)
    for number, doc in enumerate(docs):
        sentences, in_quotes = _sentence_numbers(doc, first), quoted(doc)
        if number in topics and sentences:
            topic = topics[number]
            occurrences.append(Occurrence(number, first, None, topic, kinds[topic], names.types[topic], True, False))
        for argument in sorted(arguments[number]):
            sentence, verb, is_quoted = sentences[argument.start], _verb_over(doc, argument), in_quotes[argument.start]
            if argument.refers_to == OWN_VOICE:
                continue
            if argument.refers_to == EVENT:
                befallen = _befallen(doc, number, argument, found) or event_owner(
                    sentence, ontology.events[_event_of(doc, argument)], occurrences
                )
                befallen = befallen or main
                if befallen is not None:
                    found[number, argument.start] = befallen
                continue
            if argument.refers_to == DEFINED:
                found[number, argument.start] = defined[doc[argument.end - 1].text]
            elif argument.refers_to is not None:
                gender = gender_of(doc[argument.start].text)
                own_clause = None if _is_possessive(doc, argument) else verb
                anaphor = Anaphor(
                    argument,
                    number,
                    sentence,
                    own_clause,
                    gender,
                    is_quoted,
                    sentence == sentences[0],
                    _others(doc, number, argument, found),
                    topics.get(number),
                )
                entity = antecedent(anaphor, occurrences, counts, genders, ontology)
                if entity is None:
                    continue
                found[number, argument.start] = entity
                if gender is not None and not is_quoted:
                    genders.setdefault(entity, gender)
            entity = found[number, argument.start]
            counts[entity] += 1
            subject = _is_subject(doc, argument)
            occurrences.append(
                Occurrence(
                    number,
                    sentence,
                    verb,
                    entity,
                    kinds[entity],
                    names.types[entity],
                    subject,
                    is_quoted,
                    None if verb is None else doc[verb].lemma_.lower(),
                    _is_listed(doc[argument.start : argument.end].root),
                )
            )
        first = sentences[-1] + 1 if sentences else first
    return found


def main_of(names: Names) -> str | None:
    """The organisation that a text is about: named by far the most, and in its title or first lines too."""
    counts = Counter(entity for entity in names.of.values() if kind_of(entity) is Kind.ORGANISATION)
    ranked = sorted(counts, key=lambda entity: (-counts[entity], entity))
    if not ranked or counts[ranked[0]] < _FEWEST_OF_MAIN:
        return None
    first = {entity for (number, _), entity in names.of.items() if number < _FIRST_LINES}
    clear = len(ranked) == 1 or counts[ranked[0]] >= 2 * counts[ranked[1]]
    return ranked[0] if clear and ranked[0] in first else None


def _event_of(doc: Doc, argument: Argument) -> str:
    """The word by which the ontology knows the event, or those who take part in it."""
    last = doc[argument.end - 1]
    return last.lower_ if argument.concept == PARTY else event_word(last)


def _befallen(doc: Doc, number: int, argument: Argument, found: Mapping[tuple[int, int], str]) -> str | None:
    """Whose the event is said to be: `its round`."""
    owner = owner_of(doc[argument.end - 1])
    if owner is None:
        return None
    return next((found[number, i] for i in range(owner.i, owner.left_edge.i - 1, -1) if (number, i) in found), None)


def quoted(doc: Doc) -> list[bool]:
    """Whether each token stands within quotation marks."""
    inside, result = False, []
    for token in doc:
        if token.text in {"“", "”", '"', "``", "''"}:
            inside = token.text == "“" or (token.text != "”" and not inside)
        result.append(inside)
    return result


def _sentence_numbers(doc: Doc, first: int) -> list[int]:
    """The number in the document of each token's sentence."""
    numbers: list[int] = []
    for number, sentence in enumerate(doc.sents, start=first):
        numbers += [number] * len(sentence)
    return numbers


def _is_subject(doc: Doc, argument: Argument) -> bool:
    """Whether it is the subject of a main clause, or owns it (`Klarna's round was led by …`)."""
    root = _first_of_list(doc[argument.start : argument.end].root)
    root = root.head if root.dep_ == "poss" else root
    return root.dep_ in {"nsubj", "nsubjpass"} and root.head.dep_ in {"ROOT", "conj"}


def _is_listed(noun: Token) -> bool:
    return noun.dep_ == "conj" or any(child.dep_ == "conj" for child in noun.children)


def _others(doc: Doc, number: int, argument: Argument, found: Mapping[tuple[int, int], str]) -> frozenset[str]:
    """Whom a description cannot mean: what a preposition before it adds to its verb (`With help from Kite, the bank moved`)."""
    root = doc[argument.start : argument.end].root
    if argument.end - argument.start < 2 or root.dep_ not in {"nsubj", "nsubjpass"}:
        return frozenset()
    adjuncts = (child for child in root.head.children if child.dep_ == "prep" and child.i < argument.start)
    tokens = (token for child in adjuncts for token in child.subtree)
    return frozenset(found[number, token.i] for token in tokens if (number, token.i) in found)


def _first_of_list(noun: Token) -> Token:
    """`Visa` for `Tink` of `Visa, Plaid and Tink`: what the clause does to the first it does to all."""
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        noun = noun.head
    return noun


def _is_possessive(doc: Doc, argument: Argument) -> bool:
    return doc[argument.start : argument.end].root.dep_ == "poss"


def _verb_over(doc: Doc, argument: Argument) -> int | None:
    """The verb that governs the argument, directly or through a preposition."""
    token = _first_of_list(doc[argument.start : argument.end].root).head
    while token.dep_ in {"prep", "agent", "dative"} and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token.i if token.pos_ in {"VERB", "AUX"} else None
