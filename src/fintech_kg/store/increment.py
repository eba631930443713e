"""From the last store and a new graph.trig in its pieces to the new store: a copy of the last with the difference put in.

The large files of a store are never written again once they are there, so the copy has links to them. Where a document was
taken out without another in its place, more than a share of the graphs differs, or enough such steps have been made, the
store is built anew, so that of what no document says any longer nothing stays in its files for long.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from fintech_kg.graph import Pieces
from fintech_kg.graph.files import Piece
from fintech_kg.store.manifest import DATA, Known, Manifest, read_manifest
from fintech_kg.store.quads import DERIVED, FACTS, STATEMENTS, told_of

RECORD = "pieces.json"
_NOT_COPIED = ("LOG", "LOCK")
_WRITTEN_ONCE = ".sst"
_MOST_STEPS = 10
_MOST_CHANGED = 0.2
_FEW = 10
"""Graphs that may differ whatever their share."""
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Record:
    """What a store was made of: the hash of the ontology, the base of the things' IRIs, each graph's hash by its name, and in
    how many steps since it was last built anew."""

    ontology: str
    base: str
    graphs: Mapping[str, str]
    steps: int = 0


def record_of(pieces: Pieces, ontology: str) -> Record:
    """The record of a store that is built anew."""
    return Record(ontology, pieces.base, _Hashes(pieces.graphs))


class _Hashes(Mapping[str, str]):
    """Each graph's hash by its name."""

    def __init__(self, graphs: Mapping[str, Piece]) -> None:
        self._graphs = graphs

    def __getitem__(self, name: str) -> str:
        return self._graphs[name].sha256

    def __iter__(self) -> Iterator[str]:
        return iter(self._graphs)

    def __len__(self) -> int:
        return len(self._graphs)


def keep_record(store: Path, record: Record) -> None:
    """Puts the record beside the store's data."""
    with (store / RECORD).open("w", encoding="utf-8") as stream:
        stream.write(f'{{"ontology": {json.dumps(record.ontology)}, "base": {json.dumps(record.base)}, "graphs": {{')
        for number, (name, one) in enumerate(record.graphs.items()):
            stream.write(f"{', ' if number else ''}{json.dumps(name)}: {json.dumps(one)}")
        stream.write(f'}}, "steps": {record.steps}}}')


def next_step(stores: Iterable[Path], record: Record) -> tuple[Path, Record] | None:
    """The store that can be changed into that of the record, which then has the record given; None where none can be."""
    for store in stores:
        with suppress(OSError, ValueError, TypeError):
            last = Record(**json.loads((store / RECORD).read_text(encoding="utf-8")))
            if _is_near(last, record) and read_manifest(store) is not None:
                return store, Record(record.ontology, record.base, record.graphs, last.steps + 1)
    return None


def _is_near(last: Record, now: Record) -> bool:
    gone, came = last.graphs.keys() - now.graphs.keys(), now.graphs.keys() - last.graphs.keys()
    if (last.ontology, last.base) != (now.ontology, now.base) or last.steps >= _MOST_STEPS or len(gone) > len(came):
        return False
    return len(_different(last, now)) <= max(_FEW, _MOST_CHANGED * len(now.graphs))


def _different(last: Record, now: Record) -> set[str]:
    return {name for name in last.graphs.keys() | now.graphs.keys() if last.graphs.get(name) != now.graphs.get(name)}


@dataclass(frozen=True, slots=True)
class _Growth:
    """The triples that left the default graph and that came into it, and by how many subjects it grew."""

    gone: Collection[Triple]
    came: Collection[Triple]
    subjects: int


def changed_copy(last: Path, made: Path, pieces: Pieces, now: Record) -> Known:
    """Makes `made`/data of the last store's, and returns what it must hold.

    Raises OSError, and SyntaxError or ValueError where either is not what it ought to be.
    """
    was = Record(**json.loads((last / RECORD).read_text(encoding="utf-8")))
    manifest = read_manifest(last)
    if manifest is None:
        raise ValueError(f"{last} is no whole store")
    _copy(last / DATA, made / DATA)
    keep_record(made, now)
    different = _different(was, now)
    grown = _change(Store(str(made / DATA)), pieces, sorted(different))
    same = {name: count for name, count in manifest.graphs.items() if name in pieces.graphs and name not in different}
    return _known(manifest, grown, same, len(now.graphs) - len(was.graphs))


