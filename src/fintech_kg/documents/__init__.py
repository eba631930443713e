"""From a path, a directory or standard input to Sources: decoded texts, otherwise as they came."""

from fintech_kg.documents.find import Input, find_inputs
from fintech_kg.documents.read import READERS, Reader, media_types, read_source

__all__ = ["READERS", "Input", "Reader", "find_inputs", "media_types", "read_source"]
