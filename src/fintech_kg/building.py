"""From paths to a KnowledgeGraph, and from one to the same without some of its documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import fintech_kg
from fintech_kg.assembly import (
    NO_DECISION,
    KeptFacts,
    Ledger,
    Resolution,
    assemble,
    folded,
    kept_facts,
    read_ledger,
    resolution_report,
    resolve,
)
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
from fintech_kg.corpus.fingerprint import pipeline_exists, rooms_fingerprint
from fintech_kg.corpus.lookup import Looked
from fintech_kg.corpus.pile import kept
from fintech_kg.corpus.records import names_of_documents
from fintech_kg.corpus.report import report
from fintech_kg.documents import READING, Reading, find_inputs
from fintech_kg.errors import ModelNotFound, NoInput
from fintech_kg.extraction import DEFAULT_MODEL
from fintech_kg.graph import (
    BASE_IRI,
    RunDescription,
    checked_base,
    checked_licence,
    named_graphs,
    with_metadata,
)
from fintech_kg.knowledge_graph import KnowledgeGraph
from fintech_kg.model import Extractions, Facts
from fintech_kg.ontology import Ontology, load_ontology
from fintech_kg.store import (
    sha256_of,
)

_PROBLEMS_TOLD = 10
_WORDS = ("model", "names", "ontology")
"""The rooms by which the ontology is read, and with the next a document's graph written."""
_WRITING = (*_WORDS, "graph")


def build(
    paths: str | Path | Iterable[str | Path],
    *,
    model: str = DEFAULT_MODEL,
    ontology: str | Path | None = None,
    workers: int | None = None,
    runner: str | None = None,
    ray_address: str | None = None,
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

    `runner` is serial, processes or ray; without it, and without `workers`, there are as many processes as there are processors
    and texts for them. `ray_address` is that of a cluster, for `ray`.
    `input_format` says what standard input and the files named by themselves are; `reading` holds limits and columns.
    `ledger` is a file with people's decisions about what is one thing; without it, the program's own rules alone count.
    `cache` is a folder that keeps extractions: what it holds is not extracted again. With `times` the report tells seconds,
    and differs from run to run. `observer` is told how the work goes on.
    `title`, `licence` (an IRI or an SPDX identifier) and `created` are what the graph is to say of itself; no clock is read.
    A document that cannot be read is skipped and named in the report. Raises NoInput where no document could be read,
    ModelNotFound, BrokenOntology, BrokenLedger, and RunError for a base IRI or a licence that is none.
    """
    if not pipeline_exists(model):
        raise ModelNotFound(model, "it is neither an installed package nor a folder")
    licensed = None if licence is None else checked_licence(licence)
    options = Options(model, _path(ontology), checked_base(base_iri), _path(ledger), title, licensed, created)
    decisions = decisions_of(options)
    given = [paths] if isinstance(paths, str | Path) else paths
    passed_over = [Path(one) for one in (but, ledger) if one is not None]
    kept = None if cache is None else Cache(Path(cache), observer)
    load_ontology(options.ontology, kept=kept, program=rooms_fingerprint(*_WORDS))
    run = run_corpus(
        find_inputs(given, but=passed_over, stdin=stdin, input_format=input_format, reading=reading),
        ontology=options.ontology,
        model=model,
        workers=workers,
        runner=runner,
        address=ray_address,
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
    decisions = decisions_of(options)
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
    facts = _facts_of(run, resolution, known)
    none = facts.folded if isinstance(facts, KeptFacts) else folded(run.extractions, resolution)
    told = resolution_report(resolution, none, facts.sources, run.spare)
    versions = versions_of(options.model, known.hash)
    told_of = report(run, versions=versions, facts=facts, resolution=told, times=times)
    described = RunDescription(
        sources=_hashes(facts, run.spare),
        versions=versions,
        model=Path(options.model).name,
        ontology=known.hash,
        ledger=decisions.hash,
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


def _facts_of(run: Run, resolution: Resolution, known: Ontology) -> Facts:
    """The facts, on the disk where the extractions are not all in memory either, as long as there is room for them."""
    from fintech_kg.assembly.copies import near_copies  # it loads numpy, which who only reads a graph does without

    extractions = run.extractions
    names = _names(run)
    copies = near_copies(extractions, names)
    if isinstance(extractions, Extractions) and extractions.spare is not None:
        with suppress(OSError):
            return kept_facts(
                extractions,
                sources=names,
                resolution=resolution,
                symmetric=known.symmetric,
                copies=copies,
                folder=extractions.spare,
            )
    return assemble(extractions, sources=names, resolution=resolution, symmetric=known.symmetric, copies=copies)


def _names(run: Run) -> Mapping[str, Sequence[str]]:
    """The names that each document came under."""
    with suppress(OSError):
        return names_of_documents(run.outcomes, run.spare)
    return names_of_documents(run.outcomes, None)


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)


def _hashes(facts: Facts, folder: Path | None) -> Mapping[str, str]:
    """The SHA-256 of each document's source."""
    hashes = ((one.id, sha256_of(source_text(one))) for one in facts.documents)
    return dict(hashes) if folder is None else Looked(kept(tuple[str, str], folder, hashes))


def decisions_of(options: Options) -> Ledger:
    """The ledger that the options name. Raises BrokenLedger."""
    return NO_DECISION if options.ledger is None else read_ledger(options.ledger)


def versions_of(model: str, ontology_hash: str) -> dict[str, str]:
    """What an output is made with, as its report and its metadata tell it."""
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
