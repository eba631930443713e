"""From a Source to Turtle and TriG as `to_turtle` and `to_trig` write them, in bounded memory.

Of Turtle no more than a bounded part is in memory, of TriG the largest of its graphs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby

import pyoxigraph as ox
from rdflib import RDF

from fintech_kg.corpus.sorter import Sorter
from fintech_kg.exports.ordered import by_graph_and_subject, by_subject
from fintech_kg.exports.pieces import in_utf8, of_stream
from fintech_kg.exports.source import Source
from fintech_kg.graph.blocks import INDENT, Renderer, rank_of
from fintech_kg.graph.write import Triple
from fintech_kg.ontology.turtle import node_of

_STEP = "    "
_TYPE = RDF.type
_term = lru_cache(maxsize=1 << 16)(node_of)


def turtle_pieces(source: Source) -> Iterator[bytes]:
    """The union of the named graphs as Turtle, UTF-8."""
    renderer, blocks = _renderer(source), Sorter()
    for quads in by_subject(source):
        triples = _triples(quads)
        rank = rank_of(object_ for _, predicate, object_ in triples if predicate == _TYPE)
        blocks.add(f"{rank}{triples[0][0]}{renderer.subject(triples)}")  # a block begins with a line end, which no IRI holds
    body = (block[block.index("\n") :].replace(INDENT, "") for block in blocks)
    yield from in_utf8(chain((_head(renderer.prefixes),), body, ("\n",)))


def trig_pieces(source: Source) -> Iterator[bytes]:
    """The named graphs as TriG, UTF-8."""
    renderer = _renderer(source)
    used = renderer.prefixes
    with tempfile.TemporaryFile() as body:
        for graph, subjects in groupby(by_graph_and_subject(source), lambda quads: quads[0].graph_name):
            if not isinstance(graph, ox.DefaultGraph):
                text = renderer.blocks(_triples(chain.from_iterable(subjects)), own=False).text().replace(INDENT, _STEP)
                used |= renderer.prefixes
                body.writelines(in_utf8((f"\n{renderer.word(_term(graph))} {{{text}}}\n",)))
        body.seek(0)
        yield _head(used).encode()
        yield from of_stream(body)
        yield b"\n"


def _renderer(source: Source) -> Renderer:
    return Renderer(source.prefixes.items(), source.base)


def _triples(quads: Iterable[ox.Quad]) -> Sequence[Triple]:
    return [(_term(one.subject), _term(one.predicate), _term(one.object)) for one in quads]


def _head(used: set[tuple[str, str]]) -> str:
    return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in sorted(used))
