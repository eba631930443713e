"""Whatever a folder holds: `build` ends with an output that proves itself, or with one sentence, and the laws hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import given
from rdflib import Dataset, Graph

from fintech_kg import KnowledgeGraph, build, open_graph
from fintech_kg.building import remove
from fintech_kg.documents import find_inputs, read_sources
from fintech_kg.errors import DocumentError, NoInput
from fintech_kg.exports import EXPORTERS, export
from fintech_kg.verification import verify

from .conftest import PROFILE
from .texts import folders

pytestmark = pytest.mark.model

Files = Mapping[str, bytes]
PARSERS = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads", ".rdf": "xml", ".jsonld": "json-ld"}


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")}


def laid(files: Files, folder: Path) -> list[Path]:
    """The files on disk, but for those whose names this file system refuses."""
    folder.mkdir()
    found = []
    for name, content in files.items():
        try:
            (folder / name).write_bytes(content)
        except (OSError, ValueError):
            continue
        found.append(folder / name)
    return found


def built(paths: Iterable[Path], cache: Path | None = None) -> KnowledgeGraph | None:
    """The graph, or None where not one document could be read."""
    try:
        return build(list(paths), model="fast", cache=cache)
    except NoInput:
        return None


def sources(paths: Iterable[Path]) -> list[str]:
    """What every document, and everything that is none, is called."""
    found = (one for given in find_inputs(paths) for one in read_sources(given))
    return sorted(one.source if isinstance(one, DocumentError) else one.name for one in found)


@PROFILE
@given(folders)
def test_every_document_is_read_or_named_and_the_output_proves_itself(files: Files) -> None:
    with TemporaryDirectory() as temporary:
        paths = laid(files, Path(temporary, "in"))
        kg = built(paths) if paths else None
        if kg is None:
            return
        assert kg.report is not None
        listed = kg.report["documents"]
        assert isinstance(listed, list)
        assert sorted(one["source"] for one in listed) == sources(paths)
        assert all(one["reason"] for one in listed if one["state"] == "skipped")
        kg.write(Path(temporary, "out"))
        assert verify(Path(temporary, "out"), sources=Path(temporary, "in")).findings == ()
        opened = open_graph(Path(temporary, "out"))
        assert opened.facts.facts == kg.facts.facts or any("\ufffd" in text for text in _texts(opened))


def _texts(kg: KnowledgeGraph) -> Iterable[str]:
    return (str(value) for _, _, value in kg.graph)


@PROFILE
@given(folders)
def test_order_does_not_count_and_what_is_removed_was_never_there(files: Files) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = laid(files, folder / "in")
        kg = built(paths, folder / "cache") if paths else None
        if kg is None:
            return
        kg.write(folder / "one")
        again = built(reversed(paths))
        assert again is not None
        again.write(folder / "two")
        assert written(folder / "one") == written(folder / "two")
        gone = sources(paths[:1])
        rest = built(paths[1:]) if paths[1:] else None
        if rest is None:
            return
        rest.write(folder / "rest")
        remove(folder / "one", gone, cache=folder / "cache").write(folder / "one")
        assert written(folder / "one") == written(folder / "rest")


@PROFILE
@given(folders)
def test_every_export_can_be_read(files: Files) -> None:
    with TemporaryDirectory() as temporary:
        paths = laid(files, Path(temporary, "in"))
        kg = built(paths) if paths else None
        if kg is None:
            return
        for name in sorted(one for one in EXPORTERS if not one.endswith("12")):  # RDF 1.2, which rdflib does not read yet
            for file, content in export(name, kg.facts, kg.dataset).items():
                _parse(Path(file).suffix, content)


def _parse(suffix: str, content: bytes) -> None:
    if suffix in (".trig", ".nq"):
        Dataset().parse(data=content, format=PARSERS[suffix])
    elif suffix in PARSERS:
        Graph().parse(data=content, format=PARSERS[suffix])
    elif suffix == ".graphml":
        nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    elif suffix == ".gexf":
        nx.read_gexf(io.BytesIO(content), version="1.2draft")
    elif suffix == ".csv":
        rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}
    elif suffix == ".json":
        json.loads(content)
