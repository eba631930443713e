"""The public face: from paths to a KnowledgeGraph that can be queried, drawn, exported and written to a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import fintech_kg
from fintech_kg.assembly import NO_DECISION, Ledger, assemble, folded, read_ledger, resolution_report, resolve
from fintech_kg.cleaning import source_text
from fintech_kg.corpus import (
    Cache,
    History,
    Observer,
    Options,
    Run,
    Stage,
    options_of,
    recalled,
    remaining,
    run_again,
    run_corpus,
    unobserved,
)
from fintech_kg.corpus.fingerprint import rooms_fingerprint
from fintech_kg.corpus.report import as_json, as_markdown, report
from fintech_kg.documents import READING, Reading, find_inputs
from fintech_kg.errors import NoInput
from fintech_kg.explorer.page import page
from fintech_kg.exports import export, to_networkx
from fintech_kg.extraction import DEFAULT_MODEL
from fintech_kg.graph import (
    BASE_IRI,
    Filter,
    NamedGraphs,
    RunDescription,
    Writer,
    built_dataset,
    checked_base,
    checked_licence,
    facts_of,
    named_graphs,
    part_of,
    union_of,
    with_metadata,
)
from fintech_kg.model import Facts, digest
from fintech_kg.ontology import load_ontology
from fintech_kg.store import (
    GRAPH_FILE,
    SUMS_FILE,
    TEXTS_FILE,
    Answer,
    Entailment,
    ask,
    build_store,
    html_table,
    load_dataset,
    read_texts,
    sha256_of,
    sums_of,
    texts_file,
    write_files,
)

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset, Graph

_PROBLEMS_TOLD = 10
_WORDS = ("model", "names", "ontology")
"""The rooms by which the ontology is read, and with the next a document's graph written."""
_WRITING = (*_WORDS, "graph")
EVERYTHING = Filter()


@dataclass(frozen=True)
class KnowledgeGraph:
    """A built graph. `content` is what its dataset is made of when first asked for.

    `report` is what became of each document, or None for a graph that was opened from a folder.
    `history` is what `remove` needs to build it again without a document, kept in a cache when the graph is written;
    `ontology` is the folder of the ontology that it was built with, None for the installed one.
    """

    facts: Facts
    content: Dataset | NamedGraphs
    report: Mapping[str, object] | None = None
    history: History | None = None
    ontology: Path | None = None

    @cached_property
    def dataset(self) -> Dataset:
        """The documents' graphs, each by its name, as an rdflib Dataset."""
        return built_dataset(self.content) if isinstance(self.content, NamedGraphs) else self.content

    @cached_property
    def graph(self) -> Graph:
        """The union of the documents' graphs as an rdflib Graph."""
        return union_of(self.dataset)

    def query(self, sparql: str) -> Answer:
        """The answer to a SPARQL query; the usual prefixes are known. Raises BadQuery."""
        return ask(self.dataset, sparql)

    def to_networkx(self, *, asserted_only: bool = True) -> nx.MultiDiGraph[str]:
        """A networkx multigraph: nodes are entities, edges facts; without the planned, denied, rumoured and past by default."""
        return to_networkx(self.facts, asserted_only=asserted_only)

    def part(self, where: str | None = None, *, wanted: Filter = EVERYTHING) -> KnowledgeGraph:
        """The part that a query names and a filter leaves, with its provenance and without report and history.

        A SELECT names things, statements or documents in its rows, a CONSTRUCT the facts that it makes again. Raises BadQuery,
        and RunError where a filter cannot be meant or leaves nothing.
        """
        named = None if where is None else self.query(where).names()
        facts, dataset = part_of(self.facts, self.dataset, wanted if named is None else replace(wanted, named=named))
        return KnowledgeGraph(facts, dataset)

    def export(self, format_name: str, folder: str | Path, *, for_spreadsheets: bool = False) -> list[Path]:
        """Writes the files of a format into the folder and returns their paths. Raises UnknownFormat and RunError."""
        return write_files(Path(folder), export(format_name, self.facts, self.dataset, for_spreadsheets=for_spreadsheets))

    def html(self, *, title: str = "fintech_kg", limit: int = 500) -> str:
        """The interactive page, one file that opens offline."""
        return page(self.facts, title=title, limit=limit)

    def show(self, *, height: int = 640) -> object:
        """The interactive page in a notebook cell (needs IPython, which every notebook has)."""
        from html import escape

        from IPython.display import HTML

        frame = f'<iframe srcdoc="{escape(self.html())}" width="100%" height="{height}" style="border:0"></iframe>'
        return HTML(frame)  # type: ignore[no-untyped-call,unused-ignore]

    def _repr_html_(self) -> str:
        """What a notebook shows: how many things, facts and statements there are."""
        kinds = Counter(one.kind.value for one in self.facts.entities)
        statuses = Counter(one.status.value for fact in self.facts.facts for one in fact.statements)
        told = (
            ("documents", len(self.facts.documents)),
            *((f"entities: {kind}", count) for kind, count in sorted(kinds.items())),
            *((f"statements: {status}", count) for status, count in sorted(statuses.items())),
            ("observations", len(self.facts.observations)),
            ("quotations", len(self.facts.quotations)),
        )
        return html_table(("a knowledge graph", "count"), [(name, f"{count:,}") for name, count in told])

    def write(self, folder: str | Path, *, entailment: Entailment = Entailment.NONE) -> list[Path]:
        """Writes the graph, the page, the texts, the reports and their hashes into the folder, all or none; then its store.

        Raises RunError; where it tells of the store, the files are written, and the store is built when it is first asked.
        """
        writer = Writer(self.content)
        pieces = writer.pieces()
        files = {
            "graph.ttl": writer.turtle(),
            GRAPH_FILE: pieces.trig,
            "graph.html": self.html().encode("utf-8"),
            TEXTS_FILE: texts_file(self.facts),
        }
        if self.report is not None:
            files |= {
                "report.json": as_json(self.report).encode(),
                "report.md": as_markdown(self.report).encode("utf-8"),
            }
        if self.report is not None and self.history is not None:
            self.history.keep(Path(folder), files)
        written = write_files(Path(folder), files | {SUMS_FILE: sums_of(files)})
        build_store(Path(folder), ontology=self.ontology, entailment=entailment, pieces=pieces)
        return written


