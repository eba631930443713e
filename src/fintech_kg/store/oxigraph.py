"""The store on disk: from an output folder to an Oxigraph store that is whole, belongs to its graph.trig, and is only read.

It stands in OUTPUT/store/<hash of graph.trig>[-entailment]/. It is built beside and renamed, so that what has the name is
whole, and as the name holds the hash, an old one is never taken for a new one. Who reads a store holds a shared lock on it; a
build removes only what nobody holds.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from fintech_kg.errors import NoGraph, RunError, reason_of
from fintech_kg.graph import Pieces
from fintech_kg.ontology import ontology_directory
from fintech_kg.store.folder import GRAPH_FILE, settle_if_free
from fintech_kg.store.increment import Record, changed_copy, keep_record, next_step, record_of
from fintech_kg.store.inference import Entailment, inferred
from fintech_kg.store.locks import held, is_free
from fintech_kg.store.manifest import DATA, Known, Manifest, file_hash, read_manifest, written_manifest
from fintech_kg.store.places import STORES, forget, new_place
from fintech_kg.store.quads import FACTS, INFERRED, ONTOLOGY, STATEMENTS, graph_quads

TERMS = "fintech.ttl"
_DIGITS = 16
_AT_ONCE = 200_000
"""Quads that the engine sorts in memory at once, of which it keeps some 1.5 kB each; it takes a million if left alone."""
Filling = Callable[[Path], Known | None]
"""Makes `data` in a folder; gives what it must hold, where that is known beforehand."""
Putting = Callable[[Store], None]


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A store that may be read as long as it is held: the folder for pyoxigraph's `Store.read_only`, and what it holds."""

    path: Path
    manifest: Manifest


def build_store(
    folder: Path,
    *,
    ontology: Path | None = None,
    entailment: Entailment = Entailment.NONE,
    pieces: Pieces | None = None,
) -> Path:
    """Builds the store of the folder's graph.trig where there is no whole one, removes older ones, and returns its folder.

    Where graph.trig is given in its `pieces` too, the last store serves again but for what differs.
    Raises NoGraph, and RunError where the graph cannot be read or the store not be written; then there is none, and
    no older one is lost.
    """
    trig = folder / GRAPH_FILE
    if not trig.is_file():
        raise NoGraph(str(folder))
    try:
        source = file_hash(trig)
        target = folder / STORES / _name(source, entailment)
        kept = _kept_terms(folder / STORES, ontology)
        if read_manifest(target) is None:
            terms = kept or ontology_directory() / TERMS
            record = None
            whole = pieces is not None and pieces.sha256 == source
            if pieces is not None and whole and entailment is Entailment.NONE:
                record = record_of(pieces, file_hash(terms))
            if pieces is None or record is None or not _built_on_last(target, pieces, source, record):
                known = pieces if whole else None
                put = _quads_of(graph_quads(trig, terms)) if known is None else _pieces_of(known, terms)
                subjects = None if known is None else known.subjects
                _build_beside(target, _filling(put, entailment, terms, record), source, entailment, subjects)
        _remove_others(folder / STORES, source)
    except SyntaxError as error:
        raise RunError(f"{trig} cannot be read: {reason_of(error)}; build it again") from error
    except OSError as error:
        raise RunError(f"the store of {trig} cannot be written: {reason_of(error)}") from error
    return target


