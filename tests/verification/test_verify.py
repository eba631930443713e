"""An output that was built holds; whatever is changed in it by hand is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD, Dataset, Literal, URIRef

from fintech_kg.errors import NoGraph, NoInput
from fintech_kg.graph import to_trig, to_turtle
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, OA, iri
from fintech_kg.store import GRAPH_FILE, TEXTS_FILE, load_dataset
from fintech_kg.verification import verify

from .conftest import TEXTS

pytestmark = pytest.mark.model

Break = Callable[[Path], object]
Node = Any
"""rdflib's own types of nodes exclude each other where a Dataset takes any."""


def thing(name: str) -> Node:
    return iri(BASE_IRI, name)


def in_graph(change: Callable[[Dataset], object]) -> Break:
    """A break of the graph that both of its files have, as a careful forger would make it."""

    def apply(folder: Path) -> None:
        dataset = load_dataset(folder)
        change(dataset)
        (folder / GRAPH_FILE).write_bytes(to_trig(dataset))
        (folder / "graph.ttl").write_bytes(to_turtle(dataset))

    return apply


def in_file(name: str, change: Callable[[str], str]) -> Break:
    def apply(folder: Path) -> None:
        path = folder / name
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        path.write_bytes(after.encode())

    return apply


def first(dataset: Dataset, cls: str, relation: str | None = None) -> Node:
    nodes = sorted(dataset.subjects(RDF.type, FKG[cls]), key=str)
    return next(node for node in nodes if relation is None or (node, RDF.predicate, FKG[relation]) in dataset)


def asserted(dataset: Dataset) -> Node:
    return next(
        one for one in sorted(dataset.subjects(FKG.status, FKG.asserted), key=str) if (one, RDF.predicate, None) in dataset
    )


def put(dataset: Dataset, node: Node, predicate: Node, change: Callable[[Node], Node]) -> None:
    """Another value in every named graph that has one."""
    found = list(dataset.quads((node, predicate, None, None)))
    assert found
    for subject, _, value, name in found:
        graph = dataset.graph(name)
        graph.remove((subject, predicate, value))
        graph.add((subject, predicate, change(value)))


def home(dataset: Dataset, node: Node) -> Node:
    """The named graph of a node that stands in one."""
    return next(iter(dataset.quads((node, None, None, None))))[3]


def drop(dataset: Dataset, node: Node) -> None:
    for subject, predicate, value, name in list(dataset.quads((node, None, None, None))):
        dataset.graph(name).remove((subject, predicate, value))


def move(dataset: Dataset, node: Node) -> None:
    here = home(dataset, node)
    there: Node = next(one for one in sorted(dataset.subjects(RDF.type, FKG.Document), key=str) if one != here)
    for subject, predicate, value, _ in list(dataset.quads((node, None, None, None))):
        dataset.graph(here).remove((subject, predicate, value))
        dataset.graph(there).add((subject, predicate, value))


def plain(dataset: Dataset, subject: str, relation: str, object_: str) -> None:
    dataset.graph(home(dataset, asserted(dataset))).add((thing(subject), FKG[relation], thing(object_)))


def unplain(dataset: Dataset) -> None:
    node = asserted(dataset)
    parts = (dataset.value(node, part) for part in (RDF.subject, RDF.predicate, RDF.object))
    subject, predicate, object_ = parts
    for _, _, _, name in list(dataset.quads((subject, predicate, object_, None))):
        dataset.graph(name).remove((subject, predicate, object_))


def plus_one(value: Node) -> Node:
    return Literal(int(str(value)) + 1, datatype=XSD.nonNegativeInteger)


def swapped(value: Node) -> Node:
    rule, subject, trigger, object_ = str(value).rsplit(" ", 3)
    return Literal(f"{rule} {object_} {trigger} {subject}")


def far_trigger(value: Node) -> Node:
    rule, subject, _, object_ = str(value).rsplit(" ", 3)
    return Literal(f"{rule} {subject} 190-194 {object_}")


def rename(dataset: Dataset) -> None:
    for predicate in (RDFS.label, SKOS.altLabel):
        if (thing("organisation/plaid"), predicate, None) in dataset:
            put(dataset, thing("organisation/plaid"), predicate, lambda _: Literal("Another Firm"))


def copy(dataset: Dataset) -> None:
    node = asserted(dataset)
    for _, predicate, value, name in list(dataset.quads((node, None, None, None))):
        dataset.graph(name).add((thing("statement/0123456789abcdef"), predicate, value))


def record(change: Callable[[dict[str, Any]], object]) -> Break:
    """A break of the first kept text that something was left out or replaced in."""

    def apply(folder: Path) -> None:
        path = folder / TEXTS_FILE
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        change(next(one for one in records if one["left_out"]))
        path.write_text("".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in records))

    return apply


def set_to(name: str, value: object) -> Break:
    return record(lambda one: one.update({name: value}))


def report(change: Callable[[dict[str, Any]], object]) -> Break:
    def apply(folder: Path) -> None:
        path = folder / "report.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        change(data)
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")

    return apply


