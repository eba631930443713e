"""The formats by name: from Facts and their Dataset to the files of a format."""

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
from fintech_kg.model import Facts

Exporter = Callable[[Facts, Dataset], Mapping[str, bytes]]
"""Takes the facts and their dataset, gives the files of the format by name, which may have folders in it."""

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


def export(name: str, facts: Facts, dataset: Dataset, *, for_spreadsheets: bool = False) -> Mapping[str, bytes]:
    """The files of the format. `for_spreadsheets` guards the cells of `csv` that a spreadsheet would take for formulas.

    Raises UnknownFormat with the formats that there are, MissingExtra for a format that needs one, and RunError where
    another format than `csv` is to be for spreadsheets.
    """
    known = {**EXPORTERS, **{point.name: point.load() for point in entry_points(group="fintech_kg.exporters")}}
    if name not in known:
        raise UnknownFormat("export format", name, known)
    if for_spreadsheets and name != "csv":
        raise RunError(f"only the format csv can be for spreadsheets, and not {name}")
    exporter: Exporter = partial(tables.csv_tables, for_spreadsheets=True) if for_spreadsheets else known[name]
    return exporter(facts, dataset)
