"""Asks our endpoint the queries of W3C SPARQL test suites through HTTP and compares its answers with the suites' own.

    python tools/sparql_suite.py FOLDER

The suites are no part of this repository; the source distribution of rdflib carries them (test/data/suites/w3c). All data of
all tests is served at once, each file as a named graph, and each test asks for its own with default-graph-uri and
named-graph-uri. Answers are compared as RDF, with blank nodes free, or as text where the suite expects CSV. Oxigraph itself
is asked too: what it passes has to pass here; each test that one of them fails is named.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import httpx
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store, serialize
from rdflib import RDF, Graph, Namespace, URIRef
from suite_answers import Answer, expected, of_response, of_result

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
BASE = "http://suite.example/"  # where the suites' folder lies, as far as IRIs are concerned
FORMATS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES, ".trig": RdfFormat.TRIG}
COPY = "urn:default:"  # before the IRI of a file as a default graph: its blank nodes are others than those of the named one
BAD = {"NegativeSyntaxTest", "NegativeSyntaxTest11"}
SYNTAX = {"PositiveSyntaxTest", "PositiveSyntaxTest11", *BAD}
COMMAND = [sys.executable, "-c", "from fintech_kg.cli import main; main()", "serve"]


@dataclass(frozen=True, slots=True)
class Case:
    """A test: its IRI, its kind, the query's file, and the IRIs of its default graph, its named graphs and its result."""

    name: str
    kind: str
    query: Path
    data: tuple[str, ...]
    named: tuple[str, ...]
    result: str | None


def main(folder: Path) -> int:
    """Prints the tests that either side fails and the counts; 1 where ours fails one that Oxigraph passes."""
    cases = [case for case in cases_of(folder) if case.query.is_file()]
    named = {iri for case in cases for iri in case.named} | froms(folder, cases)
    everything = loaded(folder, [*sorted(named), *sorted({COPY + iri for case in cases for iri in case.data})])
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as made:
        quads = Path(made) / "all.nq"
        everything.dump(str(quads), format=RdfFormat.N_QUADS)
        with subprocess.Popen([*COMMAND, str(quads), "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                address = server.stdout.readline().removeprefix("SPARQL at ").partition(";")[0]
                with httpx.Client(timeout=60, trust_env=False) as client:
                    for case in cases:
                        counts[verdict(case, folder, client, address, everything)] += 1
            finally:
                server.terminate()
    print("\n".join(f"{count:5} {what}" for what, count in sorted(counts.items())))
    return int(counts["Oxigraph passes, ours fails"] > 0)


def cases_of(folder: Path) -> Iterator[Case]:
    """The query tests of all manifests."""
    seen = set()
    for path in sorted(folder.rglob("manifest*.ttl")):
        manifest = Graph().parse(path, format="turtle", publicID=BASE + path.relative_to(folder).as_posix())
        for test, kind in sorted(manifest.subject_objects(RDF.type)):
            action = manifest.value(test, MF.action)
            query = manifest.value(action, QT.query) or action
            if isinstance(query, URIRef) and query.endswith(".rq") and (query, kind) not in seen:
                seen.add((query, kind))
                data, named = (tuple(sorted(map(str, manifest.objects(action, part)))) for part in (QT.data, QT.graphData))
                result = manifest.value(test, MF.result)
                kind_name = str(kind).rpartition("#")[2]
                yield Case(str(test), kind_name, path_of(folder, query), data, named, None if result is None else str(result))


def path_of(folder: Path, iri: str) -> Path:
    """The file of an IRI below the base."""
    return folder / unquote(iri.removeprefix(BASE))


def froms(folder: Path, cases: Sequence[Case]) -> set[str]:
    """The files that queries name with FROM."""
    found = set()
    for case in cases:
        for name in re.findall(r"(?i)FROM\s+(?:NAMED\s+)?<([^>:]+)>", read(case.query)):
            found.add(f"{BASE}{case.query.relative_to(folder).parent.as_posix()}/{name}")
    return found


def loaded(folder: Path, iris: Sequence[str], default: Sequence[str] = ()) -> Store:
    """A store of files as named graphs, and of some in the default graph; what cannot be read is left out."""
    store = Store()
    for iri, graph in [*((one, NamedNode(one)) for one in iris), *((one, None) for one in default)]:
        path = path_of(folder, iri.removeprefix(COPY))
        try:
            store.load(path=path, format=FORMATS.get(path.suffix), base_iri=iri.removeprefix(COPY), to_graph=graph)
        except (OSError, SyntaxError, ValueError):
            continue
    return store


def read(path: Path) -> str:
    """A query's text; a broken one is text too."""
    return path.read_text(encoding="utf-8", errors="replace")


def verdict(case: Case, folder: Path, client: httpx.Client, address: str, everything: Store) -> str:
    """Who passes the test."""
    sparql = read(case.query)
    if re.search(r"(?i)\bSERVICE\b", re.sub(r"#.*|<[^>]*>", "", sparql)):
        return "left out: SERVICE"
    if "entailment" in case.name:
        return "left out: entailment"
    base = BASE + case.query.relative_to(folder).as_posix()
    names_graphs = re.search(r"(?i)\bFROM\b", sparql) is not None
    straight = everything if names_graphs else loaded(folder, case.named, case.data)
    ours = asked(case, sparql, base, client, address, names_graphs)
    theirs = of_oxigraph(straight, sparql, base)
    if case.kind in SYNTAX:
        good = case.kind not in BAD
        passes = [(answer is not None) == good for answer in (theirs, ours)]
    else:
        wanted = expected(path_of(folder, case.result), case.result) if case.result else None
        if wanted is None:
            return "without a result that can be read"
        passes = [answer is not None and wanted.same(answer) for answer in (theirs, ours)]
    who = {(True, True): "both pass", (False, False): "both fail", (True, False): "Oxigraph passes, ours fails"}
    told = who.get((passes[0], passes[1]), "ours passes, Oxigraph fails")
    if ours is not None and theirs is not None and not theirs.same(ours):
        told = "Oxigraph passes, ours fails" if passes[0] else f"{told}, not alike"
    if told != "both pass":
        print(f"{told}: {case.name.removeprefix(BASE)} ({case.kind})", flush=True)
    return told


def asked(case: Case, sparql: str, base: str, client: httpx.Client, address: str, names_graphs: bool) -> Answer | None:
    """What the endpoint answers, or None where it refuses."""
    media_types = "text/csv" if (case.result or "").endswith(".csv") else "application/sparql-results+json"
    data = {"query": f"BASE <{base}>\n{sparql}"}
    if not names_graphs:
        data["default-graph-uri"] = [COPY + iri for iri in case.data] or ["urn:empty"]  # type: ignore[assignment]
        data["named-graph-uri"] = list(case.named)  # type: ignore[assignment]
    response = client.post(address, data=data, headers={"Accept": f"{media_types}, application/n-triples;q=0.9"})
    return of_response(response) if response.status_code == 200 else None


def of_oxigraph(store: Store, sparql: str, base: str) -> Answer | None:
    """What Oxigraph answers, or None where it does not."""
    try:
        result = store.query(sparql, base_iri=base)
        if isinstance(result, QueryTriples):
            return of_result(serialize(result, format=RdfFormat.N_TRIPLES) or b"", None)
        json = result.serialize(format=QueryResultsFormat.JSON) or b""
        again = None if isinstance(result, QueryBoolean) else store.query(sparql, base_iri=base)
        csv = again.serialize(format=QueryResultsFormat.CSV) if isinstance(again, QuerySolutions) else None
        return of_result(json, csv)
    except (OSError, RuntimeError, SyntaxError, ValueError):
        return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
