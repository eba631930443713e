"""What is exported from a file, in pieces: the bytes of what is in memory, read anew, and nothing of a file that changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import VOID, Dataset

from fintech_kg.errors import GraphReplaced, MissingExtra, RunError
from fintech_kg.exports import EXPORTERS, Source, export, exported, part_in, source_in, source_of, source_of_graphs
from fintech_kg.exports.ordered import sorted_lines
from fintech_kg.exports.pieces import whole
from fintech_kg.graph import (
    Filter,
    RunDescription,
    dataset_of,
    facts_of,
    gathered_facts,
    named_graphs,
    to_trig,
    to_turtle,
    with_metadata,
)
from fintech_kg.graph.stream import GraphStream
from fintech_kg.knowledge_graph import source_of_folder
from fintech_kg.model import Facts
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE, SUMS_FILE, content_hash, sums_file, write_files
from fintech_kg.store.asking import named_in_folder

REPEATABLE = sorted({*EXPORTERS} - {"duckdb"})


def sums_of(files: dict[str, bytes]) -> bytes:
    return sums_file({name: content_hash(content) for name, content in files.items()})


@pytest.fixture(scope="module")
def trig(facts: Facts, known: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = RunDescription({one.id: "0" * 64 for one in facts.documents}, {}, "accurate", "abc", None, "Deals", None, None)
    path = tmp_path_factory.mktemp("source") / "graph.trig"
    path.write_bytes(to_trig(with_metadata(named_graphs(facts, known), run)))
    return path


@pytest.fixture(scope="module")
def opened(trig: Path) -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(trig, format="trig")
    return dataset


@pytest.fixture
def source(trig: Path, opened: Dataset) -> Source:
    return source_in(trig.read_bytes(), str(trig), lambda: opened)


def test_facts_gathered_by_documents_are_those_of_the_whole(trig: Path, opened: Dataset) -> None:
    assert gathered_facts(GraphStream(trig)) == facts_of(opened)


@pytest.mark.parametrize("name", REPEATABLE)
def test_file_gives_the_bytes_of_memory(name: str, source: Source, opened: Dataset) -> None:
    try:
        files = {file: whole(content) for file, content in exported(name, source).items()}
    except MissingExtra as error:
        pytest.skip(f"{error.library} is not installed")
    assert files == export(name, facts_of(opened), opened)


def refused() -> Dataset:
    raise AssertionError("a Dataset takes far more memory than its file")


@pytest.mark.parametrize("of", ["all", "a part", "graphs just built"])
@pytest.mark.parametrize("name", sorted({*EXPORTERS} - {"duckdb", "parquet"}))
def test_no_format_asks_for_an_rdflib_dataset(name: str, of: str, trig: Path, facts: Facts, known: Ontology) -> None:
    source = source_in(trig.read_bytes(), "graph.trig", refused)
    if of == "a part":
        source = part_in(source, Filter(relations=("acquired",)))
    if of == "graphs just built":
        source = source_of_graphs(named_graphs(facts, known), refused)
    assert all(whole(content) for content in exported(name, source).values())


@pytest.mark.parametrize("name", REPEATABLE)
def test_graphs_just_built_give_the_bytes_of_their_dataset(name: str, facts: Facts, known: Ontology) -> None:
    graphs = named_graphs(facts, known)
    files = exported(name, source_of_graphs(graphs, refused))
    assert {file: whole(content) for file, content in files.items()} == export(name, facts, dataset_of(facts, known))


@pytest.mark.parametrize(("name", "file"), [("turtle", "graph.ttl"), ("trig", "graph.trig")])
def test_file_that_is_there_already_is_copied(name: str, file: str, tmp_path: Path, trig: Path) -> None:
    files = {file: b"as it was written", GRAPH_FILE: trig.read_bytes()} | ({file: trig.read_bytes()} if name == "trig" else {})
    write_files(tmp_path, files | {SUMS_FILE: sums_of(files)})
    assert whole(exported(name, source_of_folder(tmp_path))[file]) == files[file]


def test_file_that_is_no_longer_as_it_was_written_is_not_copied(tmp_path: Path, trig: Path, opened: Dataset) -> None:
    files = {"graph.ttl": b"as it was written", GRAPH_FILE: trig.read_bytes()}
    write_files(tmp_path, files | {SUMS_FILE: sums_of(files), "graph.ttl": b"changed by hand"})
    assert whole(exported("turtle", source_of_folder(tmp_path))["graph.ttl"]) == to_turtle(opened)


def test_source_is_of_one_graph_though_the_folder_is_built_again(tmp_path: Path, trig: Path, opened: Dataset) -> None:
    write_files(tmp_path, {GRAPH_FILE: trig.read_bytes()})
    source = source_of_folder(tmp_path)
    write_files(tmp_path, {GRAPH_FILE: b"<a:g> { <a:b> <a:c> <a:d> }"})
    assert (source.facts, set(source.dataset.quads())) == (facts_of(opened), set(opened.quads()))
    with pytest.raises(GraphReplaced, match="was built again since it was read; try again"):
        named_in_folder(tmp_path, "SELECT ?s { ?s ?p ?o }", of=source.sha256)


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "rocrate"])
def test_part_of_a_file_gives_the_bytes_of_that_of_the_dataset(name: str, source: Source, opened: Dataset) -> None:
    wanted = Filter(relations=("acquired",))
    facts = facts_of(opened)
    files, others = (exported(name, part_in(one, wanted)) for one in (source, source_of(facts, lambda: opened)))
    assert {file: whole(one) for file, one in files.items()} == {file: whole(one) for file, one in others.items()}


def test_part_has_the_triples_that_its_facts_make_and_what_the_data_set_tells(source: Source, known: Ontology) -> None:
    part = part_in(source, Filter(relations=("acquired",)))
    told = {one for one in part.dataset.quads() if one[3] is not None and str(one[3]).endswith("/metadata")}
    assert set(part.dataset.quads()) - told == set(dataset_of(part.facts, known).quads())
    assert told and not any(predicate == VOID.triples for _, predicate, _, _ in told)


@pytest.mark.parametrize(("name", "file"), [("turtle", "graph.ttl"), ("trig", "graph.trig")])
def test_rdflib_reads_a_part_as_its_dataset(name: str, file: str, source: Source) -> None:
    part = part_in(source, Filter(relations=("uses",)))
    back = Dataset(default_union=True)
    back.parse(data=whole(exported(name, part)[file]), format=name)
    assert set(back.triples((None, None, None))) == set(part.dataset.triples((None, None, None)))


@pytest.mark.parametrize(
    "content", [b"\x00", b"<a:b> <a:c>", b"<a:g> { <a:b> a <https://w3id.org/fintech-kg/ontology#Document> }"]
)
@pytest.mark.parametrize("name", ["csv", "pykeen"])
def test_file_that_is_none_of_ours_is_told(name: str, content: bytes) -> None:
    with pytest.raises(RunError, match=r"graph\.trig cannot be read|not one that fintech-kg wrote"):
        [whole(pieces) for pieces in exported(name, source_in(content, "graph.trig", Dataset)).values()]


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))), st.integers(1, 5))
def test_lines_sorted_in_files_are_those_sorted_in_memory(texts: list[str], most: int) -> None:
    lines = [f"{text}\n" for text in texts]
    assert list(sorted_lines(lines, most=most)) == sorted(set(lines))
