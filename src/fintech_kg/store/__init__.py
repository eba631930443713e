"""The graph on disk and questions to it: from an output folder to a dataset, from SPARQL to rows."""

from fintech_kg.store.folder import (
    GRAPH_FILE,
    SUMS_FILE,
    broken_files,
    content_hash,
    dataset_in,
    held,
    load_dataset,
    load_graph,
    proven_file,
    read_files,
    sums_file,
    write_files,
)
from fintech_kg.store.inference import Entailment
from fintech_kg.store.kept import KeptQuery, kept_queries, kept_query
from fintech_kg.store.oxigraph import build_store, open_store
from fintech_kg.store.query import Answer, ask
from fintech_kg.store.shown import html_table
from fintech_kg.store.spool import spool
from fintech_kg.store.texts import TEXTS_FILE, KeptText, parsed_texts, read_texts, sha256_of, texts_file, write_texts

__all__ = [
    "GRAPH_FILE",
    "SUMS_FILE",
    "TEXTS_FILE",
    "Answer",
    "Entailment",
    "KeptQuery",
    "KeptText",
    "ask",
    "broken_files",
    "build_store",
    "content_hash",
    "dataset_in",
    "held",
    "html_table",
    "kept_queries",
    "kept_query",
    "load_dataset",
    "load_graph",
    "open_store",
    "parsed_texts",
    "proven_file",
    "read_files",
    "read_texts",
    "sha256_of",
    "spool",
    "sums_file",
    "texts_file",
    "write_files",
    "write_texts",
]
