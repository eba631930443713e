"""The graph on disk and questions to it: from an output folder to a dataset, from SPARQL to rows."""

from fintech_kg.store.folder import GRAPH_FILE, load_dataset, write_files
from fintech_kg.store.inference import Entailment
from fintech_kg.store.kept import KeptQuery, kept_queries, kept_query
from fintech_kg.store.oxigraph import build_store, open_store
from fintech_kg.store.query import Answer, ask

__all__ = [
    "GRAPH_FILE",
    "Answer",
    "Entailment",
    "KeptQuery",
    "ask",
    "build_store",
    "kept_queries",
    "kept_query",
    "load_dataset",
    "open_store",
    "write_files",
]