def graph_stamp(folder: Path) -> tuple[int, int, int] | None:
    """What differs once the folder's graph.trig was replaced; None where there is none."""
    try:
        found = (folder / GRAPH_FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def terms_file(folder: Path) -> Path:
    """The ontology's file with which the folder's store was last built, or that of the installed one."""
    return _kept_terms(folder / STORES, None) or ontology_directory() / TERMS


@contextmanager
def open_store(folder: Path, *, entailment: Entailment = Entailment.NONE, mend: bool = False) -> Iterator[OpenStore]:
    """The store of the folder's graph.trig, held for reading; built again where it is absent, damaged or another graph's.

    `mend` builds it again in any case. Where the folder cannot be written to, it is built in a temporary folder.
    Raises NoGraph and RunError.
    """
    settle_if_free(folder)
    trig = folder / GRAPH_FILE
    if not trig.is_file():
        raise NoGraph(str(folder))
    try:
        source = file_hash(trig)
    except OSError as error:
        raise RunError(f"{trig} cannot be read: {reason_of(error)}") from error
    if mend:
        for name in _names(source, entailment):
            forget(folder / STORES / name)
    for name in _names(source, entailment):
        with held(folder / STORES / name) as alive:
            manifest = read_manifest(folder / STORES / name) if alive else None
            if manifest is not None:
                yield OpenStore(folder / STORES / name / DATA, manifest)
                return
    with _built_again(folder, entailment) as store:
        yield store


@contextmanager
def temporary_store(quads: Iterable[Quad], source: str) -> Iterator[OpenStore]:
    """A store of quads that lasts as long as the context. Raises SyntaxError and OSError for what the quads are read from."""
    with tempfile.TemporaryDirectory(prefix="fintech-kg-", ignore_cleanup_errors=True) as made:
        target = Path(made) / "store"
        _build_beside(target, _filling(_quads_of(quads), Entailment.NONE, None, None), source, Entailment.NONE)
        manifest = read_manifest(target)
        assert manifest is not None
        yield OpenStore(target / DATA, manifest)


@contextmanager
def _built_again(folder: Path, entailment: Entailment) -> Iterator[OpenStore]:
    """Builds into the folder if it can be written to, else into a temporary copy of what it takes."""
    with tempfile.TemporaryDirectory(prefix="fintech-kg-", ignore_cleanup_errors=True) as made:
        try:
            built = build_store(folder, entailment=entailment)
        except NoGraph:
            raise
        except RunError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            (Path(made) / GRAPH_FILE).symlink_to((folder / GRAPH_FILE).absolute())
            with suppress(OSError):
                _kept_terms(Path(made) / STORES, folder / STORES)
            built = build_store(Path(made), entailment=entailment)
        with held(built):
            manifest = read_manifest(built)
            if manifest is None:
                raise RunError(f"the store {built} was changed while it was opened; try again")
            yield OpenStore(built / DATA, manifest)


def _filling(put: Putting, entailment: Entailment, terms: Path | None, record: Record | None) -> Filling:
    """Builds a store anew."""

    def fill(made: Path) -> None:
        store = Store(str(made / DATA))
        put(store)
        if entailment is not Entailment.NONE and terms is not None:
            load(store, _inferred_quads(store, terms, entailment))
        store.flush()
        store.optimize()
        if record is not None:
            keep_record(made, record)

    return fill


def _quads_of(quads: Iterable[Quad]) -> Putting:
    return lambda store: load(store, quads)


def _pieces_of(pieces: Pieces, terms: Path) -> Putting:
    """What `graph_quads` gives of the files, read by the engine itself, which takes half of the time."""

    def put(store: Store) -> None:
        for graphs in pieces.several():
            store.bulk_load(graphs, format=RdfFormat.TRIG)
        for one in pieces.union:
            text = pieces.stretch(one)
            store.bulk_load(text, format=RdfFormat.TURTLE)
            store.bulk_load(text, format=RdfFormat.TURTLE, to_graph=STATEMENTS if one.tells else FACTS)
        store.bulk_load(path=terms, format=RdfFormat.TURTLE, to_graph=ONTOLOGY)

    return put


def load(store: Store, quads: Iterable[Quad]) -> None:
    """Puts the quads in, so many at a time that memory stays the same whatever their number."""
    left = iter(quads)
    for first in left:
        store.bulk_extend(chain((first,), islice(left, _AT_ONCE - 1)))


def _built_on_last(target: Path, pieces: Pieces, source: str, record: Record) -> bool:
    """Whether the store could be made of an older one; whatever is wrong with that, there is still the way to build it anew."""
    step = next_step(sorted(target.parent.glob("[!.]*")), record)
    if step is None:
        return False
    last, now = step
    try:
        with held(last):
            _build_beside(target, lambda made: changed_copy(last, made, pieces, now), source, Entailment.NONE)
    except (OSError, SyntaxError, ValueError):
        return False
    return True


def _build_beside(target: Path, fill: Filling, source: str, entailment: Entailment, subjects: int | None = None) -> None:
    """Fills a store beside its place and renames it. Raises what `fill` raises, ValueError for another count."""
    made = new_place(target.parent)
    try:
        with held(made):
            written_manifest(made, source, entailment.value, fill(made), subjects=subjects)
            _sync(made)
            forget(target)
            made.chmod(0o755)
            made.rename(target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        if read_manifest(target) is None:
            raise  # else another process built it at the same time


def _inferred_quads(store: Store, terms: Path, entailment: Entailment) -> list[Quad]:
    facts = (quad.triple for quad in store.quads_for_pattern(None, None, None, FACTS))
    ontology = (quad.triple for quad in parse(path=terms, format=RdfFormat.TURTLE))
    return [Quad(one.subject, one.predicate, one.object, INFERRED) for one in inferred(facts, ontology, entailment)]


def _kept_terms(stores: Path, ontology: Path | None) -> Path | None:
    """The ontology that was last built with; one that is given is kept, so that a store built again has the same."""
    kept = stores / TERMS
    if ontology is not None:
        stores.mkdir(parents=True, exist_ok=True)
        beside = stores / f".new-{os.getpid()}-{TERMS}"
        beside.write_bytes((ontology / TERMS).read_bytes())
        beside.replace(kept)
    return kept if kept.is_file() else None


def _name(source: str, entailment: Entailment) -> str:
    return source[:_DIGITS] + ("" if entailment is Entailment.NONE else f"-{entailment.value}")


def _names(source: str, entailment: Entailment) -> list[str]:
    """The stores that serve: for plain queries also those with something inferred, which is in a graph of its own."""
    if entailment is not Entailment.NONE:
        return [_name(source, entailment)]
    return [_name(source, one) for one in (Entailment.NONE, Entailment.RDFS, Entailment.OWL_RL)]


def _remove_others(stores: Path, source: str) -> None:
    for other in stores.iterdir():
        place = other / "store" if other.name.startswith(".old-") else other
        if other.is_dir() and not other.name.startswith(source[:_DIGITS]) and is_free(place):
            shutil.rmtree(other, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Brings the files to the disk: Oxigraph does not, and a name after a power cut must mean a whole store."""
    for path in [*(folder / DATA).iterdir(), *folder.iterdir(), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            with suppress(OSError):  # not every file system syncs folders
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
