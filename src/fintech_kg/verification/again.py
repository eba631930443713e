"""Every document extracted once more from its kept text, and what that gives against the graph: the proof of last resort.

What the other checks cannot know they take from here: a status, a confidence, a speaker or a measure that somebody made up and
gave a sound identifier, or a statement that was taken away with all that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import DCTERMS, RDFS
from rdflib.term import Node

from fintech_kg.assembly import Ledger, assemble, resolve
from fintech_kg.cleaning import source_text
from fintech_kg.corpus import Running
from fintech_kg.graph import dataset_of
from fintech_kg.graph.metadata import METADATA
from fintech_kg.graph.vocabulary import FKG
from fintech_kg.model import Document, Extraction, Source
from fintech_kg.ontology import load_ontology
from fintech_kg.store import GRAPH_FILE, TEXTS_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import Output, Triple
from fintech_kg.verification.recleaned import differences, recleaned


def check_again(output: Output, ontology: Path | None, decisions: Ledger, *, workers: int = 1) -> Iterator[Finding]:
    """Cleans and extracts each kept text with the pipeline that the graph names, and compares triple by triple.

    Raises ModelNotFound.
    """
    models = sorted({str(value) for told in output.by_subject.values() for value in told.get(FKG.model, ())})
    if len(models) != 1 or output.texts is None:
        yield Finding(
            GRAPH_FILE, GRAPH_FILE, "again", "the texts or the name of the pipeline are missing: nothing to extract with"
        )
        return
    yield from _ledger(output, decisions)
    known = load_ontology(ontology)
    documents = []
    for one in output.texts:
        try:
            document = recleaned(one.document, _source(one.document), known)
        except ValueError:
            continue  # the way back is broken, which is a finding of its own
        documents.append(document)
        for part in differences(one.document, document):
            yield Finding(TEXTS_FILE, one.document.id, "again", f"its {part} is not what cleaning its source gives")
    results = [done.result for done in Running(ontology, models[0], workers=workers)(documents)]
    extractions = [one for one in results if isinstance(one, Extraction)]
    names = {one.document.id: one.sources for one in output.texts}
    facts = assemble(extractions, sources=names, resolution=resolve(extractions, decisions), symmetric=known.symmetric)
    expected: dict[Node, set[Triple]] = {}
    for subject, predicate, object_, graph in dataset_of(facts, known, base=output.base).quads():
        if graph is not None:
            expected.setdefault(graph, set()).add((subject, predicate, object_))
    yield from _compared(output, expected)


def _source(document: Document) -> Source:
    return Source(
        document.source,
        source_text(document),
        document.media_type,
        document.title,
        document.published,
        document.language,
        document.author,
        document.site,
        document.pages,
    )


def _ledger(output: Output, decisions: Ledger) -> Iterator[Finding]:
    told = [
        str(output.one(node, DCTERMS.identifier))
        for node, values in output.by_subject.items()
        if [str(one) for one in values.get(RDFS.label, ())] == ["ledger"]
    ]
    given = [] if decisions.hash is None else [decisions.hash]
    if told != given:
        yield Finding(GRAPH_FILE, GRAPH_FILE, "again", "it was built with another ledger than the one that is given now")


def _compared(output: Output, expected: dict[Node, set[Triple]]) -> Iterator[Finding]:
    """A finding for each subject that a document's graph tells of otherwise."""
    for name in sorted({*expected, *output.graphs} - {output.iri(METADATA)}, key=str):
        told, again = output.graphs.get(name, frozenset()), expected.get(name, set())
        # What the run itself adds to a document stands in the metadata's graph.
        more, fewer = {one[0]: one for one in sorted(told - again)}, {one[0]: one for one in sorted(again - told)}
        for subject, (_, predicate, value) in sorted((more | fewer).items()):
            which = "is not what extracting again gives" if subject in more else "is missing, and extracting again gives it"
            yield Finding(GRAPH_FILE, str(subject), "again", f"its {predicate} {str(value)[:80]!r} {which}")
