"""From RDF files of any origin to a temporary store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from fintech_kg.errors import RunError, reason_of
from fintech_kg.store.oxigraph import OpenStore, temporary_store

_SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".n3": RdfFormat.N3,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
}


@contextmanager
def loaded_store(files: Sequence[Path], named: Iterable[tuple[str, Path]] = ()) -> Iterator[OpenStore]:
    """A store of what the files hold: their default graphs together are its default graph, named ones keep their names.

    `named` gives files whose triples become the named graph of that IRI. Relative IRIs in a file resolve against its file: IRI.
    Raises RunError with the file and the reason.
    """
    with temporary_store(_all_quads(files, named), source="files") as store:
        yield store


def _all_quads(files: Iterable[Path], named: Iterable[tuple[str, Path]]) -> Iterator[Quad]:
    for path in files:
        yield from _quads(path, None)
    for iri, path in named:
        yield from _quads(path, iri)


def _quads(path: Path, graph: str | None) -> Iterator[Quad]:
    form = _SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise RunError(f"{path}: no RDF format has the suffix {path.suffix or '(none)'}; known: {' '.join(_SUFFIXES)}")
    try:
        name = None if graph is None else NamedNode(graph)
        for quad in parse(path=path, format=form, base_iri=path.absolute().as_uri(), rename_blank_nodes=True):
            if name is None or quad.graph_name != DefaultGraph():
                yield quad
            else:
                yield Quad(quad.subject, quad.predicate, quad.object, name)
    except (OSError, SyntaxError, ValueError) as error:
        raise RunError(f"{path} cannot be read: {reason_of(error)}") from error
