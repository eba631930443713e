"""From inputs to a Run: the extractions, sorted by document, and an Outcome for every document of every input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from fintech_kg.cleaning import clean
from fintech_kg.corpus.runners import RUNNERS, Runner
from fintech_kg.documents import READING, Input, Reading, read_sources
from fintech_kg.errors import DocumentError, UnknownFormat
from fintech_kg.model import Extraction, Source
from fintech_kg.ontology import load_ontology


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document of an input, or why it was skipped. A copy shares another's document."""

    source: str
    document: str | None
    copy_of: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """The extractions sorted by document id, the outcomes sorted by source, and every name that a document came under."""

    extractions: tuple[Extraction, ...]
    outcomes: tuple[Outcome, ...]


def run_corpus(
    inputs: Sequence[Input],
    *,
    ontology: Path | None,
    model: str,
    workers: int,
    runner: str | None = None,
    reading: Reading = READING,
) -> Run:
    """Reads, cleans and extracts the inputs. The same content under several names is one document, under the first name.

    `runner` defaults to serial for one worker and processes for more. Raises UnknownFormat for a runner that does not exist.
    """
    chosen = _runner(runner or ("processes" if workers > 1 else "serial"))
    sources, outcomes = _read(inputs, reading)
    cues = load_ontology(ontology).cues
    documents = [clean(source, cues=cues) for source in sources.values()]
    results = list(chosen(documents, ontology, model, min(workers, max(1, len(documents)))))
    extractions = [one for one in results if isinstance(one, Extraction)]
    failed = {error.source: error.reason for error in results if isinstance(error, DocumentError)}
    return Run(
        extractions=tuple(sorted(extractions, key=lambda one: one.document.id)),
        outcomes=tuple(_after_extraction(outcome, failed) for outcome in outcomes),
    )


def _runner(name: str) -> Runner:
    known = {**RUNNERS, **{point.name: point.load() for point in entry_points(group="fintech_kg.runners")}}
    if name not in known:
        raise UnknownFormat("runner", name, known)
    runner: Runner = known[name]
    return runner


def _read(inputs: Iterable[Input], reading: Reading) -> tuple[dict[str, Source], list[Outcome]]:
    sources: dict[str, Source] = {}
    outcomes = []
    for source in (one for given in sorted(inputs, key=lambda one: one.name) for one in read_sources(given, reading)):
        if isinstance(source, DocumentError):
            outcomes.append(Outcome(source.source, None, problem=source.reason))
            continue
        first = sources.setdefault(source.id, source)
        outcomes.append(Outcome(source.name, source.id, copy_of=None if first is source else first.name))
    return sources, sorted(outcomes, key=lambda one: (one.source, one.document or "", one.copy_of or "", one.problem or ""))


def _after_extraction(outcome: Outcome, failed: Mapping[str, str]) -> Outcome:
    name = outcome.copy_of or outcome.source
    return Outcome(outcome.source, None, problem=failed[name]) if name in failed else outcome
