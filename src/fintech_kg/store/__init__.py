"""The graph on disk and questions to it: from an output folder to a dataset, from SPARQL to rows."""

from fintech_kg.store.folder import GRAPH_FILE, load_dataset, write_files
from fintech_kg.store.kept import KeptQuery, kept_queries, kept_query
from fintech_kg.store.query import Answer, ask
from fintech_kg.store.texts import TEXTS_FILE, KeptText, read_texts, sha256_of, texts_file

__all__ = [
    "GRAPH_FILE",
    "TEXTS_FILE",
    "Answer",
    "KeptQuery",
    "KeptText",
    "ask",
    "kept_queries",
    "kept_query",
    "load_dataset",
    "read_texts",
    "sha256_of",
    "texts_file",
    "write_files",
]
