"""The formats by name: from a Source to the files of a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import entry_points

from rdflib import Dataset

from fintech_kg.errors import RunError, UnknownFormat
from fintech_kg.exports import (
    crate,
    cytoscape,
    databases,
    geojson,
    jsonld,
    neo4j,
    networks,
    rdf,
    rdf12,
    tables,
    triples,
    vault,
)
from fintech_kg.exports.pieces import whole
from fintech_kg.exports.source import Files, Source, source_of
from fintech_kg.model import Facts

Exporter = Callable[[Source], Files]
"""Gives the files of a format by name, which may have folders in it."""
Foreign = Callable[[Facts, Dataset], Mapping[str, bytes]]
"""What packages offer: takes the facts and their dataset."""

EXPORTERS: Mapping[str, Exporter] = {
    "turtle": rdf.turtle,
    "trig": rdf.trig,
    "ntriples": rdf.ntriples,
    "nquads": rdf.nquads,
    "rdfxml": rdf.rdfxml,
    "jsonld": jsonld.jsonld,
    "turtle12": rdf12.turtle12,
    "trig12": rdf12.trig12,
    "ntriples12": rdf12.ntriples12,
    "nquads12": rdf12.nquads12,
    "graphml": networks.graphml,
    "gexf": networks.gexf,
    "cx2": cytoscape.cx2,
    "cytoscapejs": cytoscape.cytoscape_js,
    "neo4j": neo4j.neo4j,
    "kgtk": triples.kgtk,
    "pykeen": triples.pykeen,
    "csv": tables.csv_tables,
    "sqlite": databases.sqlite,
    "duckdb": databases.duckdb,
    "parquet": databases.parquet,
    "geojson": geojson.places,
    "obsidian": vault.obsidian,
    "rocrate": crate.ro_crate,
}
"""Our own formats; packages add theirs under the entry point group `fintech_kg.exporters`."""


def exported(name: str, source: Source, *, for_spreadsheets: bool = False) -> Files:
    """The files of the format, in pieces where they can be long; what is wrong with the source may be raised as they are taken.

    `for_spreadsheets` guards the cells of `csv` that a spreadsheet would take for formulas.
    Raises UnknownFormat with the formats that there are, MissingExtra for a format that needs one, and RunError where
    another format than `csv` is to be for spreadsheets.
    """
    known = {**EXPORTERS, **{point.name: _foreign(point.load()) for point in entry_points(group="fintech_kg.exporters")}}
    if name not in known:
        raise UnknownFormat("export format", name, known)
    if for_spreadsheets and name != "csv":
        raise RunError(f"only the format csv can be for spreadsheets, and not {name}")
    exporter: Exporter = partial(tables.csv_tables, for_spreadsheets=True) if for_spreadsheets else known[name]
    return exporter(source)


def export(name: str, facts: Facts, dataset: Dataset, *, for_spreadsheets: bool = False) -> Mapping[str, bytes]:
    """The files of the format, whole; raises what `exported` raises."""
    files = exported(name, source_of(facts, lambda: dataset), for_spreadsheets=for_spreadsheets)
    return {file: whole(content) for file, content in files.items()}


def _foreign(exporter: Foreign) -> Exporter:
    return lambda source: exporter(source.facts, source.dataset)
