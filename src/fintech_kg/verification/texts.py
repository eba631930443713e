"""The kept texts: whether each is the one that its id is the digest of, and whether graph and texts name the same documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from rdflib import DCTERMS, RDF

from fintech_kg.cleaning import offsets_of, source_text
from fintech_kg.graph.vocabulary import FKG
from fintech_kg.graph.write import document_triples
from fintech_kg.model import Document, Facts
from fintech_kg.store import GRAPH_FILE, TEXTS_FILE, KeptText, sha256_of, texts_file
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import Output

_ELSEWHERE = frozenset({FKG.mentions, DCTERMS.isVersionOf})
"""What the graph says of a document that is not said in its text: other checks look at it."""


def check_texts(output: Output) -> Iterator[Finding]:
    """Every kept text against itself, and the set of them against the graph's documents."""
    if output.texts is None:
        return
    for name, number in sorted(Counter(one.document.id for one in output.texts).items()):
        if number > 1:
            yield Finding(TEXTS_FILE, name, "documents", f"the document stands there {number} times")
    for one in output.texts:
        yield from _of_text(one)
        yield from _in_graph(one, output)
    known = {one.document.id for one in output.texts}
    for node in output.things("Document"):
        if output.name(node).removeprefix("document/") not in known:
            yield Finding(TEXTS_FILE, str(node), "documents", "the document's text is not kept")
    yield from _as_written(output)


def _of_text(one: KeptText) -> Iterator[Finding]:
    document = one.document
    try:
        source = source_text(document)
    except ValueError as error:
        yield Finding(TEXTS_FILE, document.id, "way back", str(error))
        return
    if sha256_of(source) != one.sha256:
        yield Finding(TEXTS_FILE, document.id, "hash", "the text is not the one that sha256 was taken of")
    if sha256_of(source)[:16] != document.id:
        yield Finding(TEXTS_FILE, document.id, "hash", "the id is not the digest of the source's text")
    if any(document.text[a.start : a.end] == a.text for a in document.replaced):
        yield Finding(TEXTS_FILE, document.id, "way back", "something is replaced by itself")
    for left in document.left_out:
        if not left.text or source[left.source_start : left.source_end] != left.text:
            where = f"{left.source_start}-{left.source_end}"
            yield Finding(TEXTS_FILE, document.id, "left out", f"what was left out at {where} is not what the source has there")
    yield from _blocks(document)
    if offsets_of(document.replaced) != document.offsets:
        yield Finding(TEXTS_FILE, document.id, "way back", "the offset map does not lead to the source's characters")


def _blocks(document: Document) -> Iterator[Finding]:
    bounds = [0, *(end for one in document.blocks for end in (one.start, one.end)), len(document.text)]
    if any(one > other for one, other in pairwise(bounds)):
        yield Finding(TEXTS_FILE, document.id, "blocks", "a block does not lie in the text, behind the one before")
    if any(one.context is not None and not 0 <= one.context < len(document.blocks) for one in document.blocks):
        yield Finding(TEXTS_FILE, document.id, "blocks", "a block stands under one that there is not")


def _in_graph(one: KeptText, output: Output) -> Iterator[Finding]:
    document = one.document
    node = output.iri(f"document/{document.id}")
    if FKG.Document not in output.values(node, RDF.type):
        yield Finding(GRAPH_FILE, str(node), "documents", "a kept text has no document in the graph")
        return
    expected = set(document_triples(document, one.sources, output.base))
    told = {triple for triple in output.graphs.get(node, ()) if triple[0] == node and triple[1] not in _ELSEWHERE}
    for _, predicate, value in sorted(expected ^ told):
        wrong = "is not that of the kept text" if (node, predicate, value) in told else "of the kept text is missing"
        yield Finding(GRAPH_FILE, str(node), "documents", f"its {predicate} {str(value)[:80]!r} {wrong}")
    if [str(told) for told in output.values(node, FKG.sha256)] != [one.sha256]:
        yield Finding(GRAPH_FILE, str(node), "hash", "its SHA-256 is not that of the kept text")


def _as_written(output: Output) -> Iterator[Finding]:
    """The bytes of the file against those that its own content gives."""
    texts = output.texts or ()
    documents = tuple(one.document for one in texts)
    names = tuple((one.document.id, one.sources) for one in texts)
    try:
        expected = texts_file(Facts(documents, (), (), (), (), (), names))
    except ValueError:
        return  # a finding about the text itself tells of it
    if expected != (output.folder / TEXTS_FILE).read_bytes():
        yield Finding(
            TEXTS_FILE, TEXTS_FILE, "documents", "the file is not as a build writes these texts (order, names, hashes)"
        )
