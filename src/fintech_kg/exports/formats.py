"""The formats by name: from Facts and their Dataset to the files of a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points

from rdflib import Dataset

from fintech_kg.errors import UnknownFormat
from fintech_kg.exports import networks, rdf, tables
from fintech_kg.model import Facts

Exporter = Callable[[Facts, Dataset], Mapping[str, bytes]]
"""Takes the facts and their dataset, gives the files of the format by name."""

EXPORTERS: Mapping[str, Exporter] = {
    "turtle": rdf.turtle,
    "trig": rdf.trig,
    "ntriples": rdf.ntriples,
    "nquads": rdf.nquads,
    "rdfxml": rdf.rdfxml,
    "jsonld": rdf.jsonld,
    "graphml": networks.graphml,
    "gexf": networks.gexf,
    "csv": tables.csv_tables,
}
"""Our own formats; packages add theirs under the entry point group `fintech_kg.exporters`."""


def export(name: str, facts: Facts, dataset: Dataset) -> Mapping[str, bytes]:
    """The files of the format. Raises UnknownFormat with the formats that there are."""
    known = {**EXPORTERS, **{point.name: point.load() for point in entry_points(group="fintech_kg.exporters")}}
    if name not in known:
        raise UnknownFormat("export format", name, known)
    exporter: Exporter = known[name]
    return exporter(facts, dataset)
