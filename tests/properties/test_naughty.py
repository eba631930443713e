"""Every string of the list as a document's name, title and words, and as a thing's name: what comes back is what went in."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, RDFS, SKOS, Dataset, Graph

from fintech_kg import KnowledgeGraph, build, open_graph
from fintech_kg.assembly import assemble
from fintech_kg.exports import EXPORTERS, export
from fintech_kg.graph import dataset_of, facts_of, to_trig, to_turtle, union_of
from fintech_kg.graph.vocabulary import FKG, OA
from fintech_kg.model import Facts
from fintech_kg.ontology import Ontology
from fintech_kg.store import read_texts
from fintech_kg.verification import verify

from ..handmade import Claim, extraction
from ..naughty import NAUGHTY

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMES = tuple(one for one in NAUGHTY if one.strip())


def shown(text: str) -> str:
    """The text as RDF carries it: U+FFFD for what it has no form for."""
    return _UNWRITABLE.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    """An identifier or a title as a table's reader takes it: on one line."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def facts() -> Facts:
    claims = [Claim(one, "uses", other, qualifiers=(("role", one), ("time", other))) for one, other in pairwise(_NAMES)]
    return assemble([extraction("one.txt", claims, figures=_NAMES, words=_NAMES)])


@pytest.fixture(scope="module")
def dataset(facts: Facts, known: Ontology) -> Dataset:
    return dataset_of(facts, known)


def test_list_is_long() -> None:
    assert len(NAUGHTY) > 250


def test_names_and_qualifiers_stand_in_the_graph_as_they_are(facts: Facts, dataset: Dataset) -> None:
    back = Graph().parse(data=to_turtle(dataset), format="turtle")
    names = {str(value) for part in (RDFS.label, SKOS.altLabel) for value in back.objects(None, part)}
    assert {shown(one.name) for one in facts.entities} <= names
    assert {shown(name) for one in facts.entities for name in one.names} == names
    assert {shown(name) for name in _NAMES[:-1]} == {str(value) for value in back.objects(None, FKG.role)}
    quotes = {one.evidence.quote for fact in facts.facts for one in fact.statements}
    assert {shown(one) for one in quotes} <= {str(value) for value in back.objects(None, OA.exact)}


def test_facts_come_back(known: Ontology) -> None:
    """But for names that no RDF file can carry: of these, several have one form there."""
    names = [one for one in _NAMES if one == shown(one)]
    claims = [Claim(one, "uses", other, qualifiers=(("role", one),)) for one, other in pairwise(names)]
    facts = assemble([extraction("one.txt", claims, figures=names, words=names)])
    opened = Dataset(default_union=True)
    opened.parse(data=to_trig(dataset_of(facts, known)), format="trig")
    back = facts_of(opened)
    assert back.facts == facts.facts
    assert sorted(one.name for one in facts.entities) == sorted(one.name for one in back.entities)
    assert back.quotations == facts.quotations and back.observations == facts.observations


def test_other_parsers_read_the_same(dataset: Dataset, tmp_path: Path) -> None:
    turtle = to_turtle(dataset)
    assert len({(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)}) == len(
        union_of(dataset)
    )
    if shutil.which("rapper") is not None:
        (tmp_path / "graph.ttl").write_bytes(turtle)
        done = subprocess.run(
            ["rapper", "-q", "-i", "turtle", "-o", "ntriples", tmp_path / "graph.ttl", "https://example.org/"],
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(set(done.stdout.splitlines())) == len(union_of(dataset))


def test_every_export_holds_every_name(facts: Facts, dataset: Dataset) -> None:
    """To the letter where the format can carry it; the readers' own tests look closer."""
    plain = [one for one in _NAMES if one.isascii() and one.isalnum() and len(one) > 3]
    for name in sorted(EXPORTERS.keys() - {"duckdb", "geojson", "parquet", "pykeen", "sqlite"}):  # binary, or of a part alone
        written = b"".join(export(name, facts, dataset).values()).decode("utf-8", "replace")
        assert [one for one in plain if one not in written] == [], name


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeGraph, Path]:
    """The output of a table that has the strings for identifiers, for titles and in its texts."""
    folder = tmp_path_factory.mktemp("naughty")
    rows = [
        {"id": one, "title": one, "text": f"Kite Bank acquired Plaid in {1800 + number}. “{one}” said Li Chen. {one}"}
        for number, one in enumerate(NAUGHTY)
    ]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    kg = build([folder / "rows.jsonl"], model="fast")
    kg.write(folder / "out")
    return kg, folder


@pytest.mark.model
def test_names_and_titles_of_documents_come_back(built: tuple[KnowledgeGraph, Path]) -> None:
    kg, folder = built
    wanted = [on_one_line(one) for one in NAUGHTY]
    kept = read_texts(folder / "out" / "documents.jsonl")
    assert {one.document.title or "" for one in kept} == set(wanted)
    names = {name.removeprefix("rows.jsonl#").split("~")[0] for one in kept for name in one.sources}
    assert {one.split("~")[0] for one in wanted if one} <= names
    assert kg.report is not None and len(kg.report["documents"]) == len(NAUGHTY)  # type: ignore[arg-type]
    assert {str(value) for value in kg.graph.objects(None, DCTERMS.title)} >= {shown(one) for one in wanted if one}


@pytest.mark.model
def test_the_output_proves_itself_and_opens_again(built: tuple[KnowledgeGraph, Path]) -> None:
    kg, folder = built
    assert verify(folder / "out", sources=folder).findings == ()
    opened = open_graph(folder / "out")
    texts = {one.id: one.text for one in opened.facts.documents}
    assert texts == {one.id: one.text for one in kg.facts.documents}
    for one in opened.facts.quotations:
        assert shown(texts[one.evidence.document][one.start : one.end]) == one.text
    rows = opened.query("SELECT ?title { ?d a fkg:Document ; dcterms:title ?title }").rows
    assert len(rows) == len([one for one in kg.facts.documents if one.title])
