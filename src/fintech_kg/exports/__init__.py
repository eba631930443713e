"""From a graph to files for other tools; one module per family of formats, one entry per format."""

from fintech_kg.exports.formats import EXPORTERS, Exporter, export
from fintech_kg.exports.networks import to_networkx

__all__ = ["EXPORTERS", "Exporter", "export", "to_networkx"]
