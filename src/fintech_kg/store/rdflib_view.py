"""From an output folder to an rdflib Dataset on its store, which is read where it lies and not into memory (oxrdflib)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph
from rdflib import Dataset

from fintech_kg.errors import BadQuery, MissingExtra, RunError
from fintech_kg.sparql import Limits
from fintech_kg.sparql.checks import names_dataset, objection
from fintech_kg.store.asking import usual_prefixes
from fintech_kg.store.oxigraph import open_store

_READ_ONLY = "this graph is only read; build it again from its documents"


@contextmanager
def rdflib_dataset(folder: str | Path) -> Iterator[Dataset]:
    """The folder's store as an rdflib Dataset, as long as the context lasts; its default graph is what all documents say.

    Nothing can be changed, and queries by text reach neither network nor files: SERVICE, FROM and updates raise BadQuery.
    Unlike those of `fintech-kg query`, queries run in this process and without limits.
    Raises MissingExtra without oxrdflib, NoGraph and RunError.
    """
    made = _store_class()
    with open_store(Path(folder)) as store:
        dataset = Dataset(store=made(store=pyoxigraph.Store.read_only(str(store.path))))
        for prefix, namespace in usual_prefixes(Path(folder)):
            dataset.bind(prefix, namespace, replace=True)
        yield dataset


def _store_class() -> Any:
    try:
        from oxrdflib import OxigraphStore
    except ImportError as error:
        raise MissingExtra("rdflib on the store", "oxrdflib", "oxrdflib") from error

    class ReadOnlyStore(OxigraphStore):  # type: ignore[misc, unused-ignore]
        """rdflib asks its own engine, which fetches, for what a store says it has not implemented."""

        def query(self, query: object, *given: Any, **named: Any) -> Any:
            if not isinstance(query, str):
                raise BadQuery("give the query as text: one that rdflib has prepared would be answered without the store")
            refused = objection(query, nesting=Limits().nesting)
            if refused is not None:
                raise BadQuery(refused[1])
            if names_dataset(query):
                raise BadQuery("FROM is not read here; name graphs with GRAPH")
            try:
                return super().query(query, *given, **named)
            except (SyntaxError, ValueError, OSError, NotImplementedError) as error:
                raise BadQuery(f"the query cannot be answered: {error}") from error

        def _refused(self, *_: object, **__: object) -> None:
            raise RunError(_READ_ONLY)

        add = addN = remove = add_graph = remove_graph = update = destroy = _refused  # noqa: N815

    return ReadOnlyStore
