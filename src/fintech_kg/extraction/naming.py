"""Which namings of one document are the same thing: from named arguments to entities."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.kinds import HINTED, SUGGESTED, kind_votes, unmarked_names
from fintech_kg.extraction.recogniser import is_taught
from fintech_kg.model import Entity, Kind
from fintech_kg.names import abbreviates, display_name, entity_id, initials, normal_form
from fintech_kg.ontology import Concept, Ontology

_SHORTEST_SPREAD = 4
# The lexicon's word outweighs any other, and the trained network's what a sentence suggests.
_KNOWN = 100
_READ = 8
_INTRODUCES_PEOPLE = 5
_Key = tuple[str, str | None]
"""An entity's identifier and its concept's IRI, where it has one."""
# `Klarna Group` is the Klarna that the lexicon knows, where it knows no other of that name.
_GROUP = re.compile(r" (?:group|holdings?)$")
_GENERATIONS = frozenset("Jr Jr. Sr Sr. II III IV".split())
_ACRONYM = re.compile(r"^[A-Z][A-Za-z&]{1,9}$")


@dataclass(frozen=True, slots=True)
class Naming:
    """A named argument with the number of its Doc in the document and its text."""

    doc: int
    argument: Argument
    text: str


def named(docs: Sequence[Doc], ontology: Ontology) -> list[Naming]:
    """The namings that the pipeline marked, each surface with one kind in the whole document, and unmarked repetitions."""
    found = [
        Naming(i, Argument(ent.start, ent.end, Kind(ent.label_), None, ent.id_ or None), ent.text)
        for i, doc in enumerate(docs)
        for ent in doc.ents
    ]
    found += _unmarked(docs, found, ontology)
    agreed = _agreed(docs, found, ontology)
    return sorted(agreed + _repeated(docs, agreed), key=lambda one: (one.doc, one.argument))


def _unmarked(docs: Sequence[Doc], found: list[Naming], ontology: Ontology) -> list[Naming]:
    """The names that only their sentence gives away; the trained network leaves none that are worth it."""
    if any(is_taught(doc) for doc in docs):
        return []
    taken: list[set[int]] = [set() for _ in docs]
    for one in found:
        taken[one.doc] |= set(range(one.argument.start, one.argument.end))
    return [
        Naming(number, Argument(span.start, span.end, kind), span.text)
        for number, span, kind in unmarked_names(docs, taken, ontology)
    ]


def _agreed(docs: Sequence[Doc], found: list[Naming], ontology: Ontology) -> list[Naming]:
    """The namings with the kind for which the model, the lexicon and the sentences vote; a surname follows the full name."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for one in found:
        if one.argument.concept is None:
            votes[one.text].update(kind_votes(docs[one.doc][one.argument.start : one.argument.end], ontology))
        votes[one.text][one.argument.kind] += _KNOWN if one.argument.concept else _READ if is_taught(docs[one.doc]) else HINTED
    for text in list(votes):
        surname = text.split()[-1]
        if " " in text and surname in votes and votes[surname][Kind.PERSON] >= max(votes[surname].values()):
            votes[text][Kind.PERSON] += SUGGESTED
    if len(docs) >= _INTRODUCES_PEOPLE:
        # A text of some length introduces people by their full names: a lone word without one is rather a firm.
        introduced = {word for text in votes if " " in text for word in text.split()}
        for text in votes:
            if " " not in text and text not in introduced and votes[text][Kind.PERSON] > votes[text][Kind.PLACE]:
                votes[text][Kind.ORGANISATION] += HINTED
    kinds = {text: _winner(count) for text, count in votes.items()}
    kinds |= _in_capitals(kinds)
    known = {one.text: one.argument.concept for one in found if one.argument.concept}
    firms = _words(kinds, Kind.ORGANISATION, 0)
    kinds |= {text: Kind.ORGANISATION for text in kinds if text in firms and text not in known}
    people = _words(kinds, Kind.PERSON, 0) | _words(kinds, Kind.PERSON, -1)
    kinds |= {text: Kind.PERSON for text in kinds if text in people and text not in known}
    return [
        replace(one, argument=replace(one.argument, kind=kinds[one.text], concept=one.argument.concept or known.get(one.text)))
        for one in found
    ]


