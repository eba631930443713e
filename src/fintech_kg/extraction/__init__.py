"""From one Document to its Extraction, without knowledge of any other; the steps before the frames are spaCy factories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fintech_kg.extraction.choices import DEFAULT_MODEL

if TYPE_CHECKING:
    from fintech_kg.extraction.extract import Extractor, load_extractor

__all__ = ["DEFAULT_MODEL", "Extractor", "load_extractor"]


def __getattr__(name: str) -> object:
    """What needs spaCy, imported when first used: a build that reuses every extraction does without."""
    if name in __all__:
        from fintech_kg.extraction import extract

        return getattr(extract, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
