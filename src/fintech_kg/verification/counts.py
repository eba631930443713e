"""What the report and the metadata say of the graph against what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rdflib import DCTERMS, PROV, RDF, RDFS, SDO, VOID
from rdflib.term import Node

from fintech_kg.corpus.report import as_markdown
from fintech_kg.graph.metadata import DATASET, METADATA, counts
from fintech_kg.graph.vocabulary import FKG
from fintech_kg.model import Kind, Status
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import REPORT_FILE, REPORT_PAGE, Output


def totals(output: Output) -> dict[str, object]:
    """The report's totals as the graph and the texts have them."""
    statements = output.things("Statement")
    statuses = Counter(str(output.one(node, FKG.status)).removeprefix(str(FKG)) for node in statements)
    asserted = {
        tuple(output.one(node, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        for node in statements
        if output.one(node, FKG.status) == FKG.asserted
    }
    return {
        "documents": len(output.things("Document")),
        "nearCopies": len(_near_copies(output)),
        "entities": {kind.value: len(output.things(kind.value)) for kind in Kind},
        "facts": len(asserted),
        "statements": {status.value: statuses[status.value] for status in Status},
        "observations": len(output.things("Observation")),
        "quotations": len(output.things("Quotation")),
        "leftOut": sum(len(one.document.left_out) for one in output.texts or ()),
    }


def _near_copies(output: Output) -> dict[str, list[str]]:
    """The ids of those that each near-copy copies, by its own id."""
    said = {node: output.values(node, DCTERMS.isVersionOf) for node in output.things("Document")}
    names = {node: output.name(node).removeprefix("document/") for node in said}
    return {names[node]: [names.get(one, str(one)) for one in told] for node, told in said.items() if told}


def check_copies(output: Output) -> Iterator[Finding]:
    """Each near-copy copies one document, which is no near-copy itself."""
    copies = _near_copies(output)
    for copy, originals in copies.items():
        if len(originals) != 1 or originals[0] == copy or originals[0] in copies:
            yield Finding(GRAPH_FILE, str(output.iri(f"document/{copy}")), "documents", "it copies not one document, or a copy")


def check_report(output: Output) -> Iterator[Finding]:
    """report.json against the graph and the texts, and report.md against report.json."""
    if output.report is None:
        return
    try:
        yield from _totals(output, output.report)
        yield from _documents(output, output.report)
        page = as_markdown(output.report)
    except (KeyError, TypeError, AttributeError, AssertionError) as error:
        yield Finding(
            REPORT_FILE, REPORT_FILE, "report", f"it is no report that a build wrote ({type(error).__name__}: {error})"
        )
        return
    if output.page is not None and output.page != page:
        yield Finding(REPORT_PAGE, REPORT_PAGE, "report", "the page does not say what report.json says")


def _totals(output: Output, report: Mapping[str, object]) -> Iterator[Finding]:
    stated = report["totals"]
    assert isinstance(stated, dict)
    for name, count in totals(output).items():
        if name == "leftOut" and output.texts is None:
            continue
        if stated.get(name) != count:
            yield Finding(REPORT_FILE, name, "totals", f"it says {stated.get(name)}, and the output has {count}")
    rows = report["documents"]
    assert isinstance(rows, list)
    for name, state in (("skipped", "skipped"), ("copies", "copy")):
        number = sum(1 for row in rows if row["state"] == state)
        if stated.get(name) != number:
            yield Finding(REPORT_FILE, name, "totals", f"it says {stated.get(name)}, and lists {number}")
    resolution = report.get("resolution")
    if isinstance(resolution, dict) and stated.get("toReview") != len(resolution["review"]):
        yield Finding(
            REPORT_FILE, "toReview", "totals", f"it says {stated.get('toReview')}, and lists {len(resolution['review'])}"
        )


def _documents(output: Output, report: Mapping[str, object]) -> Iterator[Finding]:
    """Each document that was read: its names, its length, what was left out, and how much was found in it."""
    rows = report["documents"]
    assert isinstance(rows, list)
    read = {row["document"]: row for row in rows if row["state"] == "read"}
    named: dict[str, set[str]] = {}
    for row in rows:
        if row.get("document"):
            named.setdefault(row["document"], set()).add(row["source"])
    found = {cls: Counter(name for node in output.things(cls) for name in output.at[node]) for cls in _COUNTED}
    for node in output.things("Document"):
        identifier = output.name(node).removeprefix("document/")
        row = read.pop(identifier, None)
        if row is None:
            yield Finding(
                REPORT_FILE, str(node), "report", "the graph has the document, and the report does not list it as read"
            )
            continue
        for cls, name in _COUNTED.items():
            # A statement that a merge left with one thing at both ends is counted where it was read, and is not in the graph.
            folded = cls == "Statement" and bool(_folded(report))
            if row[name] != found[cls][node] and not (folded and row[name] > found[cls][node]):
                told = f"it says {row[name]} {name}, and the graph has {found[cls][node]}"
                yield Finding(REPORT_FILE, str(node), "report", told)
    yield from _told_copies(output, rows)
    for identifier in sorted(read):
        yield Finding(REPORT_FILE, str(identifier), "report", "the report lists it as read, and the graph does not have it")
    listed = {row["document"]: row for row in reversed(rows) if row["state"] == "read"}
    for one in output.texts or ():
        row = listed.get(one.document.id)
        left = [(o.source_start, o.source_end, o.text, o.reason) for o in one.document.left_out]
        if row is None:
            continue
        if row["characters"] != len(one.document.text):
            yield Finding(REPORT_FILE, one.document.id, "report", "it gives another number of characters than the text has")
        if [(o["source_start"], o["source_end"], o["text"], o["reason"]) for o in row["leftOut"]] != left:
            yield Finding(REPORT_FILE, one.document.id, "report", "it lists other things as left out than the kept text does")
        if named.get(one.document.id, set()) != set(one.sources):
            yield Finding(REPORT_FILE, one.document.id, "report", "it gives other names than the kept text has")


def _told_copies(output: Output, rows: list[dict[str, str]]) -> Iterator[Finding]:
    by_name = {row["source"]: row["document"] for row in rows if row["state"] == "read"}
    told = {row["document"]: [by_name.get(row["nearCopyOf"], "")] for row in rows if "nearCopyOf" in row}
    if told != _near_copies(output):
        yield Finding(REPORT_FILE, REPORT_FILE, "report", "it lists other near-copies than the graph has")


_COUNTED = {"Statement": "statements", "Observation": "observations", "Quotation": "quotations"}


def _folded(report: Mapping[str, object]) -> list[object]:
    resolution = report.get("resolution")
    found = resolution["folded"] if isinstance(resolution, dict) else []
    return found if isinstance(found, list) else []


def check_metadata(output: Output) -> Iterator[Finding]:
    """The data set's counts and the run's inputs and programs against the graph and the report."""
    node = output.iri(DATASET)
    data = {triple for name, triples in output.graphs.items() if name != output.iri(METADATA) for triple in triples}
    for predicate, count in counts(data).items():
        if [str(value) for value in output.values(node, predicate)] != [str(count)]:
            yield Finding(GRAPH_FILE, str(node), "metadata", f"{predicate} should be {count}")
    if [str(value) for value in output.values(node, VOID.uriSpace)] != [output.base]:
        yield Finding(GRAPH_FILE, str(node), "metadata", f"void:uriSpace should be {output.base}")
    run = output.one(node, PROV.wasGeneratedBy)
    if run is None:
        yield Finding(GRAPH_FILE, str(node), "metadata", "it was not generated by exactly one run")
        return
    used, documents = set(output.values(run, PROV.used)), set(output.things("Document"))
    for one in sorted(documents ^ {one for one in used if output.name(one).startswith("document/")}, key=str):
        yield Finding(GRAPH_FILE, str(one), "metadata", "the run's inputs and the graph's documents are not the same")
    yield from _programs(output, run)


def _programs(output: Output, run: Node) -> Iterator[Finding]:
    versions = {
        str(output.one(one, RDFS.label)): str(output.one(one, SDO.softwareVersion))
        for one in output.values(run, PROV.wasAssociatedWith)
    }
    for one in output.values(run, PROV.used):
        if output.one(one, RDFS.label) is not None and str(output.one(one, RDFS.label)) == "ontology":
            versions["ontology"] = str(output.one(one, DCTERMS.identifier))
    if output.report is not None and output.report.get("versions") != versions:
        yield Finding(REPORT_FILE, "versions", "metadata", "the report's versions are not those that the graph tells of")
