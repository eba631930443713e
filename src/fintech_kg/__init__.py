"""fintech_kg turns fintech prose into a knowledge graph in which every fact leads to the exact characters that state it.

from fintech_kg import build
kg = build(["data/"])
kg.graph            # an rdflib Graph
kg.query("SELECT ?person ?organisation WHERE { ?person fkg:worksFor ?organisation }")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "__version__", "build", "open_graph"]

if TYPE_CHECKING:
    from fintech_kg.building import build
    from fintech_kg.knowledge_graph import KnowledgeGraph, open_graph


def __getattr__(name: str) -> object:
    """The public names, imported when first used, so that importing the package stays cheap."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(f"fintech_kg.{'building' if name == 'build' else 'knowledge_graph'}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
