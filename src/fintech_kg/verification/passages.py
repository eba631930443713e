"""The evidence of a graph against the kept texts: each quote at its offsets, and what the other checks read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import PROV
from rdflib.term import Node

from fintech_kg.cleaning import page_of
from fintech_kg.extraction.legible import legible
from fintech_kg.graph.vocabulary import OA, PAGE
from fintech_kg.model import digest
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.literals import whole, written
from fintech_kg.verification.output import Output


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a piece of evidence lies: its document's IRI and id, the document's text, and its offsets in that."""

    node: Node
    source: Node
    document: str
    text: str
    start: int
    end: int

    @property
    def legible(self) -> str:
        """Its words as extraction read them."""
        return written(legible(self.text[self.start : self.end]))

    def words(self, span: tuple[int, int]) -> str:
        """The words at a span, as extraction read them where it lies in the passage."""
        if not self.holds(span):
            return written(legible(self.text[span[0] : span[1]]))
        return self.legible[span[0] - self.start : span[1] - self.start]

    def holds(self, span: tuple[int, int]) -> bool:
        """Whether the span lies in the passage."""
        return self.start <= span[0] < span[1] <= self.end


def passages(output: Output) -> dict[Node, Passage]:
    """The evidence whose document's text is kept and whose offsets lie in it."""
    texts = {one.document.id: one.document.text for one in output.texts or ()}
    found = {}
    for node in output.things("Evidence"):
        source, start, end = output.one(node, OA.hasSource), _offset(output, node, "start"), _offset(output, node, "end")
        document = "" if source is None else output.name(source).removeprefix("document/")
        text = texts.get(document)
        if source is not None and text is not None and start is not None and end is not None and start < end <= len(text):
            found[node] = Passage(node, source, document, text, start, end)
    return found


def _offset(output: Output, node: Node, name: str) -> int | None:
    return whole(output.one(node, OA[name]))


def check_passages(output: Output, known: Mapping[Node, Passage]) -> Iterator[Finding]:
    """Each piece of evidence: that it lies in a kept text, quotes it, has its own identifier, and bears something."""
    kept = {one.document.id: one.document for one in output.texts or ()}
    used = {value for told in output.by_subject.values() for value in told.get(PROV.wasDerivedFrom, [])}
    for node in output.things("Evidence"):
        if node not in used:
            yield Finding(GRAPH_FILE, str(node), "evidence", "nothing is derived from it")
        passage = known.get(node)
        if passage is None:
            if output.texts is not None:
                yield Finding(
                    GRAPH_FILE, str(node), "evidence", "it has no place in a kept text: its source or offsets are wrong"
                )
            continue
        stands = written(passage.text[passage.start : passage.end])
        if [str(value) for value in output.values(node, OA.exact)] != [stands]:
            yield Finding(
                GRAPH_FILE, str(node), "quote",
                f"the text has something else at {passage.start}-{passage.end} than it quotes: {stands[:80]!r}",
            )  # fmt: skip
        if output.name(node) != f"evidence/{digest(f'{passage.document} {passage.start} {passage.end}')}":
            yield Finding(GRAPH_FILE, str(node), "identifier", "its IRI is not the digest of its document and offsets")
        page = page_of(kept[passage.document], passage.start)
        if [str(value) for value in output.values(node, PAGE)] != ([] if page is None else [str(page)]):
            yield Finding(GRAPH_FILE, str(node), "evidence", f"its page is not {page}, on which it starts")
        if output.at[node] != {passage.source}:
            yield Finding(GRAPH_FILE, str(node), "named graph", "it does not stand in its document's graph, and there alone")
