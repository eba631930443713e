"""From inputs to a Run: what the cache does not hold is cleaned and extracted, and every input has an Outcome."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from fintech_kg.corpus.cache import Cache, extraction_key
from fintech_kg.corpus.events import Observer, Planned, Settled, Stage, unobserved
from fintech_kg.corpus.extractions import KeptExtractions, Named, Shelf
from fintech_kg.corpus.fingerprint import fingerprint
from fintech_kg.corpus.pile import kept
from fintech_kg.corpus.records import Outcome, Record, Run, holders, in_order, outcomes_of
from fintech_kg.corpus.runners import Running
from fintech_kg.documents import READING, Input, Reading, read_sources
from fintech_kg.errors import DocumentError, IncompleteCache
from fintech_kg.model import Extraction, Source
from fintech_kg.ontology import load_ontology


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
    shelf = Shelf(cache)
    records, words = _read(inputs, reading, _keyed_for(ontology, model), shelf)
    return _completed(records, words, shelf, extracting, observer)


def run_again(
    records: Sequence[Record], *, ontology: Path | None, model: str, cache: Cache, observer: Observer = unobserved
) -> Run:
    """The Run of records that an earlier one made, without their files. Raises IncompleteCache where the cache lacks one."""
    shelf = Shelf(cache)
    absent = {str(one.key): 0 for one in holders(records).values() if shelf.extraction(str(one.key), one.source) is None}
    return _completed(records, absent, shelf, Running(ontology, model, "serial"), observer)


def _keyed_for(ontology: Path | None, model: str) -> Callable[[Source], str]:
    program, terms = fingerprint(model), load_ontology(ontology).hash
    return lambda source: extraction_key(source, program, terms)


def _read(
    inputs: Iterable[Input], reading: Reading, key_of: Callable[[Source], str], shelf: Shelf
) -> tuple[list[Record], dict[str, int]]:
    """A record for every source, and how many words each has that is not extracted yet, by key; these are on the shelf."""
    words: dict[str, int] = {}
    records = []
    for source in (one for given in sorted(inputs, key=lambda one: one.name) for one in read_sources(given, reading)):
        if isinstance(source, DocumentError):
            records.append(Record(source.source, problem=source.reason))
            continue
        key = key_of(source)
        if key not in words and shelf.extraction(key, source.name) is None:
            shelf.keep_source(key, source)
            words[key] = len(source.text.split())
        records.append(Record(source.name, source.id, key))
    return in_order(records), words


def _completed(
    records: Sequence[Record],
    words: Mapping[str, int],
    shelf: Shelf,
    extracting: Running,
    observer: Observer,
) -> Run:
    """The Run of the records, whose extractions are on the shelf, but for those that have `words` and are made now."""
    first = holders(records)
    failed = {one.document: one.problem for one in records if one.document is not None and one.problem is not None}
    wanted = {name: one for name, one in first.items() if name not in failed}
    missing = {name: one for name, one in wanted.items() if one.key in words}
    for one in records:  # a copy that is read in another way than the first may come to stand for it
        if one.document is not None and one.key in words and first[one.document].key != one.key:
            shelf.outlast(str(one.key))
    observer(Planned(len(missing), sum(words[str(one.key)] for one in missing.values()), len(wanted) - len(missing)))
    _tell_settled(records, first, missing, shelf, observer)
    seconds: dict[str, float] = {}
    if missing:
        observer(Stage("extracting"))
    for done in extracting(_sources(missing.values(), shelf)) if missing else ():
        holder = first[done.document]
        seconds[done.document] = done.seconds
        if isinstance(done.result, Extraction):
            shelf.keep(str(holder.key), done.result)
        else:
            failed[done.document] = done.result.reason
            shelf.forget_source(str(holder.key))
        observer(_settled(holder.source, done.result, words[str(holder.key)], done.seconds))
    made = [(name, str(one.key), one.source) for name, one in wanted.items() if name not in failed]
    run = Run(
        extractions=KeptExtractions(shelf, made),
        outcomes=outcomes_of(records, failed),
        records=tuple(replace(one, problem=failed.get(one.document or "", one.problem)) for one in records),
        seconds=seconds,
        reused=len(wanted) - len(missing),
    )
    return _put_aside(run, shelf, made)


def _put_aside(run: Run, shelf: Shelf, made: Iterable[Named]) -> Run:
    """The run with what it tells of each document on the disk, where that is where its extractions are, and has room."""
    with suppress(OSError):
        return replace(
            run,
            extractions=KeptExtractions(shelf, kept(Named, shelf.spare, sorted(made))),
            outcomes=kept(Outcome, shelf.spare, run.outcomes),
            records=kept(Record, shelf.spare, run.records),
        )
    return run


def _sources(missing: Iterable[Record], shelf: Shelf) -> Iterator[Source]:
    for one in missing:
        source = shelf.source(str(one.key))
        if source is None:
            raise IncompleteCache("the cache no longer holds all that the output was built from")
        yield replace(source, name=one.source)


def _tell_settled(
    records: Iterable[Record],
    first: Mapping[str, Record],
    missing: Collection[str],
    shelf: Shelf,
    observer: Observer,
) -> None:
    """Tells of what needs no extraction: skipped inputs, copies, and what is on the shelf."""
    for one in records:
        if one.document is None or one.problem is not None:
            observer(Settled(one.source, "skipped", reason=one.problem))
        elif first[one.document] is not one:
            observer(Settled(one.source, "copy", reason=f"the same content as {first[one.document].source}"))
        elif one.document not in missing:
            kept = shelf.extraction(str(one.key), one.source)
            if kept is not None:
                observer(_settled(one.source, kept, 0, 0.0, state="cached"))


def _settled(source: str, result: Extraction | DocumentError, words: int, seconds: float, state: str = "read") -> Settled:
    if isinstance(result, DocumentError):
        return Settled(source, "skipped", words, seconds=seconds, reason=result.reason)
    counts = (len(result.statements), len(result.observations), len(result.quotations))
    return Settled(source, state, words, *counts, seconds)
