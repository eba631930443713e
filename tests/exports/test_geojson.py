"""The map: places with the coordinates of the register, and those without any."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fintech_kg.assembly import assemble
from fintech_kg.exports import export
from fintech_kg.graph import dataset_of
from fintech_kg.model import Entity, Facts, Kind
from fintech_kg.ontology import Ontology, coordinates

from ..handmade import Claim, extraction
from .naughty import NAUGHTY
from .reading import told

GEONAMES = {"Shanghai": "1796236", "China": "1814991", "Asia": "6255147"}


@pytest.fixture(scope="module")
def features(known: Ontology) -> list[dict[str, Any]]:
    places = (*GEONAMES, *NAUGHTY)
    claims = [Claim("Kite", "basedIn", place) for place in places]
    made = assemble([extraction("one.txt", claims, kinds=dict.fromkeys(places, Kind.PLACE))])
    facts = Facts(made.documents, tuple(map(_known, made.entities)), made.mentions, made.facts, (), (), made.sources)
    read = json.loads(export("geojson", facts, dataset_of(facts, known))["places.geojson"])
    found: list[dict[str, Any]] = read["features"]
    return found


def _known(one: Entity) -> Entity:
    same = (f"https://sws.geonames.org/{GEONAMES[one.name]}/",) if one.name in GEONAMES else ()
    return Entity(one.id, one.kind, one.name, one.names, same_as=same)


def named(features: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in features if one["properties"]["name"] == name)


def test_every_place_comes_back(features: list[dict[str, Any]]) -> None:
    assert {one["properties"]["name"] for one in features} == {told(name) for name in (*GEONAMES, *NAUGHTY)}


@pytest.mark.parametrize(("name", "point"), [("Shanghai", "city"), ("China", "capital"), ("Asia", "middle")])
def test_place_stands_where_the_register_has_it(features: list[dict[str, Any]], name: str, point: str) -> None:
    place = named(features, name)
    longitude, latitude, what = coordinates()[f"https://sws.geonames.org/{GEONAMES[name]}/"]
    assert (place["geometry"]["coordinates"], place["properties"]["point"]) == ([longitude, latitude], point)
    assert what == point


def test_shanghai_is_east_of_beijing(features: list[dict[str, Any]]) -> None:
    (east, north), (west, _) = (named(features, one)["geometry"]["coordinates"] for one in ("Shanghai", "China"))
    assert (121 < east < 122, 31 < north < 32, 116 < west < 117) == (True, True, True)


def test_unknown_place_has_no_geometry(features: list[dict[str, Any]]) -> None:
    assert named(features, "a;b")["geometry"] is None


def test_place_has_its_facts_with_their_sentences(features: list[dict[str, Any]]) -> None:
    (fact,) = named(features, "Shanghai")["properties"]["facts"]
    assert (fact["subject"], fact["relation"], fact["status"]) == ("Kite", "basedIn", "asserted")
    assert fact["sentences"] == ["Kite asserted basedIn Shanghai."]


def test_shapely_reads_the_points(features: list[dict[str, Any]]) -> None:
    geometry: Any = pytest.importorskip("shapely.geometry", reason="shapely is not installed")
    assert geometry.shape(named(features, "Shanghai")["geometry"]).is_valid


def test_geopandas_reads_them_all(features: list[dict[str, Any]]) -> None:
    geopandas: Any = pytest.importorskip("geopandas", reason="geopandas is not installed")
    frame = geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")
    assert list(frame["name"]) == [one["properties"]["name"] for one in features]
    assert frame.geometry.notna().sum() == len(GEONAMES)
