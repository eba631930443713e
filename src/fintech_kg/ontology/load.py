"""Reads ontology/*.ttl into an Ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from fintech_kg.errors import BrokenOntology, reason_of
from fintech_kg.model import Kind
from fintech_kg.names import normal_form
from fintech_kg.ontology.files import files_hash, ontology_directory, turtle_files
from fintech_kg.ontology.kept import Kept
from fintech_kg.ontology.places import place_concepts
from fintech_kg.ontology.terms import Concept, Cue, Ontology, Relation, Trigger, TriggerForm
from fintech_kg.ontology.turtle import read_turtle

FKG = Namespace("https://w3id.org/fintech-kg/ontology#")

_CODES = ("bic", "lei", "mic")
_PAST = frozenset({FKG.pastTrigger})
_TRIGGERS = (
    (FKG.pastTrigger, TriggerForm.VERB, False),
    (FKG.trigger, TriggerForm.VERB, False),
    (FKG.inverseTrigger, TriggerForm.VERB, True),
    (FKG.triggerNoun, TriggerForm.NOUN, False),
    (FKG.inverseTriggerNoun, TriggerForm.NOUN, True),
    (FKG.relationalNoun, TriggerForm.RELATIONAL, False),
    (FKG.inverseRelationalNoun, TriggerForm.RELATIONAL, True),
    (FKG.triggerSuffix, TriggerForm.SUFFIX, False),
    (FKG.inverseTriggerSuffix, TriggerForm.SUFFIX, True),
    (FKG.triggerPreposition, TriggerForm.PREPOSITION, False),
    (FKG.eventTrigger, TriggerForm.EVENT, False),
    (FKG.inverseEventTrigger, TriggerForm.EVENT, True),
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read from the files and the place register, in a form that can be kept; `named` gives concepts by their IRIs."""

    relations: dict[str, Relation]
    concepts: list[Concept]
    cues: dict[Cue, frozenset[str]]
    nouns: dict[str, str]
    events: dict[str, tuple[Kind, frozenset[str]]]
    parties: frozenset[str]
    classes: dict[str, Kind]
    broader: dict[str, frozenset[str]]
    confidence: dict[str, str]
    named: dict[Kind, dict[str, str]]


_LOADED: dict[tuple[Path, str], Ontology] = {}


def load_ontology(folder: Path | None = None, *, kept: Kept | None = None, program: str = "") -> Ontology:
    """The ontology in `folder` (default: the one that is installed), read once; `kept` may hold what an earlier process read.

    `program` is a hash of all that decides it besides the folder's files. Raises BrokenOntology with the file and the reason.
    """
    folder = folder or ontology_directory()
    try:
        hashed = files_hash(folder)
        if (folder, hashed) not in _LOADED:
            read = _read(folder) if kept is None else _kept(kept, f"{program} {hashed}", folder)
            _LOADED[folder, hashed] = _ontology(folder, hashed, read)
    except OSError as error:
        raise BrokenOntology(str(folder), reason_of(error)) from error
    return _LOADED[folder, hashed]


def take_over(known: Ontology) -> None:
    """Takes an ontology that another process has read: files that are the same here need not be read again."""
    _LOADED[known.folder, known.hash] = known


def _kept(kept: Kept, key: str, folder: Path) -> _Read:
    found = kept.made(key, _Read)
    if found is None:
        found = _read(folder)
        kept.keep_made(key, found)
    return found


def _ontology(folder: Path, hashed: str, read: _Read) -> Ontology:
    concepts = {concept.iri: concept for concept in read.concepts}
    return Ontology(
        folder=folder,
        hash=hashed,
        relations=read.relations,
        by_word=_by_word(read.relations.values()),
        roles=frozenset(role for relation in read.relations.values() for role in relation.role_words),
        concepts=concepts,
        cues=read.cues,
        nouns=read.nouns,
        events=read.events,
        parties=read.parties,
        classes=read.classes,
        broader=read.broader,
        confidence=read.confidence,
        judged=frozenset(rule.partition(" ")[0] for rule in read.confidence),
        named={(kind, name): concepts[iri] for kind, names in read.named.items() for name, iri in names.items()},
    )


def _read(folder: Path) -> _Read:
    graph = read_turtle(turtle_files(folder))
    classes = _classes(graph)
    concepts = list({concept.iri: concept for concept in (*_concepts(graph, classes), *_places(graph))}.values())
    relations = {relation.name: relation for relation in _relations(graph)}
    return _Read(
        relations=relations,
        concepts=concepts,
        cues=_cues(graph),
        nouns={noun: _local(node) for node, noun in _pairs(graph, FKG.noun)},
        events=dict(_events(graph, relations)),
        parties=frozenset(noun for _, noun in _pairs(graph, FKG.eventParty)),
        classes=classes,
        broader={cls: _broader(graph, cls) for cls in classes},
        confidence=dict(_confidence(graph)),
        named=_named(concepts),
    )


def _named(concepts: Iterable[Concept]) -> dict[Kind, dict[str, str]]:
    """By kind and normal form of a label the IRI of the concept that has it, the first of several."""
    named: dict[Kind, dict[str, str]] = {kind: {} for kind in Kind}
    for concept in sorted(concepts, key=lambda concept: concept.iri):
        for label in concept.labels:
            named[concept.kind].setdefault(normal_form(label, concept.kind), concept.iri)
    return named


def _local(node: object) -> str:
    return str(node).rpartition("#")[2]


def _pairs(graph: Graph, predicate: URIRef) -> list[tuple[Node, str]]:
    return sorted(((s, str(o)) for s, o in graph.subject_objects(predicate)), key=str)


def _texts(graph: Graph, subject: Node, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(text) for text in graph.objects(subject, predicate)))


