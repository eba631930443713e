"""From a Source to a Document: text that can be read, its blocks, the way back to the source, and what was left out and why."""

from fintech_kg.cleaning.clean import clean
from fintech_kg.cleaning.edits import page_of, to_source
from fintech_kg.cleaning.markdown import CELL_MARK
from fintech_kg.cleaning.restore import offsets_of, source_text

__all__ = ["CELL_MARK", "clean", "offsets_of", "page_of", "source_text", "to_source"]
