"""The public face: from paths to a KnowledgeGraph that can be queried, drawn, exported and written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import fintech_kg
from fintech_kg.assembly import NO_DECISION, assemble, folded, read_ledger, resolution_report, resolve
from fintech_kg.corpus import Run, run_corpus
from fintech_kg.corpus.report import as_json, as_markdown, report
from fintech_kg.documents import find_inputs
from fintech_kg.errors import NoInput
from fintech_kg.explorer.page import page
from fintech_kg.exports import export, to_networkx
from fintech_kg.extraction import DEFAULT_MODEL
from fintech_kg.graph import BASE_IRI, checked_base, dataset_of, facts_of, to_trig, to_turtle, union_of
from fintech_kg.model import Facts
from fintech_kg.ontology import load_ontology
from fintech_kg.store import GRAPH_FILE, Answer, Entailment, ask, build_store, load_dataset, write_files

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset, Graph


@dataclass(frozen=True)
class KnowledgeGraph:
    """A built graph. `report` is what became of each document, or None for a graph that was opened from a folder; `ontology`
    is the folder of the ontology that it was built with, or None for the installed one."""

    facts: Facts
    dataset: Dataset
    report: Mapping[str, object] | None = None
    ontology: Path | None = None

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

    def export(self, format_name: str, folder: str | Path) -> list[Path]:
        """Writes the files of a format into the folder and returns their paths. Raises UnknownFormat and RunError."""
        return write_files(Path(folder), export(format_name, self.facts, self.dataset))

    def html(self, *, title: str = "fintech_kg", limit: int = 500) -> str:
        """The interactive page, one file that opens offline."""
        return page(self.facts, title=title, limit=limit)

    def show(self, *, height: int = 640) -> object:
        """The interactive page in a notebook cell (needs IPython, which every notebook has)."""
        from html import escape

        from IPython.display import HTML

        frame = f'<iframe srcdoc="{escape(self.html())}" width="100%" height="{height}" style="border:0"></iframe>'
        return HTML(frame)  # type: ignore[no-untyped-call,unused-ignore]

    def write(self, folder: str | Path, *, entailment: Entailment = Entailment.NONE) -> list[Path]:
        """Writes graph.ttl, graph.trig, graph.html, report.json and report.md into the folder, all or none, then their store.

        Raises RunError; where it tells of the store, the files are written, and the store is built when it is first asked.
        """
        files = {
            "graph.ttl": to_turtle(self.dataset),
            GRAPH_FILE: to_trig(self.dataset),
            "graph.html": self.html().encode("utf-8"),
        }
        if self.report is not None:
            files |= {
                "report.json": as_json(self.report).encode(),
                "report.md": as_markdown(self.report).encode("utf-8"),
            }
        written = write_files(Path(folder), files)
        build_store(Path(folder), ontology=self.ontology, entailment=entailment)
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
) -> KnowledgeGraph:
    """The graph of all documents under the paths, but for those in the folder `but` and the ledger.

    `ledger` is a file with people's decisions about what is one thing; without it, the program's own rules alone count.
    A document that cannot be read is skipped and named in the report. Raises NoInput where no document could be read,
    ModelNotFound, BrokenOntology, BrokenLedger, and RunError for a base IRI that is none.
    """
    base = checked_base(base_iri)
    folder = None if ontology is None else Path(ontology)
    decisions = NO_DECISION if ledger is None else read_ledger(Path(ledger))
    given = [paths] if isinstance(paths, str | Path) else paths
    passed_over = [Path(one) for one in (but, ledger) if one is not None]
    run = run_corpus(find_inputs(given, but=passed_over, stdin=stdin), ontology=folder, model=model, workers=workers)
    if not run.extractions:
        problems = "; ".join(f"{one.source}: {one.problem}" for one in run.outcomes)
        raise NoInput(f"no document could be read ({problems})")
    known = load_ontology(folder)
    resolution = resolve(run.extractions, decisions)
    symmetric = {one.name for one in known.relations.values() if one.symmetric}
    facts = assemble(run.extractions, sources=_names(run), resolution=resolution, symmetric=symmetric)
    told = resolution_report(resolution, folded(run.extractions, resolution), facts.sources)
    told_of = report(run, versions=_versions(model, known.hash), facts=facts, resolution=told)
    return KnowledgeGraph(facts, dataset_of(facts, known, base=base), told_of, folder)


def open_graph(folder: str | Path) -> KnowledgeGraph:
    """The graph that an earlier build wrote into the folder. Raises NoGraph, and RunError for another program's graph."""
    dataset = load_dataset(Path(folder))
    return KnowledgeGraph(facts_of(dataset), dataset)


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
