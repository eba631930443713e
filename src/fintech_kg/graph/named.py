"""From Facts to NamedGraphs: the graph of each document as blocks of text, of which those are kept that are made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import msgspec

from fintech_kg.graph.blocks import Blocks, Renderer
from fintech_kg.graph.metadata import RunDescription
from fintech_kg.graph.parts import Part
from fintech_kg.graph.vocabulary import BASE_IRI
from fintech_kg.graph.write import part_triples, prefixes
from fintech_kg.model import Facts
from fintech_kg.ontology import Kept, Ontology


@dataclass(frozen=True, slots=True)
class NamedGraphs:
    """What a Dataset would hold, made a document at a time and many times faster.

    `base` is that of the things' IRIs. `run` is what a graph of its own is to tell, None where there is to be none. `kept`
    may hold blocks of earlier builds; `program` is a hash of all by which blocks are made besides facts and ontology.
    """

    facts: Facts
    ontology: Ontology
    base: str = BASE_IRI
    kept: Kept | None = None
    program: str = ""
    run: RunDescription | None = None

    def renderer(self) -> Renderer:
        """What puts triples into words as the documents' are."""
        return Renderer(prefixes(self.base), self.base)

    def documents(self, parts: Iterable[Part]) -> Iterator[tuple[Part, Blocks]]:
        """Each of the facts' parts with its graph: what the document says, and what it mentions."""
        renderer, made = self.renderer(), f"{self.program} {self.ontology.hash} {self.base}".encode()
        for part in parts:
            yield part, self._blocks(part, renderer, made)

    def _blocks(self, part: Part, renderer: Renderer, made: bytes) -> Blocks:
        key = None if self.kept is None else _key(part, made)
        found = None if self.kept is None or key is None else self.kept.made(key, Blocks)
        if found is None:
            found = renderer.blocks(part_triples(part, self.ontology, self.base))
            if self.kept is not None and key is not None:
                self.kept.keep_made(key, found)
        return found


def named_graphs(
    facts: Facts, ontology: Ontology, *, base: str = BASE_IRI, kept: Kept | None = None, program: str = ""
) -> NamedGraphs:
    """The graphs of the facts, without one that tells of them."""
    return NamedGraphs(facts, ontology, base, kept, program)


def with_metadata(graphs: NamedGraphs, run: RunDescription) -> NamedGraphs:
    """The graphs and one more, which tells of all the others and of the run that made them."""
    return replace(graphs, run=run)


def _key(part: Part, made: bytes) -> str | None:
    """A hash over all that decides the part's graph; None where a text cannot be put into UTF-8."""
    try:
        return hashlib.sha256(made + msgspec.json.encode(part)).hexdigest()
    except UnicodeEncodeError:
        return None