def build(
    paths: str | Path | Iterable[str | Path],
    *,
    model: str = DEFAULT_MODEL,
    ontology: str | Path | None = None,
    workers: int = 1,
    base_iri: str = BASE_IRI,
    ledger: str | Path | None = None,
    but: Path | None = None,
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
    reading: Reading = READING,
    cache: str | Path | None = None,
    times: bool = False,
    observer: Observer = unobserved,
    title: str | None = None,
    licence: str | None = None,
    created: datetime | None = None,
) -> KnowledgeGraph:
    """The graph of all documents under the paths and globs, but for those in the folder `but` and the ledger.

    `input_format` says what standard input and the files named by themselves are; `reading` holds limits and columns.
    `ledger` is a file with people's decisions about what is one thing; without it, the program's own rules alone count.
    `cache` is a folder that keeps extractions: what it holds is not extracted again. With `times` the report tells seconds,
    and differs from run to run. `observer` is told how the work goes on.
    `title`, `licence` (an IRI or an SPDX identifier) and `created` are what the graph is to say of itself; no clock is read.
    A document that cannot be read is skipped and named in the report. Raises NoInput where no document could be read,
    ModelNotFound, BrokenOntology, BrokenLedger, and RunError for a base IRI or a licence that is none.
    """
    licensed = None if licence is None else checked_licence(licence)
    options = Options(model, _path(ontology), checked_base(base_iri), _path(ledger), title, licensed, created)
    decisions = _decisions(options)
    given = [paths] if isinstance(paths, str | Path) else paths
    passed_over = [Path(one) for one in (but, ledger) if one is not None]
    kept = None if cache is None else Cache(Path(cache), observer)
    load_ontology(options.ontology, kept=kept, program=rooms_fingerprint(*_WORDS))
    run = run_corpus(
        find_inputs(given, but=passed_over, stdin=stdin, input_format=input_format, reading=reading),
        ontology=options.ontology,
        model=model,
        workers=workers,
        reading=reading,
        cache=kept,
        observer=observer,
    )
    return _graph_of(run, options, decisions, cache=kept, times=times, observer=observer)