BREAKS: dict[str, tuple[Break, str]] = {
    "offset": (in_graph(lambda g: put(g, first(g, "Evidence"), OA.start, plus_one)), "quote"),
    "quote": (in_graph(lambda g: put(g, first(g, "Evidence"), OA.exact, lambda one: Literal("X" + str(one)[1:]))), "quote"),
    "offset beyond the text": (
        in_graph(lambda g: put(g, first(g, "Evidence"), OA.end, lambda _: Literal(9999, datatype=XSD.nonNegativeInteger))),
        "evidence",
    ),
    "evidence dropped": (in_graph(lambda g: drop(g, first(g, "Evidence"))), "dangling"),
    "evidence of another document": (in_graph(lambda g: move(g, first(g, "Evidence"))), "named graph"),
    "character of a text": (in_file(TEXTS_FILE, lambda text: text.replace("chief executive of", "chief executive at")), "hash"),
    "character outside every passage": (in_file(TEXTS_FILE, lambda text: text.replace("News", "Olds")), "hash"),
    "hash": (in_file(TEXTS_FILE, lambda text: text.replace('"sha256":"', '"sha256":"0', 1)), "hash"),
    "id of a text": (in_file(TEXTS_FILE, lambda text: text.replace('{"id":"', '{"id":"0', 1)), "hash"),
    "hash in the graph": (
        in_graph(lambda g: put(g, first(g, "Document"), FKG.sha256, lambda _: Literal("0" * 64))),
        "hash",
    ),
    "what was left out": (record(lambda one: one["left_out"][0].update(text="x")), "left out"),
    "way back": (set_to("offsets", {"clean": [0], "source": [1], "ends": [None]}), "way back"),
    "block": (record(lambda one: one["blocks"][0].update(end=10_000)), "blocks"),
    "text taken away": (in_file(TEXTS_FILE, lambda text: text.split("\n", 1)[1]), "documents"),
    "text added": (in_file(TEXTS_FILE, lambda text: text + text.split("\n", 1)[0].replace("Kite", "Kine") + "\n"), "documents"),
    "texts cut off": (in_file(TEXTS_FILE, lambda text: text[:-40]), "readable"),
    "texts gone": (lambda folder: (folder / TEXTS_FILE).unlink(), "readable"),
    "name of a source": (
        in_graph(lambda g: put(g, first(g, "Document"), DCTERMS.source, lambda _: Literal("other.txt"))),
        "documents",
    ),
    "plain triple deleted": (in_graph(unplain), "plain triple"),
    "plain triple added": (
        in_graph(lambda g: plain(g, "organisation/plaid", "acquired", "organisation/kite-bank")),
        "plain triple",
    ),
    "planned made plain": (
        in_graph(lambda g: plain(g, "organisation/kite-bank", "acquired", "organisation/tallow-pay")),
        "plain triple",
    ),
    "status": (in_graph(lambda g: put(g, asserted(g), FKG.status, lambda _: FKG.denied)), "identifier"),
    "relation": (in_graph(lambda g: put(g, asserted(g), RDF.predicate, lambda _: FKG.competesWith)), "identifier"),
    "statement moved": (in_graph(lambda g: move(g, asserted(g))), "named graph"),
    "statement copied": (in_graph(copy), "identifier"),
    "statement's subject": (
        in_graph(lambda g: put(g, first(g, "Statement", "worksFor"), RDF.subject, lambda _: thing("person/amara-okafor"))),
        "ends",
    ),
    "ends swapped": (in_graph(lambda g: put(g, first(g, "Statement", "worksFor"), FKG.rule, swapped)), "ends"),
    "trigger outside": (in_graph(lambda g: put(g, first(g, "Statement", "worksFor"), FKG.rule, far_trigger)), "spans"),
    "no spans": (in_graph(lambda g: put(g, asserted(g), FKG.rule, lambda _: Literal("verb:buy"))), "spans"),
    "role": (
        in_graph(lambda g: put(g, first(g, "Statement", "worksFor"), FKG.role, lambda _: Literal("cleaner"))),
        "qualifiers",
    ),
    "claimant": (
        in_graph(
            lambda g: g.graph(home(g, first(g, "Statement", "acquired"))).add(
                (first(g, "Statement", "founded"), PROV.wasAttributedTo, thing("person/li-chen"))
            )
        ),
        "claimant",
    ),
    "confidence": (
        in_graph(lambda g: put(g, asserted(g), FKG.confidence, lambda _: Literal("0.99", datatype=XSD.decimal))),
        "confidence",
    ),
    "confidence above one": (
        in_graph(lambda g: put(g, asserted(g), FKG.confidence, lambda _: Literal("1.5", datatype=XSD.decimal))),
        "confidence",
    ),
    "datatype": (
        in_graph(lambda g: put(g, asserted(g), FKG.confidence, lambda one: Literal(str(one), datatype=XSD.double))),
        "SHACL",
    ),
    "value": (
        in_graph(lambda g: put(g, first(g, "Observation"), FKG.value, lambda _: Literal("411.0", datatype=XSD.decimal))),
        "value",
    ),
    "words of a value": (
        in_graph(lambda g: put(g, first(g, "Observation"), FKG.amountText, lambda _: Literal("4100"))),
        "quote",
    ),
    "span of a value": (in_graph(lambda g: put(g, first(g, "Observation"), FKG.spans, lambda _: Literal("0-3"))), "identifier"),
    "quoted words": (
        in_graph(lambda g: put(g, first(g, "Quotation"), OA.exact, lambda _: Literal("We shrink fast,"))),
        "quote",
    ),
    "speaker": (
        in_graph(lambda g: put(g, first(g, "Quotation"), FKG.speaker, lambda _: thing("person/amara-okafor"))),
        "ends",
    ),
    "name of a thing": (in_graph(rename), "ends"),
    "thing without description": (in_graph(lambda g: drop(g, thing("organisation/plaid"))), "dangling"),
    "thing of another document": (
        in_graph(
            lambda g: g.graph(home(g, first(g, "Statement", "founded"))).add(
                (thing("organisation/plaid"), RDFS.label, Literal("Plaid"))
            )
        ),
        "mentions",
    ),
    "forged identity": (
        in_graph(lambda g: g.graph(home(g, asserted(g))).add((thing("organisation/kite-bank"), OWL.topObjectProperty, FKG.x))),
        "unknown",
    ),
    "unknown node": (
        in_graph(lambda g: g.graph(home(g, asserted(g))).add((URIRef("urn:x"), RDF.type, FKG.Fact))),
        "unknown",
    ),
    "a graph of no document": (
        in_graph(lambda g: g.graph(URIRef("urn:g")).add((URIRef("urn:x"), RDFS.label, Literal("x")))),
        "named graph",
    ),
    "count of triples": (in_graph(lambda g: put(g, thing("dataset"), VOID.triples, lambda _: Literal(7))), "metadata"),
    "input of the run": (
        in_graph(lambda g: put(g, next(g.subjects(RDF.type, PROV.Activity)), PROV.used, lambda _: first(g, "Document"))),
        "metadata",
    ),
    "no metadata": (in_graph(lambda g: g.remove_graph(g.graph(thing("metadata")))), "metadata"),
    "graph.ttl with more": (
        in_file("graph.ttl", lambda text: text + '<urn:x> <urn:y> "more" .\n'),
        "union",
    ),
    "graph.ttl with less": (in_file("graph.ttl", lambda text: text.rsplit("\n\n", 2)[0] + "\n"), "union"),
    "graph.ttl gone": (lambda folder: (folder / "graph.ttl").unlink(), "readable"),
    "graph.trig cut off": (in_file(GRAPH_FILE, lambda text: text[: len(text) // 2]), "readable"),
    "graph.trig empty": (lambda folder: (folder / GRAPH_FILE).write_bytes(b""), "readable"),
    "total": (report(lambda data: data["totals"].update(facts=99)), "totals"),
    "total of a status": (report(lambda data: data["totals"]["statements"].update(planned=9)), "totals"),
    "document in the report": (report(lambda data: data["documents"][0].update(observations=9)), "report"),
    "version in the report": (report(lambda data: data["versions"].update(spacy="1.0")), "metadata"),
    "report.md": (in_file("report.md", lambda text: text.replace("| facts |", "| facts | 1")), "report"),
    "report.json is a list": (lambda folder: (folder / "report.json").write_text("[]"), "readable"),
    "report.json without totals": (lambda folder: (folder / "report.json").write_text("{}"), "report"),
}


def test_intact_output_holds(whole: Path, texts: Path) -> None:
    verdict = verify(whole, sources=texts)
    assert verdict.findings == ()
    assert verdict.counts["statements"] >= 4 and verdict.counts["observations"] and verdict.counts["quotations"]


@pytest.mark.parametrize("name", BREAKS)
def test_break_is_found(name: str, broken: Path) -> None:
    apply, check = BREAKS[name]
    apply(broken)
    assert check in {one.check for one in verify(broken).findings}


def test_source_that_changed_is_found(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXTS["one.txt"].replace("Plaid", "Braid"), encoding="utf-8")
    found = [one.message for one in verify(whole, sources=tmp_path).findings if one.check == "sources"]
    assert len(found) == 2 and "another text" in found[0] + found[1] and "two.md is not in" in found[0] + found[1]


def test_findings_name_the_node_and_the_file(broken: Path) -> None:
    BREAKS["quote"][0](broken)
    finding = next(one for one in verify(broken).findings if one.check == "quote")
    assert finding.node.startswith(f"{BASE_IRI}evidence/") and finding.file == GRAPH_FILE


def test_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoGraph):
        verify(tmp_path)


def test_sources_that_are_not_there_are_refused(whole: Path) -> None:
    with pytest.raises(NoInput):
        verify(whole, sources=Path("/nowhere"))
