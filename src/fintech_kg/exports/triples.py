"""Plain triples for machine learning and graph wrangling: from a Source to the tab-separated files of PyKEEN and KGTK."""

from __future__ import annotations

from collections.abc import Iterator

from fintech_kg.exports.characters import kgtk_string, symbol
from fintech_kg.exports.pieces import in_utf8
from fintech_kg.exports.rows import nodes_of
from fintech_kg.exports.source import Files, Source
from fintech_kg.model import Facts, Statement, Status

_KGTK_COLUMNS = ("id", "node1", "label", "node2")


def pykeen(source: Source) -> Files:
    """Head, relation and tail of each asserted fact, without a header; and the label of each head and tail.

    What is planned, denied, rumoured or past is no triple to learn from, and is left out.
    """
    triples = sorted(
        {
            f"{symbol(one.subject)}\t{one.predicate}\t{symbol(one.object)}\n"
            for one in source.facts.facts
            if one.status is Status.ASSERTED
        }
    )
    labels = (f"{node.id}\t{kgtk_string(node.label)}\t{node.kind}\n" for node in nodes_of(source.facts))
    return {"triples.tsv": in_utf8(triples), "labels.tsv": in_utf8(labels)}


def kgtk(source: Source) -> Files:
    """A KGTK edge file: an edge for each statement, qualifiers as edges of that edge, then each node's properties."""
    return {"graph.tsv": in_utf8(f"{line}\n" for line in _kgtk(source.facts))}


def _kgtk(facts: Facts) -> Iterator[str]:
    yield "\t".join(_KGTK_COLUMNS)
    for fact in facts.facts:
        ends = symbol(fact.subject), symbol(fact.object)
        for one in fact.statements:
            yield f"statement/{one.id}\t{ends[0]}\t{fact.predicate}\t{ends[1]}"
            yield from _numbered(f"statement/{one.id}", _qualifiers(one))
    for node in nodes_of(facts):
        properties = [("label", kgtk_string(node.label)), ("kind", node.kind), *(("type", one) for one in node.types)]
        properties += [("alias", kgtk_string(one)) for one in node.names]
        properties += [("country", kgtk_string(node.country))] if node.country else []
        properties += [("same_as", kgtk_string(one)) for one in node.same_as]
        yield from _numbered(node.id, properties)


def _qualifiers(one: Statement) -> Iterator[tuple[str, str]]:
    yield "status", one.status.value
    yield "confidence", f"{one.confidence.normalize():f}"
    yield "sentence", kgtk_string(one.evidence.quote)
    yield "document", f"document/{one.evidence.document}"
    yield "start", str(one.evidence.start)
    yield "end", str(one.evidence.end)
    yield "rule", kgtk_string(one.rule)
    for name, text in one.qualifiers:
        yield name, kgtk_string(text)
    if one.claimed_by is not None:
        yield "claimed_by", symbol(one.claimed_by)


def _numbered(about: str, properties: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> list[str]:
    return [f"{about}-p{number}\t{about}\t{name}\t{value}" for number, (name, value) in enumerate(properties, 1)]
