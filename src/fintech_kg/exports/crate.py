"""An RO-Crate 1.1: from Facts and their Dataset to a folder that says what it holds, with DCAT and VoID beside."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rdflib import DCTERMS, VOID, Dataset, Graph

from fintech_kg.exports import rdf, tables
from fintech_kg.exports.pieces import whole
from fintech_kg.exports.source import Files, Source
from fintech_kg.graph import to_turtle
from fintech_kg.model import Facts

_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_TITLE = "A knowledge graph of fintech texts"
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
    facts, dataset = source.facts, source.dataset
    made = {**rdf.turtle(source), **rdf.trig(source), **tables.csv_tables(source)}
    files = {**{name: whole(content) for name, content in made.items()}, "void.ttl": _void(dataset)}
    described = {"@context": _CONTEXT, "@graph": _crate(facts, dataset, files)}
    metadata = json.dumps(described, indent=1, ensure_ascii=False)
    return {**files, "ro-crate-metadata.json": f"{metadata}\n".encode()}


def _crate(facts: Facts, dataset: Dataset, files: Mapping[str, bytes]) -> list[dict[str, object]]:
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": _told(dataset, DCTERMS.title) or _TITLE,
        "description": f"{len(facts.facts)} facts about {len(facts.entities)} things from {len(facts.documents)} documents, "
        "each with the sentences that state it.",
        "hasPart": [{"@id": name} for name in sorted(files)],
        "conformsTo": {"@id": "http://www.w3.org/TR/void/"},
    }
    date = _told(dataset, DCTERMS.created) or max((one.published or "" for one in facts.documents), default="")
    if date:
        root["datePublished"] = date
    licence = _told(dataset, DCTERMS.license)
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
        *(_file(name, len(content)) for name, content in sorted(files.items())),
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


def _void(dataset: Dataset) -> bytes:
    """The dataset's graph of metadata alone, in Turtle; only prefixes where it has none."""
    alone = Dataset()
    for prefix, namespace in dataset.namespaces():
        alone.bind(prefix, namespace, replace=True)
    for graph in _metadata(dataset):
        for triple in graph:
            alone.add((*triple, graph.identifier))  # type: ignore[arg-type]
    return to_turtle(alone)


def _metadata(dataset: Dataset) -> list[Graph]:
    return [
        graph for graph in dataset.graphs() if graph.value(predicate=VOID.uriSpace, any=True) is not None or _is_void(graph)
    ]


def _is_void(graph: Graph) -> bool:
    return (None, None, VOID.Dataset) in graph


def _told(dataset: Dataset, predicate: object) -> str | None:
    """What the dataset says of itself, as its node has it."""
    for graph in _metadata(dataset):
        for node in graph.subjects(None, VOID.Dataset):
            value = graph.value(node, predicate)  # type: ignore[call-overload]
            if value is not None:
                return str(value)
    return None
