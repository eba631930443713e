"""Compares what our child process answers with what Oxigraph answers, over a folder with W3C SPARQL test suites.

    python tools/sparql_suite.py FOLDER

The suites are no part of this repository; the source distribution of rdflib carries them (test/data/suites/w3c). Each query
test of each manifest.ttl runs on its data, straight and through `sparql.worker.answer`, and each difference is printed.
SERVICE is left out: it is refused here on purpose.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Store, serialize
from rdflib import RDF, Graph, Namespace, URIRef

from fintech_kg.sparql import Limits, Outcome, Question
from fintech_kg.sparql.formats import SOLUTIONS
from fintech_kg.sparql.worker import answer

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
FORMATS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES, ".trig": RdfFormat.TRIG}

_FRESH = re.compile(rb"[0-9a-f]{16,}")


def main(folder: Path) -> int:
    """Prints the differences and the counts; 1 where there is a difference."""
    counts: Counter[str] = Counter()
    for query, data, named in sorted(set(tests_of(folder))):
        if not query.is_file():
            counts["without their file"] += 1
            continue
        sparql = query.read_text(encoding="utf-8", errors="replace")
        store = loaded(data, named)
        counts[compared(store, sparql, query)] += 1
    print(", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
    return int(counts["different"] > 0)


def tests_of(folder: Path) -> Iterator[tuple[Path, tuple[Path, ...], tuple[Path, ...]]]:
    """The query file, the data files and the named graphs' files of each test."""
    for path in sorted(folder.rglob("manifest.ttl")):
        manifest = Graph().parse(path, format="turtle", publicID=path.absolute().as_uri())
        for test in manifest.subjects(RDF.type, None):
            action = manifest.value(test, MF.action)
            query = manifest.value(action, QT.query) or action
            if isinstance(query, URIRef) and query.endswith(".rq"):
                data = tuple(sorted(map(path_of, manifest.objects(action, QT.data))))
                yield path_of(query), data, tuple(sorted(map(path_of, manifest.objects(action, QT.graphData))))


def path_of(node: object) -> Path:
    """The file that a file: IRI names."""
    return Path(unquote(urlsplit(str(node)).path))


def loaded(data: tuple[Path, ...], named: tuple[Path, ...]) -> Store:
    """A store of the files; what cannot be read is left out, for both sides alike."""
    store = Store()
    for path, graph in [*((one, None) for one in data), *((one, NamedNode(one.as_uri())) for one in named)]:
        try:
            store.load(path=path, format=FORMATS.get(path.suffix), base_iri=path.as_uri(), to_graph=graph)
        except (OSError, SyntaxError, ValueError):
            continue
    return store


def compared(store: Store, sparql: str, query: Path) -> str:
    """What became of a test: same, neither answers, left out, or different."""
    if "SERVICE" in sparql.upper():
        return "left out"
    base = query.as_uri()
    for solutions in SOLUTIONS:
        ours = answer(store, Question(sparql, solutions=solutions, triples="application/n-triples", base=base), Limits())
        straight = answered_straight(store, sparql, base, solutions)
        if (None if ours.outcome is not Outcome.ANSWERED else lines(ours.body)) != straight:
            print(f"{query} ({solutions}): {ours.outcome} {ours.message}")
            return "different"
    return "same" if straight is not None else "refused by both"


def answered_straight(store: Store, sparql: str, base: str, solutions: str) -> object:
    """What Oxigraph answers, or None where it does not."""
    try:
        result = store.query(sparql, base_iri=base)
        if isinstance(result, QueryTriples):
            return lines(serialize(result, format=RdfFormat.N_TRIPLES) or b"")
        return lines(result.serialize(format=SOLUTIONS[solutions]) or b"")
    except (OSError, RuntimeError, SyntaxError, ValueError):
        return None


def lines(body: bytes) -> tuple[int, int]:
    """Rows without an order and fresh blank nodes differ from run to run: how many lines and bytes is compared."""
    return body.count(b"\n"), len(_FRESH.sub(b"", body))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
