"""From Facts to NamedGraphs: the graph of each document as blocks of text, of which those are kept that are made again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from rdflib import URIRef

from fintech_kg.graph.blocks import Blocks, Renderer
from fintech_kg.graph.parts import Part, parts_of
from fintech_kg.graph.vocabulary import BASE_IRI, iri
from fintech_kg.graph.write import Triple, part_triples, prefixes, shared_triples
from fintech_kg.model import Facts
from fintech_kg.ontology import Kept, Ontology


@dataclass(frozen=True, slots=True)
class NamedGraphs:
    """What a Dataset holds, in a form that is made and written many times faster; `base` is that of the things' IRIs.

    `documents` are the documents' graphs by their IRIs, `shared` the triples that may be in several of them, and `metadata`
    tells of all, in a graph of its own.
    """

    base: str
    documents: Mapping[URIRef, Blocks]
    shared: Sequence[Triple]
    metadata: tuple[URIRef, Sequence[Triple]] | None = None

    def renderer(self) -> Renderer:
        """What puts triples into words as the documents' are."""
        return Renderer(prefixes(self.base), self.base)


def named_graphs(
    facts: Facts, ontology: Ontology, *, base: str = BASE_IRI, kept: Kept | None = None, program: str = ""
) -> NamedGraphs:
    """The graphs of the facts: each document's says what the document says and names what it mentions.

    `kept` may hold blocks of earlier builds; `program` is a hash of all by which blocks are made besides facts and ontology.
    """
    renderer = Renderer(prefixes(base), base)
    made = f"{program} {ontology.hash} {base}".encode()

    def blocks(part: Part) -> Blocks:
        key = None if kept is None else _key(part, made)
        found = None if kept is None or key is None else kept.made(key, Blocks)
        if found is None:
            found = renderer.blocks(part_triples(part, ontology, base))
            if kept is not None and key is not None:
                kept.keep_made(key, found)
        return found

    parts = parts_of(facts)
    documents = {iri(base, f"document/{part.document.id}"): blocks(part) for part in parts}
    return NamedGraphs(base, documents, list(shared_triples(facts, parts, ontology, base)))


def _key(part: Part, made: bytes) -> str | None:
    """A hash over all that decides the part's graph; None where a text cannot be put into UTF-8."""
    try:
        return hashlib.sha256(made + msgspec.json.encode(part)).hexdigest()
    except UnicodeEncodeError:
        return None
