"""JSON-LD 1.1: from a Source to one node object for each thing, under the context that ontology/context.jsonld publishes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from rdflib import RDF, XSD, Literal
from rdflib.term import Node

from fintech_kg.exports.characters import as_json, json_items
from fintech_kg.exports.ordered import by_subject
from fintech_kg.exports.pieces import in_utf8
from fintech_kg.exports.source import Files, Source
from fintech_kg.graph import PREFIXES
from fintech_kg.ontology import Ontology, ontology_directory
from fintech_kg.ontology.turtle import node_of

CONTEXT_FILE = "context.jsonld"
_TERMS = {
    "label": "rdfs:label",
    "altLabel": "skos:altLabel",
    "sameAs": ("owl:sameAs",),
    "exactMatch": ("skos:exactMatch",),
    "broader": ("skos:broader",),
    "subject": ("rdf:subject",),
    "predicate": ("rdf:predicate",),
    "object": ("rdf:object",),
    "wasDerivedFrom": ("prov:wasDerivedFrom",),
    "wasAttributedTo": ("prov:wasAttributedTo",),
    "hasSource": ("oa:hasSource",),
    "exact": "oa:exact",
    "mentions": ("fkg:mentions",),
    "about": ("fkg:about",),
    "speaker": ("fkg:speaker",),
    "status": ("fkg:status",),
    **{name: f"fkg:{name}" for name in ("rule", "role", "amount", "time", "measure", "unit", "country", "spans", "amountText")},
}
"""Terms of the context; those in brackets have IRIs as their values."""


def jsonld(source: Source) -> Files:
    """The union of the named graphs. The context stands in the file, so that no reader fetches anything."""
    return {"graph.jsonld": in_utf8(_jsonld(source))}


def _jsonld(source: Source) -> Iterator[str]:
    context = {**_context(), **({} if source.base is None else {"id": source.base})}
    words = _Words(context)
    yield f'{{"@context": {json.dumps(context)},\n"@graph": '
    yield from json_items(_nodes(source, words))
    yield "}\n"


def _nodes(source: Source, words: _Words) -> Iterator[str]:
    term = lru_cache(maxsize=1 << 16)(node_of)
    for triples in by_subject(source):
        properties: dict[Node, set[Node]] = defaultdict(set)
        for one in triples:
            properties[term(one.predicate)].add(term(one.object))
        yield as_json(words.node(term(triples[0].subject), properties))


def context_of(ontology: Ontology) -> dict[str, object]:
    """The context: our prefixes, a term for each relation, and terms for what a statement and its evidence have."""
    relations: dict[str, str | tuple[str]] = {name: (f"fkg:{name}",) for name in ontology.relations}
    terms = {**_TERMS, **relations}
    coerced = {
        name: {"@id": term[0], "@type": "@id"} if isinstance(term, tuple) else term for name, term in sorted(terms.items())
    }
    return {**dict(sorted(PREFIXES.items())), **coerced}


@cache
def _context() -> Mapping[str, object]:
    path = ontology_directory() / CONTEXT_FILE
    context: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context


class _Words:
    """The words of one context."""

    def __init__(self, context: Mapping[str, object]) -> None:
        self._prefixes = sorted(
            ((value, prefix) for prefix, value in context.items() if isinstance(value, str) and value[-1:] in "/#"),
            reverse=True,
        )
        self._links: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        for term, value in context.items():
            if isinstance(value, dict):
                self._links[str(value["@id"])] = term
            elif isinstance(value, str) and value[-1:] not in "/#":
                self._texts[value] = term

    def node(self, subject: Node, properties: Mapping[Node, set[Node]]) -> dict[str, object]:
        """The node object of a subject: `@id`, `@type`, then its properties by name."""
        told: dict[str, object] = {"@id": str(subject)}
        types = sorted(self._compact(str(one)) for one in properties.get(RDF.type, ()))
        if types:
            told["@type"] = types
        values: dict[str, list[object]] = defaultdict(list)
        for predicate, objects in properties.items():
            if predicate != RDF.type:
                for one in sorted(objects, key=lambda term: term.n3()):
                    term, value = self._property(self._compact(str(predicate)), one)
                    values[term].append(value)
        told |= {term: found[0] if len(found) == 1 else found for term, found in sorted(values.items())}
        return told

    def _property(self, predicate: str, value: Node) -> tuple[str, object]:
        if isinstance(value, Literal):
            plain = value.language is None and value.datatype in {None, XSD.string}
            return self._texts.get(predicate, predicate) if plain else predicate, _literal(value, plain=plain)
        if predicate in self._links:
            return self._links[predicate], str(value)
        return predicate, {"@id": str(value)}

    def _compact(self, iri: str) -> str:
        """As prefix and name, where the name is plain; absolute otherwise."""
        for base, prefix in self._prefixes:
            name = iri.removeprefix(base)
            if name != iri and name.isascii() and name.replace("_", "").isalnum():
                return f"{prefix}:{name}"
        return iri


def _literal(value: Literal, *, plain: bool) -> object:
    if plain:
        return str(value)
    if value.language is not None:
        return {"@value": str(value), "@language": value.language}
    return {"@value": str(value), "@type": str(value.datatype)}
