"""An output that was built holds; whatever is changed in it by hand is found and named."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD, Dataset, Graph, Literal, URIRef

from fintech_kg.errors import NoGraph, NoInput
from fintech_kg.graph import to_trig, to_turtle, violations
from fintech_kg.graph.vocabulary import BASE_IRI, FKG, OA, PAGE, iri
from fintech_kg.model import digest
from fintech_kg.ontology import ontology_directory
from fintech_kg.store import GRAPH_FILE, SUMS_FILE, TEXTS_FILE, content_hash, load_dataset, sums_file
from fintech_kg.verification import verify
from fintech_kg.verification.shapes import broken as found_in

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


def tell(dataset: Dataset, subject: Node, predicate: Node, value: Node) -> None:
    """One more triple, in every named graph that tells of the subject but the metadata."""
    node = thing(subject) if not isinstance(subject, URIRef) else subject
    for name in {quad[3] for quad in dataset.quads((node, RDF.type, None, None))}:
        dataset.graph(name).add((node, predicate, value))


def documents(dataset: Dataset) -> list[Node]:
    return sorted(dataset.subjects(RDF.type, FKG.Document))


def first_with(dataset: Dataset, predicate: Node) -> Node:
    return min(dataset.subjects(predicate, None), key=str)


def re_ruled(rule: str) -> Callable[[Node], Node]:
    return lambda value: Literal(" ".join([rule, *str(value).rsplit(" ", 3)[1:]]))


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


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def seal(folder: Path) -> None:
    """Hashes that fit what is there now, so that it is not they that give a break away."""
    (folder / SUMS_FILE).write_bytes(
        sums_file({path.name: content_hash(path) for path in files(folder) if path.name != SUMS_FILE})
    )


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
    "alias": (in_graph(lambda g: tell(g, "organisation/kite-bank", SKOS.altLabel, Literal("Another Firm"))), "entity"),
    "place's identifier": (
        in_graph(lambda g: put(g, thing("place/lagos"), OWL.sameAs, lambda _: URIRef("https://sws.geonames.org/1275339/"))),
        "entity",
    ),
    "identifier that is nobody's": (
        in_graph(lambda g: tell(g, "person/li-chen", OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q1"))),
        "entity",
    ),
    "country": (in_graph(lambda g: put(g, thing("place/lagos"), FKG.country, lambda _: Literal("IN"))), "entity"),
    "country of a thing without a concept": (
        in_graph(lambda g: tell(g, "organisation/kite-bank", FKG.country, Literal("IN"))),
        "entity",
    ),
    "class": (in_graph(lambda g: tell(g, "organisation/kite-bank", RDF.type, FKG.CentralBank)), "entity"),
    "name in the lexicon": (
        in_graph(lambda g: put(g, first_with(g, SKOS.prefLabel), SKOS.prefLabel, lambda _: Literal("Magic", lang="en"))),
        "entity",
    ),
    "broader concept": (
        in_graph(lambda g: put(g, first_with(g, SKOS.broader), SKOS.broader, lambda _: first_with(g, SKOS.prefLabel))),
        "entity",
    ),
    "rule of another relation": (
        in_graph(lambda g: put(g, first(g, "Statement", "acquired"), FKG.rule, re_ruled("verb:found"))),
        "rule",
    ),
    "rule that there is not": (
        in_graph(lambda g: put(g, first(g, "Statement", "acquired"), FKG.rule, re_ruled("oracle:yes"))),
        "rule",
    ),
    "number of a page": (
        in_graph(lambda g: tell(g, first(g, "Evidence"), PAGE, Literal(3, datatype=XSD.positiveInteger))),
        "evidence",
    ),
    "near-copy that is none": (
        in_graph(lambda g: tell(g, documents(g)[0], DCTERMS.isVersionOf, documents(g)[1])),
        "report",
    ),
    "near-copy of itself": (
        in_graph(lambda g: tell(g, documents(g)[0], DCTERMS.isVersionOf, documents(g)[0])),
        "documents",
    ),
    "mention of what is not there": (
        in_graph(lambda g: tell(g, documents(g)[0], FKG.mentions, thing("person/nobody"))),
        "dangling",
    ),
    "statement without evidence": (
        in_graph(lambda g: put(g, asserted(g), PROV.wasDerivedFrom, lambda _: documents(g)[0])),
        "evidence",
    ),
    "two statuses": (in_graph(lambda g: tell(g, asserted(g), FKG.status, FKG.planned)), "statement"),
    "unit": (in_graph(lambda g: put(g, first(g, "Observation"), FKG.unit, lambda _: Literal("EUR"))), "value"),
    "other graph's name": (in_file(GRAPH_FILE, lambda text: text + "<urn:x> <urn:y> <urn:z> .\n"), "named graph"),
    "word on the page": (in_file("graph.html", lambda text: text.replace('"Li Chen"', '"Li Chan"')), "page"),
    "script on the page": (in_file("graph.html", lambda text: text.replace("</body>", "<b>more</b></body>")), "page"),
    "page gone": (lambda folder: (folder / "graph.html").unlink(), "readable"),
    "page is no text": (lambda folder: (folder / "graph.html").write_bytes(b"\xff"), "readable"),
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
    seal(broken)
    assert check in {one.check for one in verify(broken).findings}


def test_every_changed_file_is_named(broken: Path) -> None:
    for path in files(broken):
        if path.name != SUMS_FILE:
            path.write_bytes(path.read_bytes() + b"\n")
    found = {one.file for one in verify(broken).findings if one.check == "files"}
    assert found == {path.name for path in files(broken)} - {SUMS_FILE}


@pytest.mark.parametrize("content", [None, b"", b"nothing\n", b"0" * 64 + b"  ../graph.ttl\n"])
def test_hashes_must_be_there_and_whole(broken: Path, content: bytes | None) -> None:
    (broken / SUMS_FILE).unlink() if content is None else (broken / SUMS_FILE).write_bytes(content)
    assert {one.check for one in verify(broken).findings} == {"files"}


def put_status(dataset: Dataset) -> None:
    """Another status, with an identifier that fits it."""
    node = first(dataset, "Statement", "founded")
    kept = [(p, o) for _, p, o, _ in dataset.quads((node, None, None, None)) if p != FKG.status]
    graph = dataset.graph(home(dataset, node))
    evidence, subject, predicate, object_ = (
        str(dataset.value(node, part)) for part in (PROV.wasDerivedFrom, RDF.subject, RDF.predicate, RDF.object)
    )
    ids = [
        one.removeprefix(BASE_IRI).removeprefix("evidence/").removeprefix(str(FKG)) for one in (evidence, subject, predicate)
    ]
    forged = thing(f"statement/{digest(f'{ids[0]} {ids[1]} {ids[2]} {object_.removeprefix(BASE_IRI)} rumoured ')}")
    drop(dataset, node)
    for part, value in [*kept, (FKG.status, FKG.rumoured)]:
        graph.add((forged, part, value))


FORGERIES: dict[str, Break] = {
    "status with a fitting identifier": in_graph(put_status),
    "status of a figure": in_graph(lambda g: put(g, first(g, "Observation"), FKG.status, lambda _: FKG.denied)),
    "what a figure measures": in_graph(lambda g: put(g, first(g, "Observation"), FKG.measure, lambda _: Literal("fraud"))),
    "speaker who is somebody else there": in_graph(
        lambda g: put(g, first(g, "Quotation"), FKG.speaker, lambda _: thing("organisation/kite-bank"))
    ),
    "figure taken away": in_graph(lambda g: drop(g, first(g, "Observation"))),
}


def test_what_only_extracting_again_proves_is_proved_so(whole: Path, tmp_path: Path) -> None:
    assert verify(whole, again=True).findings == ()
    for number, apply in enumerate(FORGERIES.values()):
        broken = Path(shutil.copytree(whole, tmp_path / str(number)))
        apply(broken)
        seal(broken)
        assert "again" in {one.check for one in verify(broken, again=True).findings}


def test_text_changed_together_with_its_way_back_is_found(broken: Path, texts: Path) -> None:
    """The words that were denied stand in what was replaced, so that the hash of the source still fits."""

    def change(one: dict[str, Any]) -> None:
        at = one["text"].index("acquired")
        one["text"] = one["text"].replace("acquired", "forsaken")
        one["replaced"] = sorted(
            [*one["replaced"], {"start": at, "end": at + 8, "text": "acquired"}], key=lambda edit: edit["start"]
        )

    record(change)(broken)
    seal(broken)
    assert "sources" in {one.check for one in verify(broken, sources=texts).findings}
    assert "again" in {one.check for one in verify(broken, again=True).findings}


def test_title_that_its_source_does_not_give_is_found(broken: Path, texts: Path) -> None:
    in_file(
        TEXTS_FILE, lambda text: text.replace('"title":"News"', '"title":"Olds"').replace('"title":null', '"title":"X"', 1)
    )(broken)
    assert "sources" in {one.check for one in verify(broken, sources=texts).findings}


@pytest.mark.parametrize("name", BREAKS)
def test_shapes_are_what_pyshacl_says(broken: Path, name: str) -> None:
    """Our pass over the shapes against pySHACL, but for the constraints in SPARQL, which other checks stand for."""
    BREAKS[name][0](broken)
    try:
        union = Graph().parse(broken / "graph.ttl", format="turtle")
    except Exception:  # what cannot be read has no shape
        return
    shapes = Graph().parse(ontology_directory() / "shapes.ttl", format="turtle")
    index: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in union:
        index[subject][predicate].append(value)
    ours = {(str(node), message) for node, message in found_in(shapes, index)}
    theirs = {(one.node, one.message) for one in violations(union) if one.node not in {str(FKG.asserted), str(FKG.Evidence)}}
    assert ours == theirs


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
