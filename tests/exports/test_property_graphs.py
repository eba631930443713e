"""Neo4j's import files, KGTK and PyKEEN: read back by the tools' own rules, and by a property graph where one is installed."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset

from fintech_kg.exports import export
from fintech_kg.exports.rows import edges_of
from fintech_kg.graph import iri
from fintech_kg.model import Facts, Status

from .reading import told

_KGTK = {"\\n": "\n", "\\r": "\r", "\\t": "\t"}


def cells(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode(), newline="")))


def test_neo4j_nodes_come_back(facts: Facts, dataset: Dataset) -> None:
    header, *rows = cells(export("neo4j", facts, dataset)["nodes.csv"])
    assert header == ["id:ID", "label", "names:string[]", "country", "same_as:string[]", ":LABEL"]
    assert [row[:2] for row in rows] == [[str(iri("", one.id)), told(one.name)] for one in facts.entities]
    assert {row[1]: row[2].split("\x1f") for row in rows}["Kite"] == ["Kestrel", "Ki\\te", "Ki|te"]


def test_neo4j_arrays_come_back_with_their_semicolons(facts: Facts, dataset: Dataset) -> None:
    header, *rows = cells(export("neo4j", facts, dataset)["edges.csv"])
    found = [row[header.index("sentences:string[]")].split("\x1f") for row in rows]
    assert found == [list(dict.fromkeys(told(one.evidence.quote) for one in fact.statements)) for fact in facts.facts]


def test_neo4j_edges_come_back_with_every_attribute(facts: Facts, dataset: Dataset) -> None:
    header, *rows = cells(export("neo4j", facts, dataset)["edges.csv"])
    names = {":START_ID": "source", ":END_ID": "target", ":TYPE": "relation"}
    for row, edge in zip(rows, edges_of(facts), strict=True):
        for column, cell in zip(header, row, strict=True):
            value = getattr(edge, names.get(column, column.partition(":")[0]).replace("key", "id"))
            read = tuple(cell.split("\x1f") if cell else ()) if column.endswith("[]") else type(value)(cell)
            assert read == value


def test_neo4j_page_names_the_delimiter(facts: Facts, dataset: Dataset) -> None:
    assert b"--array-delimiter=U+001F" in export("neo4j", facts, dataset)["README.md"]


def test_property_graph_loads_the_neo4j_files(facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    found = [one for one in ("ladybug", "kuzu") if find_spec(one) is not None]  # both in one process cannot be had
    engine: Any = pytest.importorskip(found[0] if found else "ladybug", reason="neither ladybug nor kuzu is installed")
    for name, content in export("neo4j", facts, dataset).items():
        (tmp_path / name).write_bytes(content)
    connection = engine.Connection(engine.Database(str(tmp_path / "database")))
    texts = ", ".join(f"{name} STRING" for name in ("names", "country", "same_as", "kinds"))
    connection.execute(f"CREATE NODE TABLE Thing(id STRING, label STRING, {texts}, PRIMARY KEY(id))")
    kept = ("relation", "key", "status", "confidence", "weight", "sentences", "documents", "roles", "amounts", "times")
    connection.execute(f"CREATE REL TABLE Fact(FROM Thing TO Thing, {', '.join(f'{name} STRING' for name in kept)})")
    reading = "(header=true, parallel=false, escape='\"')"
    connection.execute(f'COPY Thing FROM "{tmp_path / "nodes.csv"}" {reading}')
    connection.execute(f'COPY Fact FROM "{tmp_path / "edges.csv"}" {reading}')
    nodes = connection.execute("MATCH (n:Thing) RETURN n.id, n.label").get_all()
    assert {key: label or "" for key, label in nodes} == {str(iri("", one.id)): told(one.name) for one in facts.entities}
    told_of = ", ".join(f"r.{name}" for name in kept)
    edges = connection.execute(f"MATCH (a)-[r:Fact]->(b) RETURN a.id, b.id, {told_of}").get_all()
    assert sorted([one or "" for one in edge] for edge in edges) == sorted(
        [
            one.source, one.target, one.relation, one.id, one.status, str(one.confidence), str(one.weight),
            *("\x1f".join(texts) for texts in (one.sentences, one.documents, one.roles, one.amounts, one.times)),
        ]
        for one in edges_of(facts)
    )  # fmt: skip


def kgtk_rows(facts: Facts, dataset: Dataset) -> list[dict[str, str]]:
    header, *lines = export("kgtk", facts, dataset)["graph.tsv"].decode().removesuffix("\n").split("\n")
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def unstringified(text: str) -> str:
    """A KGTK string literal as KGTK reads it."""
    assert re.fullmatch(r'"(?:\\.|[^"\\|\n\r\t])*"', text)
    return re.sub(r"\\.", lambda match: _KGTK.get(match[0], match[0][1:]), text[1:-1])


def test_kgtk_edges_come_back(facts: Facts, dataset: Dataset) -> None:
    rows = {row["id"]: row for row in kgtk_rows(facts, dataset)}
    for fact in facts.facts:
        for one in fact.statements:
            found = rows[f"statement/{one.id}"]
            ends = (str(iri("", fact.subject)), fact.predicate, str(iri("", fact.object)))
            assert (found["node1"], found["label"], found["node2"]) == ends


def test_kgtk_qualifiers_and_labels_come_back(facts: Facts, dataset: Dataset) -> None:
    about: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in kgtk_rows(facts, dataset):
        about[row["node1"], row["label"]].append(row["node2"])
    for fact in facts.facts:
        for one in fact.statements:
            assert [unstringified(text) for text in about[f"statement/{one.id}", "sentence"]] == [told(one.evidence.quote)]
            assert about[f"statement/{one.id}", "status"] == [one.status.value]
            assert [Decimal(text) for text in about[f"statement/{one.id}", "confidence"]] == [one.confidence]
            assert [unstringified(text) for text in about[f"statement/{one.id}", "rule"]] == [one.rule]
            evidence = (f"document/{one.evidence.document}", str(one.evidence.start), str(one.evidence.end))
            assert tuple(about[f"statement/{one.id}", name][0] for name in ("document", "start", "end")) == evidence
            for name, text in one.qualifiers:
                assert told(text) in map(unstringified, about[f"statement/{one.id}", name])
    for entity in facts.entities:
        assert [unstringified(text) for text in about[str(iri("", entity.id)), "label"]] == [told(entity.name)]


def test_kgtk_identifiers_are_symbols_each_once(facts: Facts, dataset: Dataset) -> None:
    rows = kgtk_rows(facts, dataset)
    assert len({row["id"] for row in rows}) == len(rows)
    assert not [row for row in rows if re.match(r"[\d'\"^@!.+-]", row["id"]) or re.match(r"[\d'\"^@!.+-]", row["node1"])]


def test_kgtk_itself_reads_its_strings(facts: Facts, dataset: Dataset) -> None:
    kgtk: Any = pytest.importorskip("kgtk.kgtkformat", reason="kgtk is not installed")
    labels = [row["node2"] for row in kgtk_rows(facts, dataset) if row["label"] == "label"]
    assert [kgtk.KgtkFormat.unstringify(text) for text in labels] == [told(one.name) for one in facts.entities]


def test_pykeen_triples_are_the_asserted_facts(facts: Facts, dataset: Dataset) -> None:
    lines = export("pykeen", facts, dataset)["triples.tsv"].decode().splitlines()
    assert [tuple(line.split("\t")) for line in lines] == sorted(
        (str(iri("", one.subject)), one.predicate, str(iri("", one.object)))
        for one in facts.facts
        if one.status is Status.ASSERTED
    )


def test_pykeen_loads_them(facts: Facts, dataset: Dataset, tmp_path: Path) -> None:
    pykeen: Any = pytest.importorskip("pykeen.triples", reason="pykeen is not installed", exc_type=ImportError)
    path = tmp_path / "triples.tsv"
    path.write_bytes(export("pykeen", facts, dataset)["triples.tsv"])
    factory = pykeen.TriplesFactory.from_path(path)
    assert sorted("\t".join(row) for row in factory.triples) == sorted(path.read_text(encoding="utf-8").splitlines())