def _in_capitals(kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """The kinds of names that headings spell in capitals, where the text has them in small letters as well."""
    small = {text.casefold(): kind for text, kind in kinds.items() if not text.isupper()}
    return {text: small[text.casefold()] for text in kinds if text.isupper() and text.casefold() in small}


def _words(kinds: Mapping[str, Kind], kind: Kind, position: int) -> set[str]:
    """The first or last words of the kind's names of two or three words."""
    return {text.split()[position] for text, given in kinds.items() if given is kind and len(text.split()) in {2, 3}}


def _winner(votes: Counter[Kind]) -> Kind:
    return max(Kind, key=lambda kind: (votes[kind], -list(Kind).index(kind)))


def _repeated(docs: Sequence[Doc], found: list[Naming]) -> list[Naming]:
    """Unmarked repetitions of the document's own names."""
    by_first: dict[str, list[Naming]] = defaultdict(list)
    for one in {naming.text: naming for naming in found}.values():
        tokens = docs[one.doc][one.argument.start : one.argument.end]
        if len(one.text) >= _SHORTEST_SPREAD and tokens[0].text[:1].isupper():
            by_first[tokens[0].text].append(one)
    taken = {(one.doc, i) for one in found for i in range(one.argument.start, one.argument.end)}
    result = []
    for number, doc in enumerate(docs):
        for token in doc:
            if (number, token.i) in taken:
                continue
            for one in sorted(by_first.get(token.text, ()), key=lambda one: (-len(one.text), one.text)):
                end = token.i + one.argument.end - one.argument.start
                if end <= len(doc) and doc[token.i : end].text == one.text and _stands_alone(doc, token.i, end):
                    result.append(Naming(number, replace(one.argument, start=token.i, end=end), one.text))
                    taken |= {(number, i) for i in range(token.i, end)}
                    break
    return result


def _stands_alone(doc: Doc, start: int, end: int) -> bool:
    """Whether no capitalised word beside it makes it part of a longer name."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    joined = [token for token in (before, after) if token is not None and token.pos_ == "PROPN" and token.text[:1].isupper()]
    return not any(
        token.dep_ == "compound" or token.ent_type_ for token in joined if token is not before or token.head.i >= start
    )


@dataclass(frozen=True, slots=True)
class Names:
    """The entities of a document, and which of them each naming is."""

    entities: tuple[Entity, ...]
    of: Mapping[tuple[int, int], str]
    types: Mapping[str, frozenset[str]]


def resolve(
    namings: Sequence[Naming], docs: Sequence[Doc], ontology: Ontology, labels: Mapping[tuple[Kind, str], Concept]
) -> Names:
    """The entities behind the namings. `labels` gives a lexicon entry by kind and normal form.

    Same concept or same normal form: same thing. An acronym in brackets is what stands before it. A surname is the one person
    in the document who bears it, a first word the one organisation that begins with it.
    """
    keys = {one: _key(one, ontology, labels) for one in namings}
    same = _short_forms(keys, docs)
    forms: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, tuple[Kind, str | None]] = {}
    of: dict[tuple[int, int], str] = {}
    for one, (identifier, concept) in keys.items():
        target, target_concept = same.get(identifier, (identifier, concept))
        forms[target].add(one.text)
        kinds[target] = (one.argument.kind, target_concept)
        of[one.doc, one.argument.start] = target
    entities = tuple(_entity(identifier, kinds[identifier], names, ontology) for identifier, names in sorted(forms.items()))
    return Names(entities, of, {one.id: _types(one, ontology) for one in entities})


def _key(one: Naming, ontology: Ontology, labels: Mapping[tuple[Kind, str], Concept]) -> _Key:
    kind = one.argument.kind
    concept = ontology.concepts.get(one.argument.concept or "")
    if concept is None or concept.kind is not kind:
        concept = labels.get((kind, form := normal_form(one.text, kind))) or labels.get((kind, _GROUP.sub("", form)))
    return (entity_id(kind, one.text), None) if concept is None else (entity_id(kind, concept.name), concept.iri)


def _entity(identifier: str, known: tuple[Kind, str | None], forms: set[str], ontology: Ontology) -> Entity:
    kind, iri = known
    concept = ontology.concepts.get(iri or "")
    names = {display_name(form, kind) for form in forms}
    if concept is not None:
        return Entity(
            identifier,
            kind,
            concept.name,
            tuple(sorted(names)),
            concept.types,
            concept.country,
            concept.iri,
            concept.same_as,
        )
    own = {name for name in names if entity_id(kind, name) == identifier} or names
    return Entity(identifier, kind, min(own, key=lambda name: (name.isupper(), len(name), name)), tuple(sorted(names)))


def _types(entity: Entity, ontology: Ontology) -> frozenset[str]:
    """What the entity may be called: the lexicon's classes, and those that a noun in one of its names tells (`... Bank`)."""
    if entity.kind is not Kind.ORGANISATION:
        return frozenset(entity.types)
    concept = ontology.concepts.get(entity.concept or "")
    names = entity.names if concept is None else (*entity.names, *concept.labels)
    words = {word.lower() for name in names for word in re.findall(r"\w+", name)}
    return frozenset({*entity.types, *(ontology.nouns[word] for word in words & ontology.nouns.keys())})


def _short_forms(keys: Mapping[Naming, _Key], docs: Sequence[Doc]) -> dict[str, _Key]:
    """Which identifiers are short forms of which others in this document.

    A name that begins or ends several longer ones is the one of them that stood before its first use alone.
    """
    same = dict(_acronyms(keys, docs))
    longer: dict[tuple[Kind, str], list[_Key]] = defaultdict(list)
    later: dict[str, tuple[Kind, str]] = {}
    for one in sorted(keys, key=lambda one: (one.doc, one.argument.start)):
        kind, words = one.argument.kind, display_name(one.text, one.argument.kind).split()
        identifier, concept = keys[one]
        whole = (kind, " ".join(words))
        if concept is None and identifier not in same and identifier not in later:
            before = [key for key in dict.fromkeys(longer[whole]) if key[0] != identifier]
            if len(before) == 1:
                same[identifier] = before[0]
            elif not before:
                later[identifier] = whole
        for part in _parts_of(kind, words):
            longer[kind, part].append(keys[one])
    for identifier, whole in later.items():
        after = [key for key in dict.fromkeys(longer[whole]) if key[0] != identifier]
        if len(after) == 1 and identifier not in same:
            same[identifier] = after[0]
    return {short: _last(long, same) for short, long in same.items()}


def _parts_of(kind: Kind, words: list[str]) -> Iterator[str]:
    """By what shorter names a name of several words goes: a person by the first or last, an organisation by the first ones."""
    while len(words) > 1 and kind is Kind.PERSON and words[-1] in _GENERATIONS:
        words = words[:-1]
    if len(words) > 1 and kind is Kind.PERSON:
        yield from {words[0], words[-1]}
    elif len(words) > 1 and kind is Kind.ORGANISATION:
        yield from (" ".join(words[:end]) for end in range(1, len(words)))


def _last(key: _Key, same: Mapping[str, _Key]) -> _Key:
    seen = set()
    while key[0] in same and key[0] not in seen:
        seen.add(key[0])
        key = same[key[0]]
    return key


def _acronyms(keys: Mapping[Naming, _Key], docs: Sequence[Doc]) -> Iterable[tuple[str, _Key]]:
    """`European Central Bank (ECB)`: an acronym in brackets right behind a name of its kind or of its initials."""
    ordered = sorted(keys, key=lambda one: (one.doc, one.argument.start))
    for left, right in itertools.pairwise(ordered):
        doc = docs[left.doc]
        adjacent = left.doc == right.doc and left.argument.end + 1 == right.argument.start
        if not adjacent or doc[left.argument.end].text != "(" or not _ACRONYM.match(right.text):
            continue
        if right.argument.kind is not left.argument.kind or keys[right][0] == keys[left][0]:
            continue
        if doc[right.argument.end : right.argument.end + 1].text != ")":
            continue
        if keys[right][1] is None:
            if right.text.isupper() or initials(left.text) == right.text.upper():
                yield keys[right][0], keys[left]
        elif keys[left][1] is None and abbreviates(right.text, left.text):
            yield keys[left][0], keys[right]
