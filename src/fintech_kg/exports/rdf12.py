"""RDF 1.2: from a Source to Turtle, TriG, N-Triples and N-Quads in which a statement reifies a triple term.

A statement's `rdf:subject`, `rdf:predicate` and `rdf:object` become one triple, `rdf:reifies <<( subject predicate object )>>`
(RDF 1.2 Concepts, section 1.5). Nothing else differs from the other RDF formats.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF

from fintech_kg.exports.ordered import by_graph_and_subject, by_subject, sorted_lines
from fintech_kg.exports.pieces import in_utf8, of_file
from fintech_kg.exports.source import Files, Source

_REIFIES = ox.NamedNode(f"{RDF}reifies")
_PARTS = tuple(str(one) for one in (RDF.subject, RDF.predicate, RDF.object))


def turtle12(source: Source) -> Files:
    """The union of the named graphs."""
    return {"graph.ttl": _written(source, ox.RdfFormat.TURTLE)}


def trig12(source: Source) -> Files:
    """The named graphs."""
    return {"graph.trig": _written(source, ox.RdfFormat.TRIG)}


def ntriples12(source: Source) -> Files:
    """The union of the named graphs."""
    lines = (f"{quad.subject} {quad.predicate} {_text(quad.object)} .\n" for quad in _quads(source, named=False))
    return {"graph.nt": in_utf8(sorted_lines(lines))}


def nquads12(source: Source) -> Files:
    """The named graphs."""
    lines = (
        f"{quad.subject} {quad.predicate} {_text(quad.object)} {quad.graph_name} .\n" for quad in _quads(source, named=True)
    )
    return {"graph.nq": in_utf8(sorted_lines(lines))}


def _written(source: Source, form: ox.RdfFormat) -> Iterator[bytes]:
    quads = _quads(source, named=form.supports_datasets)
    items: Iterator[ox.Quad | ox.Triple] = iter(quads) if form.supports_datasets else (quad.triple for quad in quads)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        ox.serialize(items, path, format=form, prefixes=source.prefixes)  # type: ignore[arg-type]
        yield from of_file(path)


def _quads(source: Source, *, named: bool) -> Iterator[ox.Quad]:
    for about in by_graph_and_subject(source) if named else by_subject(source):
        yield from sorted(_reified(about), key=_place)


def _reified(about: Sequence[ox.Quad]) -> Iterator[ox.Quad]:
    """The triples of a subject, of which those that say what it states become one."""
    ends = {quad.predicate.value: quad.object for quad in about if quad.predicate.value in _PARTS}
    yield from (quad for quad in about if quad.predicate.value not in _PARTS)
    if len(ends) == len(_PARTS):
        triple = ox.Triple(*(ends[part] for part in _PARTS))  # type: ignore[arg-type]
        yield ox.Quad(about[0].subject, _REIFIES, triple, about[0].graph_name)


def _place(quad: ox.Quad) -> tuple[bool, str, str]:
    return quad.predicate.value != str(RDF.type), quad.predicate.value, _text(quad.object)


def _text(term: object) -> str:
    return f"<<( {term.subject} {term.predicate} {term.object} )>>" if isinstance(term, ox.Triple) else str(term)
