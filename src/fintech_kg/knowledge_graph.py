"""The public face: a KnowledgeGraph that can be queried, drawn, exported and written to a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fintech_kg.corpus import (
    History,
)
from fintech_kg.corpus.fingerprint import rooms_fingerprint
from fintech_kg.corpus.json_pieces import json_pieces
from fintech_kg.corpus.report import markdown_lines
from fintech_kg.errors import GraphReplaced, NoGraph
from fintech_kg.explorer.page import page
from fintech_kg.exports import Source, exported, part_in, source_in, source_of, source_of_graphs, to_networkx
from fintech_kg.graph import (
    TRIG_FILE,
    TURTLE_FILE,
    Filter,
    Named,
    NamedGraphs,
    Pieces,
    built_dataset,
    to_trig,
    to_turtle,
    union_of,
    write_graphs,
)
from fintech_kg.model import Facts
from fintech_kg.store import (
    SUMS_FILE,
    TEXTS_FILE,
    Answer,
    Entailment,
    ask,
    build_store,
    content_hash,
    dataset_in,
    html_table,
    load_graph,
    proven_file,
    read_texts,
    spool,
    sums_file,
    write_files,
    write_texts,
)
from fintech_kg.store.asking import named_in_folder

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset, Graph

EVERYTHING = Filter()
_PLACING = ("explorer/layout", "explorer/stress")
"""The modules by which the page's things have their places."""


@dataclass(frozen=True, repr=False)
class KnowledgeGraph:
    """A built graph. `content` is what its dataset is made of when first asked for.

    `report` is what became of each document, or None for a graph that was opened from a folder.
    `history` is what `remove` needs to build it again without a document, kept in a cache when the graph is written;
    `ontology` is the folder of the ontology that it was built with, None for the installed one; `folder` that of the output
    that it was opened from.
    """

    facts: Facts
    content: Dataset | NamedGraphs | Source
    report: Mapping[str, object] | None = None
    history: History | None = None
    ontology: Path | None = None
    folder: Path | None = None

    @cached_property
    def dataset(self) -> Dataset:
        """The documents' graphs, each by its name, as an rdflib Dataset."""
        match self.content:
            case NamedGraphs():
                return built_dataset(self.content)
            case Source():
                return self.content.dataset
        return self.content

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

        A SELECT names things, statements or documents in its rows, a CONSTRUCT the facts that it makes again. Where the graph
        was opened from a folder, its store is asked. Raises BadQuery, and RunError where a filter cannot be meant or leaves
        nothing.
        """
        asked = wanted if where is None else replace(wanted, named=self._named(where))
        part = part_in(self._source, asked)
        return KnowledgeGraph(part.facts, part)

    def _named(self, where: str) -> Named:
        if self.folder is not None and isinstance(self.content, Source):
            with suppress(NoGraph, GraphReplaced):  # then its store is not that of this graph
                return named_in_folder(self.folder, where, of=self.content.sha256)
        return self.query(where).names()

    @property
    def _source(self) -> Source:
        match self.content:
            case NamedGraphs():
                return source_of_graphs(self.content, lambda: self.dataset)
            case Source():
                return self.content
        return source_of(self.facts, lambda: self.dataset)

    def export(self, format_name: str, folder: str | Path, *, for_spreadsheets: bool = False) -> list[Path]:
        """Writes the files of a format into the folder and returns their paths. Raises UnknownFormat and RunError."""
        return write_files(Path(folder), exported(format_name, self._source, for_spreadsheets=for_spreadsheets))

    def html(self, *, title: str = "fintech_kg", limit: int = 500) -> str:
        """The interactive page, one file that opens offline."""
        return page(self.facts, title=title, limit=limit)

    def show(self, *, height: int = 640) -> object:
        """The interactive page in a notebook cell (needs IPython, which every notebook has)."""
        from html import escape

        from IPython.display import HTML

        frame = f'<iframe srcdoc="{escape(self.html())}" width="100%" height="{height}" style="border:0"></iframe>'
        return HTML(f"<div>{frame}</div>")  # type: ignore[no-untyped-call,unused-ignore]

    def __repr__(self) -> str:
        about = self.facts
        counts = f"{len(about.facts):,} facts about {len(about.entities):,} things from {len(about.documents):,} documents"
        return f"<KnowledgeGraph: {counts}>"

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
        output = Path(folder)
        with spool(output) as made, ExitStack() as stack:
            pieces = self._write_graphs(made)
            if pieces is not None:
                stack.enter_context(closing(pieces))
            write_texts(self.facts, made / TEXTS_FILE)
            files: dict[str, bytes | Path] = {name: made / name for name in (TRIG_FILE, TURTLE_FILE, TEXTS_FILE)}
            files["graph.html"] = self._page().encode("utf-8")
            if self.report is not None:
                for name, told in (("report.json", json_pieces), ("report.md", markdown_lines)):
                    files[name] = made / name
                    with (made / name).open("w", encoding="utf-8", newline="\n") as stream:
                        stream.writelines(told(self.report))
            sums = {name: content_hash(content) for name, content in files.items()}
            if self.report is not None and self.history is not None:
                self.history.keep(output, sums)
            written = write_files(output, {**files, SUMS_FILE: sums_file(sums)})
            build_store(output, ontology=self.ontology, entailment=entailment, pieces=pieces)
        return written

    def _write_graphs(self, folder: Path) -> Pieces | None:
        if isinstance(self.content, NamedGraphs):
            return write_graphs(self.content, folder)
        (folder / TRIG_FILE).write_bytes(to_trig(self.dataset))
        (folder / TURTLE_FILE).write_bytes(to_turtle(self.dataset))
        return None

    def _page(self) -> str:
        """The page, whose things need no new places where the last build found them for the same things."""
        kept = None if self.history is None else self.history.cache
        return page(self.facts, kept=kept, program=rooms_fingerprint(*_PLACING))


def open_graph(folder: str | Path) -> KnowledgeGraph:
    """The graph that an earlier build wrote into the folder, with its kept texts, where they are there.

    Of what it holds only the facts are read at once. Raises NoGraph, and RunError for another program's graph.
    """
    source, texts = source_of_folder(Path(folder)), Path(folder) / TEXTS_FILE
    kept = {one.document.id: one.document for one in read_texts(texts)} if texts.exists() else {}
    facts = replace(source.facts, documents=tuple(kept.get(one.id, one) for one in source.facts.documents))
    return KnowledgeGraph(facts, source, folder=Path(folder))


def source_of_folder(folder: Path) -> Source:
    """What an output's folder holds now, to be exported. Raises NoGraph; reading it, RunError for another program's graph."""
    trig, sums = load_graph(folder)
    path = folder / TRIG_FILE

    def written(name: str) -> bytes | None:
        return proven_file(folder, name, sums) if sums.get(TRIG_FILE) == source.sha256 else None

    source = source_in(trig, str(path), lambda: dataset_in(trig, path), written)
    return source
