"""From an output folder to a Verdict: every statement, figure and quotation is proved from the files, or there is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import DCTERMS, RDFS
from rdflib.term import Node

from fintech_kg.assembly import NO_DECISION, Ledger
from fintech_kg.documents import READING, Reading
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology, load_ontology
from fintech_kg.verification.again import check_again
from fintech_kg.verification.counts import check_copies, check_metadata, check_report
from fintech_kg.verification.facts import facts_in
from fintech_kg.verification.figures import check_figures
from fintech_kg.verification.files import check_files, check_page
from fintech_kg.verification.findings import Finding, Verdict
from fintech_kg.verification.naming import Naming
from fintech_kg.verification.output import Output, read_output
from fintech_kg.verification.passages import check_passages, passages
from fintech_kg.verification.plain import check_plain, check_union
from fintech_kg.verification.shapes import check_shapes
from fintech_kg.verification.sources import check_sources
from fintech_kg.verification.statements import check_statements
from fintech_kg.verification.structure import check_structure
from fintech_kg.verification.texts import check_texts
from fintech_kg.verification.things import check_things


def verify(
    folder: Path,
    *,
    sources: Path | None = None,
    reading: Reading = READING,
    ontology: Path | None = None,
    again: bool = False,
    ledger: Ledger = NO_DECISION,
    workers: int = 1,
) -> Verdict:
    """What the output in the folder proves, and what in it is wrong. `sources` is the folder that it was built from, `reading`
    how that was read. With `again` each text is extracted once more, in so many `workers`, with the decisions of the `ledger`.

    Raises NoGraph where the folder holds no graph, BrokenOntology, NoInput where `sources` holds no file, and ModelNotFound.
    """
    output, known = read_output(folder), load_ontology(ontology)
    findings = set(output.unread)
    findings.update(_checks(output, known))
    if sources is not None:
        findings.update(check_sources(output, sources, known, reading))
    if again and output.graphs:
        findings.update(check_again(output, ontology, ledger, workers=workers))
    return Verdict(_counts(output, sources), tuple(sorted(findings)))


def _checks(output: Output, ontology: Ontology) -> Iterator[Finding]:
    yield from check_files(output)
    yield from check_texts(output)
    if not output.graphs:
        return
    known, naming = passages(output), Naming(output, ontology)
    yield from check_passages(output, known)
    yield from check_statements(output, known, naming, ontology, measured=_made_with(output, ontology))
    yield from check_figures(output, known, naming)
    yield from check_plain(output, ontology)
    yield from check_union(output)
    yield from check_structure(output, ontology)
    yield from check_things(output, ontology)
    yield from check_copies(output)
    yield from check_metadata(output)
    yield from check_report(output)
    yield from check_shapes(output)
    facts = facts_in(output)
    if isinstance(facts, Finding):
        yield facts
    else:
        yield from check_page(output, facts)


def _made_with(output: Output, ontology: Ontology) -> bool:
    """Whether the output says that it was made with this very ontology."""
    node: Node = output.iri(f"ontology/{ontology.hash}")
    return str(output.one(node, RDFS.label)) == "ontology" and str(output.one(node, DCTERMS.identifier)) == ontology.hash


def _counts(output: Output, sources: Path | None) -> dict[str, int]:
    counted = {
        "documents": len(output.things("Document")),
        "entities": sum(len(output.things(kind.value)) for kind in Kind),
        "statements": len(output.things("Statement")),
        "observations": len(output.things("Observation")),
        "quotations": len(output.things("Quotation")),
        "evidence": len(output.things("Evidence")),
        "triples": sum(len(objects) for told in output.by_subject.values() for objects in told.values()),
    }
    if sources is not None:
        counted["sources"] = sum(len(one.sources) for one in output.texts or ())
    return counted
