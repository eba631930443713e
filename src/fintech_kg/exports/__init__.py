"""From a graph to files for other tools; one module per family of formats, one entry per format."""

from fintech_kg.exports.formats import EXPORTERS, Exporter, export, exported
from fintech_kg.exports.networks import to_networkx
from fintech_kg.exports.source import Source, part_in, source_in, source_of, source_of_graphs

__all__ = [
    "EXPORTERS",
    "Exporter",
    "Source",
    "export",
    "exported",
    "part_in",
    "source_in",
    "source_of",
    "source_of_graphs",
    "to_networkx",
]