def _classes(graph: Graph) -> dict[str, Kind]:
    """The kind that each class of things belongs to."""
    return {
        _local(cls): kind
        for kind in Kind
        for cls in graph.transitive_subjects(RDFS.subClassOf, FKG[kind.value])
        if str(cls).startswith(FKG)
    }


def _broader(graph: Graph, cls: str) -> frozenset[str]:
    return frozenset(_local(one) for one in graph.transitive_objects(FKG[cls], RDFS.subClassOf) if str(one).startswith(FKG))


def _kinds(graph: Graph, relation: Node, predicate: URIRef) -> frozenset[Kind]:
    """The kinds of a domain or range: one class, or the members of an owl:unionOf."""
    stated = graph.value(relation, predicate)
    union = graph.value(stated, OWL.unionOf) if stated is not None else None
    members = [stated] if union is None else list(Collection(graph, union))
    try:
        return frozenset(Kind(_local(member)) for member in members if member is not None)
    except ValueError as error:
        raise BrokenOntology(_local(relation), f"{_local(predicate)} is none of the four kinds") from error


def _relations(graph: Graph) -> Iterator[Relation]:
    triggered = {s for predicate, _, _ in _TRIGGERS for s in graph.subjects(predicate)}
    for node in sorted(triggered, key=str):
        domain, range_ = _kinds(graph, node, RDFS.domain), _kinds(graph, node, RDFS.range)
        if not domain or not range_:
            raise BrokenOntology(_local(node), "a relation with trigger words needs rdfs:domain and rdfs:range")
        triggers = tuple(
            Trigger(form, tuple(text.split()), inverse, predicate in _PAST)
            for predicate, form, inverse in _TRIGGERS
            for text in _texts(graph, node, predicate)
        )
        roles = _texts(graph, node, FKG.roleNoun)
        role_words = frozenset(role.lower() for role in roles)
        yield Relation(
            name=_local(node),
            domain=domain,
            range=range_,
            symmetric=(node, RDF.type, OWL.SymmetricProperty) in graph,
            lasting=str(graph.value(node, FKG.aspect)) == "state",
            triggers=triggers,
            roles=roles,
            role_words=role_words,
            words=role_words | {word.lower() for one in triggers if one.form is not TriggerForm.EVENT for word in one.words},
            examples=_texts(graph, node, SKOS.example),
            posts=_texts(graph, node, FKG.postNoun),
            past_roles=frozenset(role.lower() for role in _texts(graph, node, FKG.pastRoleNoun)),
            fields=_texts(graph, node, FKG.field),
            inverse_fields=_texts(graph, node, FKG.inverseField),
        )


def _events(graph: Graph, relations: Mapping[str, Relation]) -> Iterator[tuple[str, tuple[Kind, frozenset[str]]]]:
    for node, noun in (*_pairs(graph, FKG.eventNoun), *_pairs(graph, FKG.eventParty)):
        relation = relations[_local(node)]
        verbs = {one.words[0] for one in relation.triggers if one.form is TriggerForm.VERB and one.inverse}
        yield noun, (min(relation.range), frozenset(verbs))


def _by_word(relations: Iterable[Relation]) -> dict[str, tuple[tuple[Relation, Trigger], ...]]:
    found: dict[str, list[tuple[Relation, Trigger]]] = defaultdict(list)
    for relation in relations:
        for trigger in relation.triggers:
            found[trigger.words[trigger.words[0] == "be"]].append((relation, trigger))
    return {word: tuple(pairs) for word, pairs in found.items()}


def _concepts(graph: Graph, classes: Mapping[str, Kind]) -> Iterator[Concept]:
    for node in sorted(set(graph.subjects(SKOS.prefLabel)), key=str):
        types = sorted({_local(cls) for cls in graph.objects(node, RDF.type)} & classes.keys())
        is_technology = (node, RDF.type, SKOS.Concept) in graph
        if not types and not is_technology:
            continue
        ambiguous = _texts(graph, node, FKG.ambiguousLabel)
        labels = _texts(graph, node, SKOS.prefLabel) + _texts(graph, node, SKOS.altLabel)
        country = graph.value(node, FKG.country)
        yield Concept(
            iri=str(node),
            kind=classes[types[0]] if types else Kind.TECHNOLOGY,
            types=tuple(types) or (Kind.TECHNOLOGY.value,),
            name=str(_english(graph, node)),
            labels=tuple(sorted(set(labels) - set(ambiguous))),
            ambiguous=ambiguous,
            country=None if country is None else str(country),
            broader=_texts(graph, node, SKOS.broader),
            same_as=_texts(graph, node, OWL.sameAs),
            codes=tuple((name, code) for name in _CODES for code in _texts(graph, node, FKG[name])),
        )


def _places(graph: Graph) -> Iterator[Concept]:
    """The place register, with the labels that the lexicon adds to it."""
    for place in place_concepts():
        added = _texts(graph, URIRef(place.iri), FKG.ambiguousLabel)
        yield replace(place, ambiguous=tuple(sorted({*place.ambiguous, *added}))) if added else place


def _english(graph: Graph, node: Node) -> str:
    labels = sorted(graph.objects(node, SKOS.prefLabel), key=lambda label: (getattr(label, "language", "") != "en", label))
    return str(labels[0])


def _cues(graph: Graph) -> dict[Cue, frozenset[str]]:
    return {cue: frozenset(_texts(graph, FKG[f"cue-{cue.value}"], FKG.cue)) for cue in Cue}


def _confidence(graph: Graph) -> Iterator[tuple[str, str]]:
    for rule, value in graph.subject_objects(FKG.precision):
        name = graph.value(rule, FKG.rule)
        if isinstance(name, Literal):
            yield str(name), str(value)
