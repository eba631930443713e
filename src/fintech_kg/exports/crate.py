"""An RO-Crate 1.1: from Facts and their Dataset to a folder that says what it holds, with DCAT and VoID beside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, VOID

from fintech_kg.exports import rdf, tables
from fintech_kg.exports.pieces import sized
from fintech_kg.exports.source import Files, Source
from fintech_kg.exports.turtle import turtle_pieces
from fintech_kg.model import Facts

_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_TITLE = "A knowledge graph of fintech texts"
_TYPE, _DATA_SET, _SPACE = (ox.NamedNode(one) for one in (RDF.type, VOID.Dataset, VOID.uriSpace))
_MEDIA_TYPES = {".ttl": "text/turtle", ".trig": "application/trig", ".csv": "text/csv"}
_ABOUT = {
    "graph.ttl": "The graph",
    "graph.trig": "The graph, a named graph for each document",
    "void.ttl": "What the graph says of itself, in DCAT, VoID and PROV-O",
}


def ro_crate(source: Source) -> Files:
    """ro-crate-metadata.json, the graph as Turtle and TriG, the tables as CSV, and what the graph says of itself as void.ttl.

    No clock is read: `datePublished` is when the build was made where the graph tells it, else the newest document's date.
    """
    told = _metadata(source)
    void = {"void.ttl": turtle_pieces(replace(source, quads_from=lambda: iter(told)))}
    made = {**rdf.turtle(source), **rdf.trig(source), **tables.csv_tables(source), **void}
    files = {name: sized(content) for name, content in made.items()}
    sizes = {name: size for name, (_, size) in files.items()}
    described = {"@context": _CONTEXT, "@graph": _crate(source.facts, told, sizes)}
    metadata = json.dumps(described, indent=1, ensure_ascii=False)
    contents = {name: content for name, (content, _) in files.items()}
    return {**contents, "ro-crate-metadata.json": f"{metadata}\n".encode()}


def _crate(facts: Facts, told: Sequence[ox.Quad], sizes: Mapping[str, int]) -> list[dict[str, object]]:
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": _value(told, DCTERMS.title) or _TITLE,
        "description": f"{len(facts.facts)} facts about {len(facts.entities)} things from {len(facts.documents)} documents, "
        "each with the sentences that state it.",
        "hasPart": [{"@id": name} for name in sorted(sizes)],
        "conformsTo": {"@id": "http://www.w3.org/TR/void/"},
    }
    date = _value(told, DCTERMS.created) or max((one.published or "" for one in facts.documents), default="")
    if date:
        root["datePublished"] = date
    licence = _value(told, DCTERMS.license)
    if licence:
        root["license"] = {"@id": licence}
    return [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        root,
        *(_file(name, size) for name, size in sorted(sizes.items())),
        *(_licence(one) for one in (licence,) if one),
    ]


def _licence(licence: str) -> dict[str, object]:
    return {"@id": licence, "@type": "CreativeWork", "name": licence}


def _file(name: str, size: int) -> dict[str, object]:
    stem, _, suffix = name.rpartition(".")
    return {
        "@id": name,
        "@type": "File",
        "name": _ABOUT.get(name, f"The table of {stem}"),
        "encodingFormat": _MEDIA_TYPES[f".{suffix}"],
        "contentSize": str(size),
    }


def _metadata(source: Source) -> list[ox.Quad]:
    """What the graph says of itself; empty where it says nothing."""
    named = {one.graph_name for one in source.quads() if _is_data_set(one) or one.predicate == _SPACE}
    return [one for one in source.quads() if one.graph_name in named] if named else []


def _is_data_set(quad: ox.Quad) -> bool:
    return bool(quad.predicate == _TYPE and quad.object == _DATA_SET)


def _value(told: Sequence[ox.Quad], predicate: str) -> str | None:
    """What the data set says of itself, as its node has it."""
    nodes = {one.subject for one in told if _is_data_set(one)}
    wanted = ox.NamedNode(predicate)
    return min((one.object.value for one in told if one.subject in nodes and one.predicate == wanted), default=None)  # type: ignore[union-attr]
