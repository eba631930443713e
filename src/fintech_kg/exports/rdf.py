"""RDF formats: from a Source to bytes that depend on the triples alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox
from rdflib.namespace import split_uri

from fintech_kg.exports.characters import xml_attribute, xml_text
from fintech_kg.exports.ordered import by_subject, quad_lines, triple_lines
from fintech_kg.exports.pieces import in_utf8
from fintech_kg.exports.source import Files, Source
from fintech_kg.exports.turtle import trig_pieces, turtle_pieces

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def turtle(source: Source) -> Files:
    """The union of the named graphs as Turtle."""
    return {"graph.ttl": source.written("graph.ttl") or turtle_pieces(source)}


def trig(source: Source) -> Files:
    """The named graphs as TriG."""
    return {"graph.trig": source.written("graph.trig") or trig_pieces(source)}


def ntriples(source: Source) -> Files:
    """The union as sorted N-Triples."""
    return {"graph.nt": in_utf8(triple_lines(source))}


def nquads(source: Source) -> Files:
    """The named graphs as sorted N-Quads."""
    return {"graph.nq": in_utf8(quad_lines(source))}


def rdfxml(source: Source) -> Files:
    """The union as RDF/XML, a description for each subject."""
    return {"graph.rdf": in_utf8(_rdfxml(source))}


def _rdfxml(source: Source) -> Iterator[str]:
    declared = "".join(f" xmlns:{prefix}={quoteattr(base)}" for prefix, base in source.prefixes.items() if prefix != "id")
    known = {base: prefix for prefix, base in source.prefixes.items() if prefix != "id"}
    yield f"{_XML}<rdf:RDF{declared}>\n"
    for triples in by_subject(source):
        yield f"  <rdf:Description rdf:{_named(triples[0].subject, 'about')}>\n"
        yield from (f"    {_property(one.predicate.value, one.object, known)}\n" for one in triples)
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(predicate: str, value: object, known: Mapping[str, str]) -> str:
    namespace, name = split_uri(predicate)
    element = f"{known[namespace]}:{name}" if namespace in known else f"p:{name}"
    start = element if namespace in known else f"{element} xmlns:p={quoteattr(namespace)}"
    if not isinstance(value, ox.Literal):
        return f"<{start} rdf:{_named(value, 'resource')}/>"
    if value.language is not None:
        start += f" xml:lang={quoteattr(value.language)}"
    elif value.datatype.value != _STRING:
        start += f" rdf:datatype={xml_attribute(value.datatype.value)}"
    return f"<{start}>{xml_text(value.value)}</{element}>"


def _named(term: object, how: str) -> str:
    """The attribute that names a node: `how` for an IRI."""
    if isinstance(term, ox.BlankNode):
        return f"nodeID={quoteattr(term.value)}"
    assert isinstance(term, ox.NamedNode)
    return f"{how}={xml_attribute(term.value)}"
