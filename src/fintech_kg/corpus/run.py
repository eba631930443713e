"""From inputs to a Run: what the cache does not hold is cleaned and extracted, and every input has an Outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from fintech_kg.corpus.cache import Cache, extraction_key
from fintech_kg.corpus.events import Observer, Planned, Settled, Stage, unobserved
from fintech_kg.corpus.extracted import Extracted
from fintech_kg.corpus.fingerprint import fingerprint
from fintech_kg.corpus.records import Record, Run, holders, in_order, outcomes_of
from fintech_kg.corpus.runners import Running
from fintech_kg.documents import READING, Input, Reading, read_sources
from fintech_kg.errors import DocumentError, IncompleteCache
from fintech_kg.model import Extraction, Source
from fintech_kg.ontology import load_ontology

Extracting = Callable[[Sequence[Source]], Iterator[Extracted]]


def run_corpus(
    inputs: Sequence[Input],
    *,
    ontology: Path | None,
    model: str,
    workers: int | None = None,
    runner: str | None = None,
    address: str | None = None,
    reading: Reading = READING,
    cache: Cache | None = None,
    observer: Observer = unobserved,
) -> Run:
    """Reads the inputs, extracts what the cache does not hold, and puts each result into the cache as it comes.

    Who extracts is decided as Running says, which raises UnknownFormat for a runner that does not exist.
    """
    extracting = Running(ontology, model, runner, workers, address)
    observer(Stage("reading"))
    records, sources = _read(inputs, reading, _keyed_for(ontology, model))
    if cache is not None:
        _keep_variants(records, sources, cache)
    return _completed(records, sources.__getitem__, extracting, cache, observer)


def run_again(
    records: Sequence[Record], *, ontology: Path | None, model: str, cache: Cache, observer: Observer = unobserved
) -> Run:
    """The Run of records that an earlier one made, without their files. Raises IncompleteCache where the cache lacks one."""

    def kept(key: str) -> Source:
        source = cache.source(key)
        if source is None:
            raise IncompleteCache("the cache no longer holds all that the output was built from")
        return source

    return _completed(records, kept, Running(ontology, model, "serial"), cache, observer)


def _keyed_for(ontology: Path | None, model: str) -> Callable[[Source], str]:
    program, terms = fingerprint(model), load_ontology(ontology).hash
    return lambda source: extraction_key(source, program, terms)


def _read(inputs: Iterable[Input], reading: Reading, key_of: Callable[[Source], str]) -> tuple[list[Record], dict[str, Source]]:
    """A record for every source, and the sources by key; of several with one key the first by name."""
    sources: dict[str, Source] = {}
    records = []
    for source in (one for given in sorted(inputs, key=lambda one: one.name) for one in read_sources(given, reading)):
        if isinstance(source, DocumentError):
            records.append(Record(source.source, problem=source.reason))
            continue
        key = key_of(source)
        sources.setdefault(key, source)
        records.append(Record(source.name, source.id, key))
    return in_order(records), sources


def _keep_variants(records: Sequence[Record], sources: Mapping[str, Source], cache: Cache) -> None:
    """Puts the copies that are read in another way than their first into the cache: they may come to stand for it."""
    first = holders(records)
    for one in records:
        if one.document is not None and one.key is not None and one.key != first[one.document].key:
            cache.keep_source(one.key, sources[one.key])


def _completed(
    records: Sequence[Record],
    source_of: Callable[[str], Source],
    extracting: Extracting,
    cache: Cache | None,
    observer: Observer,
) -> Run:
    """The Run of the records, whose documents come from the cache or are extracted now."""
    first = holders(records)
    failed = {one.document: one.problem for one in records if one.document is not None and one.problem is not None}
    found = {} if cache is None else _reused((one for one in first.values() if one.document not in failed), cache)
    missing = [one for name, one in first.items() if name not in found and name not in failed]
    sources = [replace(source_of(str(one.key)), name=one.source) for one in missing]
    words = {source.id: len(source.text.split()) for source in sources}
    observer(Planned(len(missing), sum(words.values()), len(found)))
    _tell_settled(records, first, found, observer)
    seconds: dict[str, float] = {}
    reused = len(found)
    if sources:
        observer(Stage("extracting"))
    for done in extracting(sources) if sources else ():
        holder = first[done.document]
        seconds[done.document] = done.seconds
        if isinstance(done.result, Extraction):
            found[done.document] = done.result
            if cache is not None:
                cache.keep(str(holder.key), done.result)
        else:
            failed[done.document] = done.result.reason
        observer(_settled(holder.source, done.result, words[done.document], done.seconds))
    return Run(
        extractions=tuple(found[name] for name in sorted(found)),
        outcomes=outcomes_of(records, failed),
        records=tuple(replace(one, problem=failed.get(one.document or "", one.problem)) for one in records),
        seconds=seconds,
        reused=reused,
    )


def _reused(wanted: Iterable[Record], cache: Cache) -> dict[str, Extraction]:
    """What the cache holds, by document."""
    kept = ((one.document, cache.extraction(str(one.key), one.source)) for one in wanted)
    return {document: made for document, made in kept if document is not None and made is not None}


def _tell_settled(
    records: Iterable[Record], first: Mapping[str, Record], found: Mapping[str, Extraction], observer: Observer
) -> None:
    """Tells of what needs no extraction: skipped inputs, copies, and what the cache holds."""
    for one in records:
        if one.document is None or one.problem is not None:
            observer(Settled(one.source, "skipped", reason=one.problem))
        elif first[one.document] is not one:
            observer(Settled(one.source, "copy", reason=f"the same content as {first[one.document].source}"))
        elif one.document in found:
            observer(_settled(one.source, found[one.document], 0, 0.0, state="cached"))


def _settled(source: str, result: Extraction | DocumentError, words: int, seconds: float, state: str = "read") -> Settled:
    if isinstance(result, DocumentError):
        return Settled(source, "skipped", words, seconds=seconds, reason=result.reason)
    counts = (len(result.statements), len(result.observations), len(result.quotations))
    return Settled(source, state, words, *counts, seconds)
