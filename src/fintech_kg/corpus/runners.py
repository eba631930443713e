"""Runners: who maps the extraction over the documents. Each gives the same results in the same order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from fintech_kg.errors import DocumentError
from fintech_kg.extraction import Extractor, load_extractor
from fintech_kg.model import Document, Extraction
from fintech_kg.ontology import load_ontology

Result = Extraction | DocumentError
Runner = Callable[[Iterable[Document], Path | None, str, int], Iterator[Result]]
"""Takes documents, the ontology's folder, the spaCy pipeline and the number of workers; gives a result for each, in order."""


def serial(documents: Iterable[Document], ontology: Path | None, model: str, workers: int) -> Iterator[Result]:
    """One document after the other in this process."""
    extract = load_extractor(load_ontology(ontology), model)
    return (_result(extract, document) for document in documents)


def processes(documents: Iterable[Document], ontology: Path | None, model: str, workers: int) -> Iterator[Result]:
    """A pool of `workers` processes, each with a pipeline of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(partial(_in_worker, ontology, model), documents, chunksize=4)


def _in_worker(ontology: Path | None, model: str, document: Document) -> Result:
    return _result(load_extractor(load_ontology(ontology), model), document)


def _result(extract: Extractor, document: Document) -> Result:
    try:
        return extract(document)
    except DocumentError as error:
        return error


RUNNERS: Mapping[str, Runner] = {"serial": serial, "processes": processes}
"""Our own runners; packages add theirs under the entry point group `fintech_kg.runners`."""
