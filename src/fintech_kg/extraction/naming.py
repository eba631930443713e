"""Which namings of one document are the same thing: from named arguments to entities."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from fintech_kg.extraction.boundaries import LEGAL_FORMS
from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.definitions import defined_behind, is_noun, is_own_word
from fintech_kg.extraction.kinds import HINTED, SUGGESTED, kind_votes, unmarked_names
from fintech_kg.extraction.recogniser import is_taught
from fintech_kg.extraction.short_forms import Key, Naming, short_forms
from fintech_kg.model import Entity, Kind
from fintech_kg.names import display_name, entity_id, normal_form
from fintech_kg.ontology import Concept, Cue, Ontology

_SHORTEST_SPREAD = 4
# The lexicon's word outweighs any other, and the trained network's what a sentence suggests.
_KNOWN = 100
_READ = 8
_INTRODUCES_PEOPLE = 5
# `Klarna Group` is the Klarna that the lexicon knows, where it knows no other of that name.
_FORMS = re.compile(rf"(?:,? (?:Pte|Pty|{'|'.join(re.escape(one) for one in sorted(LEGAL_FORMS))}))+$")
_GROUP = re.compile(r" (?:group|holdings?)$")


def named(docs: Sequence[Doc], ontology: Ontology) -> list[Naming]:
    """The namings that the pipeline marked, each surface with one kind in the whole document, and unmarked repetitions."""
    found = [
        Naming(i, Argument(ent.start, ent.end, Kind(ent.label_), None, ent.id_ or None), ent.text)
        for i, doc in enumerate(docs)
        for ent in doc.ents
    ]
    found += _unmarked(docs, found, ontology)
    agreed = list(_with_defined(docs, _agreed(docs, found, ontology), ontology))
    return sorted(agreed + _repeated(docs, agreed), key=lambda one: (one.doc, one.argument))


def _with_defined(docs: Sequence[Doc], found: Sequence[Naming], ontology: Ontology) -> Iterator[Naming]:
    """The namings with the names that the text defines for them in brackets, each of the kind of what it stands for."""
    defined: dict[tuple[int, int], Naming] = {}
    for one in found:
        for term in defined_behind(docs[one.doc], one.argument.end):
            if term.text[0].isupper() and not is_noun(term, ontology) and not is_own_word(term):
                place = replace(one.argument, start=term.start, end=term.end)
                defined.setdefault((one.doc, term.start), Naming(one.doc, place, term.text))
    if not defined:
        yield from found
        return
    kinds = {one.text: one.argument.kind for one in defined.values()}
    inside = {(one.doc, i) for one in defined.values() for i in range(one.argument.start, one.argument.end)}
    for one in found:
        if inside.isdisjoint((one.doc, i) for i in range(one.argument.start, one.argument.end)):
            yield replace(one, argument=replace(one.argument, kind=kinds.get(one.text, one.argument.kind)))
    yield from defined.values()


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
    kinds |= {text: Kind.TECHNOLOGY for text in product_lines(kinds, ontology) if text not in known}
    people = _words(kinds, Kind.PERSON, 0) | _words(kinds, Kind.PERSON, -1)
    kinds |= {text: Kind.PERSON for text in kinds if text in people and text not in known}
    return [
        replace(one, argument=replace(one.argument, kind=kinds[one.text], concept=one.argument.concept or known.get(one.text)))
        for one in found
    ]


def product_lines(kinds: Mapping[str, Kind], ontology: Ontology) -> Iterator[str]:
    """The names that go on from a firm's with what it calls its products: `Halden Vision`, where `Halden` stands alone as a
    firm's and begins several names, and no word behind it is one of firms or places.

    What is read as a person's (`Halden Grace`) is one where another of these is read as a product's."""
    behind: dict[str, list[str]] = defaultdict(list)
    for text, kind in kinds.items():
        first, _, rest = text.partition(" ")
        if rest and kind is not Kind.PLACE and kinds.get(first) is Kind.ORGANISATION:
            behind[first].append(rest)
    firms = {_FORMS.sub("", text) for text in kinds if text.split()[-1] in LEGAL_FORMS}
    for first, rests in behind.items():
        are_products = any(kinds[f"{first} {rest}"] is Kind.TECHNOLOGY for rest in rests)
        for rest in rests if len(rests) > 1 else ():
            if kinds[f"{first} {rest}"] is Kind.PERSON and not are_products:
                continue
            if f"{first} {rest}" not in firms and all(_may_name_a_product(word, ontology) for word in rest.split()):
                yield f"{first} {rest}"


def _may_name_a_product(word: str, ontology: Ontology) -> bool:
    small = word.lower()
    firms = ontology.cues[Cue.ORGANISATION_WORD] | ontology.nouns.keys() | ontology.cues[Cue.PART]
    if small in firms or small.removesuffix("s") in firms or word in LEGAL_FORMS or not word[:1].isupper():
        return False
    return (Kind.PLACE, normal_form(word, Kind.PLACE)) not in ontology.named and not word.isupper()


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
    same = short_forms(keys, docs)
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


def _key(one: Naming, ontology: Ontology, labels: Mapping[tuple[Kind, str], Concept]) -> Key:
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
    words = [re.findall(r"\w+", name.lower()) for name in names]
    nouns = {noun for one in words for noun in (*one, *map(" ".join, itertools.pairwise(one)))}
    return frozenset({*entity.types, *(ontology.nouns[noun] for noun in nouns & ontology.nouns.keys())})