def _known(manifest: Manifest, grown: _Growth, same: Mapping[str, int], graphs: int) -> Known:
    """What a store holds that was that of the manifest; it has so many `graphs` more, and these are the `same`."""
    return Known(
        triples=manifest.counts["triples"] + len(grown.came) - len(grown.gone),
        subjects=manifest.counts["subjects"] + grown.subjects,
        graph_count=manifest.counts["graphs"] + graphs,
        graphs=same,
        classes=_changed(manifest.classes, *(_classes(triples) for triples in (grown.gone, grown.came))),
        properties=_changed(manifest.properties, *(_properties(triples) for triples in (grown.gone, grown.came))),
    )


def _changed(counts: Mapping[str, int], gone: Counter[str], came: Counter[str]) -> dict[str, int]:
    found = {key: counts.get(key, 0) + came[key] - gone[key] for key in counts.keys() | came.keys()}
    return {key: count for key, count in sorted(found.items()) if count}


def _classes(triples: Iterable[Triple]) -> Counter[str]:
    return Counter(one.object.value for one in triples if one.predicate == _TYPE and isinstance(one.object, NamedNode))


def _properties(triples: Iterable[Triple]) -> Counter[str]:
    return Counter(one.predicate.value for one in triples)


def _copy(data: Path, made: Path) -> None:
    made.mkdir()
    for path in data.iterdir():
        if path.name.startswith(_NOT_COPIED):
            continue
        if path.suffix == _WRITTEN_ONCE:
            with suppress(OSError, NotImplementedError):
                os.link(path, made / path.name)
                continue
        shutil.copyfile(path, made / path.name)


def _change(store: Store, pieces: Pieces, names: Collection[str]) -> _Growth:
    """Puts the pieces of these graphs in the place of what the store holds of them; says how the default graph grew."""
    gone: list[Quad] = []
    came: list[Quad] = []
    for name in names:
        graph = NamedNode(name)
        held = set(store.quads_for_pattern(None, None, None, graph))
        wanted = set(parse(pieces.prefixes + pieces.graph(name), format=RdfFormat.TRIG)) if name in pieces.graphs else set()
        gone += held - wanted
        came += wanted - held
    for quad in gone:
        store.remove(quad)
    store.extend(came)
    for name in names:
        if name not in pieces.graphs:
            store.remove_graph(NamedNode(name))
    lost = {quad.triple for quad in gone} - {quad.triple for quad in came}
    grown = _change_union(store, [one for one in lost if not _is_said(store, one)], {quad.triple for quad in came}, pieces.base)
    store.flush()
    return grown


def _is_said(store: Store, triple: Triple) -> bool:
    """Whether a document's graph, or the metadata's, says so."""
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name not in DERIVED for quad in found)


def _change_union(store: Store, lost: Collection[Triple], said: Iterable[Triple], base: str) -> _Growth:
    told = told_of(base)
    came = [one for one in said if Quad(one.subject, one.predicate, one.object, DefaultGraph()) not in store]
    subjects = {one.subject for one in (*lost, *came)}
    before = _held(store, subjects)
    for quad in _twice(lost, told):
        store.remove(quad)
    store.extend(_twice(came, told))
    return _Growth(lost, came, _held(store, subjects) - before)


def _held(store: Store, subjects: Iterable[NamedNode | BlankNode | Triple]) -> int:
    """How many of them the default graph has."""
    return sum(any(True for _ in store.quads_for_pattern(one, None, None, DefaultGraph())) for one in subjects)


def _twice(triples: Iterable[Triple], told: tuple[str, ...]) -> Iterator[Quad]:
    """Each triple in the default graph, and in that of facts or of statements."""
    for one in triples:
        is_told = isinstance(one.subject, NamedNode) and one.subject.value.startswith(told)
        yield Quad(one.subject, one.predicate, one.object, DefaultGraph())
        yield Quad(one.subject, one.predicate, one.object, STATEMENTS if is_told else FACTS)
