"""The explorer's index: from the facts of an output, document by document, to one SQLite file that answers in milliseconds."""

from fintech_kg.explorer.index.build import Sources, build_index
from fintech_kg.explorer.index.opened import Index
from fintech_kg.explorer.index.pairs import Passage, Reviewable
from fintech_kg.explorer.index.version import index_version

__all__ = ["Index", "Passage", "Reviewable", "Sources", "build_index", "index_version"]
