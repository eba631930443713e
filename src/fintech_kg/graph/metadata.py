"""What the graph says of itself: from a dataset and the run that made it to one more named graph, in PROV-O, VoID and DCAT.

No clock, path or user name gets into it, and nothing of how the run was done (its workers, the order of its files).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD, Dataset, Literal, URIRef
from rdflib.term import Node

from fintech_kg.errors import RunError
from fintech_kg.graph.blocks import Blocks
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, OA, iri
from fintech_kg.graph.write import Triple, text
from fintech_kg.model import Kind, digest

_TYPE = RDF.type
_KINDS = frozenset(FKG[kind.value] for kind in Kind)
DATASET, METADATA = "dataset", "metadata"
"""The identifiers of the data set's node and of the named graph that tells of it."""
TITLE = "A knowledge graph of fintech texts"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_DISTRIBUTIONS = {
    "documents.jsonl": "application/jsonl",
    "graph.html": "text/html",
    "graph.trig": "application/trig",
    "graph.ttl": "text/turtle",
}
_VOCABULARIES = (FKG, OA, DCTERMS, OWL, PROV, RDFS, SKOS)
_LICENCE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+")
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class RunDescription:
    """What a run was: the SHA-256 of each document's source by document id, versions by name, the pipeline's name, the hash
    of the ontology, that of the ledger where decisions were given, and what a user wants to be said of the data set."""

    sources: Mapping[str, str]
    versions: Mapping[str, str]
    model: str
    ontology: str
    ledger: str | None = None
    title: str | None = None
    licence: str | None = None
    created: datetime | None = None
    base: str = field(default=BASE_IRI)

    @property
    def id(self) -> str:
        """The same for the same inputs, versions and options."""
        given = (sorted(self.sources), sorted(self.versions.items()), self.model, self.ontology, self.ledger, self.base)
        return f"run/{digest(repr(given))}"


def checked_licence(licence: str) -> str:
    """The licence as an IRI; `CC-BY-4.0` and the like are taken as SPDX identifiers. Raises RunError for anything else."""
    if _SPDX.fullmatch(licence):
        return f"https://spdx.org/licenses/{licence}"
    if _LICENCE.fullmatch(licence) is None:
        raise RunError(f"{licence!r} is no licence; give its IRI or its SPDX identifier, such as CC-BY-4.0")
    return licence


def metadata_triples(counted: Mapping[Node, int], run: RunDescription) -> Iterator[Triple]:
    """What the graph of metadata says, but of the documents themselves; `counted` are the counts by the property of VoID."""
    yield from _data_set(counted, run)
    yield from _run(run)


def source_triple(document: str, run: RunDescription) -> Triple:
    """What the graph of metadata says of a document."""
    return iri(run.base, f"document/{document}"), FKG.sha256, text(run.sources[document])


def run_options(dataset: Dataset) -> dict[str, str]:
    """The pipeline's name (`model`) and the base IRI (`base_iri`) that the dataset was made with, as far as it tells."""
    models = sorted(str(value) for value in dataset.objects(None, FKG.model))
    bases = sorted(str(value) for value in dataset.objects(None, VOID.uriSpace))
    return {name: found[0] for name, found in (("model", models), ("base_iri", bases)) if found}


def counts(triples: Iterable[Triple]) -> dict[Node, int]:
    """By the property of VoID how many triples, entities (named things), classes and properties there are."""
    tally = Tally()
    tally.add(set(triples))
    return tally.counts()


class Tally:
    """Counts the triples of parts of a graph, none of which speaks of another's things."""

    def __init__(self) -> None:
        self._triples = self._things = 0
        self._classes: set[str] = set()
        self._properties: set[str] = set()

    def add(self, triples: Collection[Triple]) -> None:
        """Counts a part, in which each triple stands once."""
        self._triples += len(triples)
        things: set[Node] = set()
        for subject, predicate, object_ in triples:
            self._properties.add(str(predicate))
            if predicate == _TYPE:
                self._classes.add(str(object_))
                if object_ in _KINDS:
                    things.add(subject)
        self._things += len(things)

    def add_own(self, blocks: Blocks) -> None:
        """Counts those blocks of a document's graph that no other has."""
        self._triples += blocks.triples
        self._classes.update(blocks.classes)
        self._properties.update(blocks.predicates)

    def counts(self) -> dict[Node, int]:
        """By the property of VoID how many triples, entities (named things), classes and properties there were."""
        return {
            VOID.triples: self._triples,
            VOID.entities: self._things,
            VOID.classes: len(self._classes),
            VOID.properties: len(self._properties),
        }


def _data_set(counted: Mapping[Node, int], run: RunDescription) -> Iterator[Triple]:
    node = iri(run.base, DATASET)
    yield node, RDF.type, VOID.Dataset
    yield node, RDF.type, DCAT.Dataset
    yield node, DCTERMS.title, text(run.title or TITLE)
    if run.licence is not None:
        yield node, DCTERMS.license, URIRef(checked_licence(run.licence))
    if run.created is not None:
        yield node, DCTERMS.created, _moment(run.created)
    for predicate, count in counted.items():
        yield node, predicate, Literal(count, datatype=XSD.integer)
    yield node, VOID.uriSpace, text(run.base)
    for namespace in _VOCABULARIES:
        yield node, VOID.vocabulary, URIRef(str(namespace).rstrip("#"))
    for name, media_type in _DISTRIBUTIONS.items():
        file = iri(run.base, f"distribution/{name}")
        yield node, DCAT.distribution, file
        yield file, RDF.type, DCAT.Distribution
        yield file, DCTERMS.title, text(name)
        yield file, DCAT.mediaType, URIRef(_MEDIA_TYPES + media_type)
    yield node, PROV.wasGeneratedBy, iri(run.base, run.id)


def _run(run: RunDescription) -> Iterator[Triple]:
    node = iri(run.base, run.id)
    yield node, RDF.type, PROV.Activity
    yield node, FKG.model, text(run.model)
    if run.created is not None:
        yield node, PROV.endedAtTime, _moment(run.created)
    for document in run.sources:
        yield node, PROV.used, iri(run.base, f"document/{document}")
    for name, version in run.versions.items():
        if name != "ontology":
            yield from _software(node, name, version, run.base)
    for name, value in (("ontology", run.ontology), ("ledger", run.ledger)):
        if value is not None:
            used = iri(run.base, f"{name}/{value}")
            yield node, PROV.used, used
            yield used, RDF.type, PROV.Entity
            yield used, RDFS.label, text(name)
            yield used, DCTERMS.identifier, text(value)


def _software(run: URIRef, name: str, version: str, base: str) -> Iterator[Triple]:
    node = iri(base, f"software/{digest(f'{name} {version}')}")
    yield run, PROV.wasAssociatedWith, node
    yield node, RDF.type, PROV.SoftwareAgent
    yield node, RDFS.label, text(name)
    yield node, SDO.softwareVersion, text(version)


def _moment(when: datetime) -> Literal:
    return Literal(f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00", datatype=XSD.dateTime)
