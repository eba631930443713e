"""From one Document to its Extraction, without knowledge of any other; the steps before the frames are spaCy factories."""

from fintech_kg.extraction.extract import Extractor, load_extractor
from fintech_kg.extraction.pipeline import DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "Extractor", "load_extractor"]
