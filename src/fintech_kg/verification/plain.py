"""Plain triples against asserted statements, and graph.ttl against graph.trig."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rdflib import RDF
from rdflib.term import Node

from fintech_kg.graph.vocabulary import FKG
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import TURTLE_FILE, Output, Triple


def check_plain(output: Output, ontology: Ontology) -> Iterator[Finding]:
    """In each named graph: no plain triple without an asserted statement, and no asserted statement without its triple."""
    relations = {FKG[name] for name in ontology.relations}
    asserted: dict[Node, set[Triple]] = defaultdict(set)
    for node in output.things("Statement"):
        parts = [output.one(node, part) for part in (RDF.subject, RDF.predicate, RDF.object)]
        subject, predicate, object_ = parts
        if predicate is not None and predicate not in relations:
            yield Finding(GRAPH_FILE, str(node), "statement", f"{predicate} is no relation of the ontology")
        if FKG.asserted in output.values(node, FKG.status) and subject and predicate and object_:
            for name in output.at[node]:
                asserted[name].add((subject, predicate, object_))
                if (subject, predicate, object_) not in output.graphs[name]:
                    yield Finding(
                        GRAPH_FILE, str(node), "plain triple", "the statement is asserted, and its plain triple is missing"
                    )
    for name, triples in output.graphs.items():
        for subject, predicate, object_ in sorted(triple for triple in triples if triple[1] in relations):
            if (subject, predicate, object_) not in asserted[name]:
                told = f"no asserted statement of this document says {predicate} {object_}"
                yield Finding(GRAPH_FILE, str(subject), "plain triple", told)


def check_union(output: Output) -> Iterator[Finding]:
    """The triples of graph.ttl against those of all named graphs."""
    if output.turtle is None:
        return
    union = {triple for triples in output.graphs.values() for triple in triples}
    for triples, told in ((union - output.turtle, "misses"), (output.turtle - union, "has, and graph.trig has not:")):
        for subject, predicate, object_ in sorted(triples):
            yield Finding(TURTLE_FILE, str(subject), "union", f"the file {told} {predicate} {object_.n3()[:120]}")