def remove(
    folder: str | Path,
    names: Collection[str],
    *,
    cache: str | Path | None = None,
    ontology: str | Path | None = None,
    ledger: str | Path | None = None,
    beside: Path | None = None,
    observer: Observer = unobserved,
) -> KnowledgeGraph:
    """The graph in the folder as if it had never seen the documents; `names` are sources or ids as the report has them.

    `cache` is the one that the graph was built with, by default the folder's own; ontology and ledger are those of the build
    unless others are named, and `beside` is the ledger where the build had none. The documents' files are not needed.
    Raises UnknownDocument, IncompleteCache, and NoInput where no document would be left.
    """
    output = Path(folder)
    kept = Cache(cache_in(output) if cache is None else Path(cache), observer)
    manifest = recalled(kept, output)
    left = remaining(manifest.records, names)
    options = options_of(manifest, output, ontology=_path(ontology), ledger=_path(ledger), beside=beside)
    decisions = _decisions(options)
    run = run_again(left, ontology=options.ontology, model=options.model, cache=kept, observer=observer)
    return _graph_of(run, options, decisions, cache=kept, observer=observer)


def cache_in(output: Path) -> Path:
    """The cache of an output folder where none is named: it lies in the folder and goes with it."""
    return output / ".cache"


def _graph_of(
    run: Run,
    options: Options,
    decisions: Ledger,
    *,
    cache: Cache | None,
    times: bool = False,
    observer: Observer = unobserved,
) -> KnowledgeGraph:
    if not run.extractions:
        problems = "; ".join(f"{one.source}: {one.problem}" for one in run.outcomes[:_PROBLEMS_TOLD])
        problems += "; …" if len(run.outcomes) > _PROBLEMS_TOLD else ""
        raise NoInput(f"no document could be read ({problems})")
    observer(Stage("assembling"))
    known = load_ontology(options.ontology)
    resolution = resolve(run.extractions, decisions)
    symmetric = {one.name for one in known.relations.values() if one.symmetric}
    facts = assemble(run.extractions, sources=_names(run), resolution=resolution, symmetric=symmetric)
    told = resolution_report(resolution, folded(run.extractions, resolution), facts.sources)
    versions = _versions(options.model, known.hash)
    told_of = report(run, versions=versions, facts=facts, resolution=told, times=times)
    described = RunDescription(
        sources={one.id: sha256_of(source_text(one)) for one in facts.documents},
        versions=versions,
        model=Path(options.model).name,
        ontology=known.hash,
        ledger=digest(repr(sorted(decisions.decisions.items()))) if decisions.decisions else None,
        title=options.title,
        licence=options.licence,
        created=options.created,
        base=options.base_iri,
    )
    graphs = named_graphs(facts, known, base=options.base_iri, kept=cache, program=rooms_fingerprint(*_WRITING))
    content = with_metadata(graphs, described)
    observer(Stage("writing"))
    history = None if cache is None else History(cache, run.records, options)
    return KnowledgeGraph(facts, content, told_of, history, options.ontology)


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)


def _decisions(options: Options) -> Ledger:
    return NO_DECISION if options.ledger is None else read_ledger(options.ledger)


def open_graph(folder: str | Path) -> KnowledgeGraph:
    """The graph that an earlier build wrote into the folder, with its kept texts, where they are there.

    Raises NoGraph, and RunError for another program's graph.
    """
    dataset = load_dataset(Path(folder))
    facts, texts = facts_of(dataset), Path(folder) / TEXTS_FILE
    kept = {one.document.id: one.document for one in read_texts(texts)} if texts.exists() else {}
    return KnowledgeGraph(replace(facts, documents=tuple(kept.get(one.id, one) for one in facts.documents)), dataset)


def _names(run: Run) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for outcome in run.outcomes:
        if outcome.document is not None:
            names.setdefault(outcome.document, []).append(outcome.source)
    return names


def _versions(model: str, ontology_hash: str) -> dict[str, str]:
    try:
        model_version = version(model.replace("_", "-"))
    except PackageNotFoundError:
        model_version = "from a path"
    return {
        "fintech_kg": fintech_kg.__version__,
        "spacy": version("spacy"),
        "pipeline": f"{Path(model).name} {model_version}",
        "ontology": ontology_hash,
    }
