"""From paths, globs or standard input to Sources: decoded texts, otherwise as they came."""

from fintech_kg.documents.find import Input, find_inputs
from fintech_kg.documents.options import READING, Columns, Limits, Reading, columns_from, limits_from
from fintech_kg.documents.read import CONTAINERS, READERS, Reader, media_types, read_source, read_sources

__all__ = [
    "CONTAINERS",
    "READERS",
    "READING",
    "Columns",
    "Input",
    "Limits",
    "Reader",
    "Reading",
    "columns_from",
    "find_inputs",
    "limits_from",
    "media_types",
    "read_source",
    "read_sources",
]
