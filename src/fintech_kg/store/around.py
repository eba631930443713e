"""From a name to the part of a store that tells of the things of that name, as a Dataset that `facts_of` reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import Dataset

from fintech_kg.graph import BASE_IRI
from fintech_kg.store.asking import usual_prefixes
from fintech_kg.store.oxigraph import open_store
from fintech_kg.store.quads import FACTS

_RDF, _FKG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://w3id.org/fintech-kg/ontology#"
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_ALIAS = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_MENTIONS = NamedNode(f"{_FKG}mentions")
_TELLING = (
    NamedNode(f"{_RDF}subject"),
    NamedNode(f"{_RDF}object"),
    NamedNode(f"{_FKG}about"),
    NamedNode(f"{_FKG}speaker"),
)
_FOLLOWED = (
    NamedNode(f"{_RDF}subject"),
    NamedNode(f"{_RDF}object"),
    NamedNode(f"{_FKG}about"),
    NamedNode(f"{_FKG}speaker"),
    NamedNode("http://www.w3.org/ns/prov#wasAttributedTo"),
    NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"),
    NamedNode("http://www.w3.org/ns/oa#hasSource"),
)


def dataset_around(folder: Path, name: str, *, suggestions: int = 5) -> tuple[Dataset, list[str]]:
    """What the folder's store says of the things that bear the name, in any case, and of what that needs (the other ends,
    evidence, documents); and where there is no such thing, labels that contain the name, sorted.

    Raises NoGraph and RunError.
    """
    prefixes = dict(usual_prefixes(folder))
    with open_store(folder) as opened:
        store = Store.read_only(str(opened.path))
        wanted = name.casefold()
        things = _named(store, wanted, prefixes.get("id", BASE_IRI))
        triples = set(_needed(store, things))
        near = [] if things else _near(store, wanted)[:suggestions]
    dataset = Dataset(default_union=True)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    dataset.graph("urn:fintech-kg:around").parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return dataset, near


def _named(store: Store, wanted: str, base: str) -> set[NamedNode]:
    return {
        quad.subject
        for predicate in (_LABEL, _ALIAS)
        for quad in store.quads_for_pattern(None, predicate, None, FACTS)
        if quad.object.value.casefold() == wanted  # type: ignore[union-attr]
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(base)
    }


def _near(store: Store, wanted: str) -> list[str]:
    labels = (quad.object.value for quad in store.quads_for_pattern(None, _LABEL, None, FACTS))  # type: ignore[union-attr]
    return sorted({label for label in labels if wanted in label.casefold()})


def _needed(store: Store, things: Iterable[NamedNode]) -> Iterator[Triple]:
    """The triples of the things, of what tells of them, and of all that this leads to."""
    waiting = list(things)
    for thing in things:
        for predicate in _TELLING:
            waiting += [quad.subject for quad in _quads(store, None, predicate, thing)]  # type: ignore[misc]
    seen: set[NamedNode] = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in _quads(store, node, None, None):
            if quad.predicate == _MENTIONS:
                continue
            yield quad.triple
            if quad.predicate in _FOLLOWED and isinstance(quad.object, NamedNode):
                waiting.append(quad.object)


def _quads(store: Store, subject: NamedNode | None, predicate: NamedNode | None, object_: NamedNode | None) -> Iterator[Quad]:
    return iter(store.quads_for_pattern(subject, predicate, object_, DefaultGraph()))
