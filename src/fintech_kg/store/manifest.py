"""What a store must hold: made when it is built, checked when it is opened."""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import cast

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store

MANIFEST, DATA = "store.json", "data"
_HASHED_TO = 1024 * 1024  # RocksDB checks the sums of its large files itself, block by block, as it reads them
_NOT_DATA = ("LOG", "LOCK")
_TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_GRAPHS = "SELECT (COUNT(*) AS ?n) { GRAPH ?g {} }"
_CLASSES = "SELECT ?key (COUNT(*) AS ?n) { ?s a ?key } GROUP BY ?key"
_PROPERTIES = "SELECT ?key (COUNT(*) AS ?n) { ?s ?key ?o } GROUP BY ?key"
_MOST_GRAPHS = 1000
_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a store before it is counted: all of it but for its triples, and the named graphs that are counted.

    `triples` is how many there must be; `graphs` are those of named graphs that are as they were in an earlier store.
    """

    triples: int
    subjects: int
    graph_count: int
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was put into a store: the source's hash, the entailment, counts, and each file's size and (if small) hash.

    `graphs` counts the triples of the named graphs, of the first thousand where there are more; `classes` and `properties`
    count instances and triples in the default graph.
    """

    source: str
    entailment: str
    engine: str
    counts: Mapping[str, int]
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    files: Mapping[str, tuple[int, str]]


def written_manifest(
    folder: Path, source: str, entailment: str, known: Known | None = None, *, subjects: int | None = None
) -> Manifest:
    """The manifest of the store in `folder`/data, which nobody writes to any more; it is also written beside it.

    Of what is known of the store only the triples are counted again. Raises ValueError where they are not as many. `subjects`
    is how many the default graph has, where that alone is known: the engine counts them by holding each.
    """
    store = Store.read_only(str(folder / DATA))
    triples = _counted(store, _TRIPLES)
    if known is not None and triples != known.triples:
        raise ValueError(f"it holds {triples} triples in the place of {known.triples}")
    manifest = Manifest(
        source=source,
        entailment=entailment,
        engine=pyoxigraph.__version__,
        counts={
            "triples": triples,
            "subjects": _subjects(store, subjects) if known is None else known.subjects,
            "graphs": _counted(store, _GRAPHS) if known is None else known.graph_count,
        },
        graphs=_graphs(store, _NONE if known is None else known.graphs),
        classes=_by_key(store, _CLASSES) if known is None else known.classes,
        properties=_by_key(store, _PROPERTIES) if known is None else known.properties,
        files=_files(folder / DATA),
    )
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a store that is whole, or None where it or a file of the store is absent or another than was written."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**read)
        files = {name: (int(size), str(digest)) for name, (size, digest) in manifest.files.items()}
        whole = files == _files(folder / DATA)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return manifest if whole and manifest.engine == pyoxigraph.__version__ else None


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(data: Path) -> dict[str, tuple[int, str]]:
    return {
        path.name: (size := path.stat().st_size, file_hash(path) if size <= _HASHED_TO else "")
        for path in sorted(data.iterdir())
        if not path.name.startswith(_NOT_DATA)
    }


def _graphs(store: Store, known: Mapping[str, int]) -> dict[str, int]:
    names = heapq.nsmallest(_MOST_GRAPHS, store.named_graphs(), key=lambda name: name.value)
    return {name.value: known[name.value] if name.value in known else _size(store, name) for name in names}


def _size(store: Store, graph: NamedNode | BlankNode) -> int:
    if isinstance(graph, NamedNode):
        return _counted(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))


def _subjects(store: Store, known: int | None) -> int:
    return _counted(store, _SUBJECTS) if known is None else known


def _counted(store: Store, query: str) -> int:
    return next(int(solution["n"].value) for solution in cast(QuerySolutions, store.query(query)))


def _by_key(store: Store, query: str) -> dict[str, int]:
    solutions = cast(QuerySolutions, store.query(query))
    return {solution["key"].value: int(solution["n"].value) for solution in solutions}
