"""A graph as large as wanted that answers queries as a real one would: from a number of documents and a seed to TriG.

How it is made: each document has as many statements, observations and quotations as those of the sample have on average, and
relations, statuses and kinds of things in the sample's shares. Organisations and people are drawn from pools that grow with
the corpus, some named everywhere and most once or twice (Zipf's law, exponent 1); places and technologies from pools of fixed
size, as an ontology knows only so many. A relation between two organisations has organisations at both ends, and so on.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fkg: <https://w3id.org/fintech-kg/ontology#> .
@prefix id: <https://w3id.org/fintech-kg/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
TRIPLES_A_DOCUMENT = 390  # as this model makes them
# Relation, kinds of its ends, weight: the sample's shares of 113 statements, rounded.
_RELATIONS = [
    ("uses", "organisation", "technology", 22),
    ("worksFor", "person", "organisation", 18),
    ("develops", "organisation", "technology", 10),
    ("acquired", "organisation", "organisation", 8),
    ("basedIn", "organisation", "place", 10),
    ("operatesIn", "organisation", "place", 9),
    ("partneredWith", "organisation", "organisation", 8),
    ("regulates", "organisation", "organisation", 6),
    ("investedIn", "organisation", "organisation", 6),
    ("sanctioned", "organisation", "organisation", 4),
    ("suppliesTo", "organisation", "organisation", 4),
    ("founded", "person", "organisation", 4),
    ("educatedAt", "person", "organisation", 2),
    ("competesWith", "organisation", "organisation", 2),
]
_STATUSES = [("asserted", 77), ("planned", 8), ("denied", 6), ("past", 6), ("rumoured", 3)]
_STATEMENTS, _OBSERVATIONS, _QUOTATIONS = 16, 12, 3
_PLACES, _TECHNOLOGIES = 150, 120
_COUNTRIES = ["CN", "GB", "US", "SG", "DE", "IN", "BR", "JP", "KE", "SE"]


@dataclass(frozen=True, slots=True)
class _Pool:
    kind: str
    heights: Sequence[float]

    def drawn(self, chance: random.Random) -> tuple[str, int]:
        return self.kind, bisect(self.heights, chance.random() * self.heights[-1])


def model_graph(documents: int, seed: int = 7) -> Iterator[str]:
    """The graph's TriG by pieces, one for each document after the head; the same for the same arguments."""
    chance = random.Random(seed)
    pools = {
        "organisation": _pool("organisation", 6 * documents),
        "person": _pool("person", 4 * documents),
        "place": _pool("place", _PLACES),
        "technology": _pool("technology", _TECHNOLOGIES),
    }
    yield HEAD
    for number in range(documents):
        yield f"id:document\\/{number:016x} {{\n{''.join(_document(number, chance, pools))}}}\n"


def _pool(kind: str, size: int) -> _Pool:
    return _Pool(kind, list(accumulate(1 / rank for rank in range(1, size + 1))))


def _document(number: int, chance: random.Random, pools: dict[str, _Pool]) -> Iterator[str]:
    document = f"id:document\\/{number:016x}"
    yield f'{document} a fkg:Document ; dcterms:identifier "{number:016x}" ; dcterms:source "news-{number}.txt" .\n'
    named: dict[tuple[str, int], None] = {}
    evidence = [f"id:evidence\\/{number:08x}{place:08x}" for place in range(_STATEMENTS + _OBSERVATIONS // 2)]
    for place, one in enumerate(evidence):
        words = " ".join(chance.choices(_WORDS, k=22))
        yield f'{one} a fkg:Evidence ; oa:exact "Sentence {place} says that {words}." ; oa:hasSource {document} ; '
        yield f'oa:start "{200 * place}"^^xsd:nonNegativeInteger ; oa:end "{200 * place + 180}"^^xsd:nonNegativeInteger .\n'
    for place in range(_STATEMENTS):
        yield from _statement(f"{number:08x}{place:08x}", evidence[place], chance, pools, named)
    for place in range(_OBSERVATIONS):
        yield _observation(f"{number:08x}{place:08x}", evidence[_STATEMENTS + place // 2], chance, pools, named)
    for place in range(_QUOTATIONS):
        speaker = pools["person"].drawn(chance)
        named[speaker] = None
        yield f'id:quotation\\/{number:08x}{place:08x} a fkg:Quotation ; oa:exact "{" ".join(chance.choices(_WORDS, k=14))}" ; '
        yield f"prov:wasDerivedFrom {evidence[place]} ; fkg:speaker {_iri(speaker)} .\n"
    for thing in named:
        yield f"{document} fkg:mentions {_iri(thing)} .\n{_thing(thing)}"


def _statement(
    name: str, evidence: str, chance: random.Random, pools: dict[str, _Pool], named: dict[tuple[str, int], None]
) -> Iterator[str]:
    relation, one, other, _ = chance.choices(_RELATIONS, [weight for *_, weight in _RELATIONS])[0]
    status = chance.choices([name for name, _ in _STATUSES], [weight for _, weight in _STATUSES])[0]
    subject, object_ = pools[one].drawn(chance), pools[other].drawn(chance)
    named[subject] = named[object_] = None
    yield f"id:statement\\/{name} a fkg:Statement ; rdf:subject {_iri(subject)} ; rdf:predicate fkg:{relation} ; "
    yield f"rdf:object {_iri(object_)} ; fkg:status fkg:{status} ; prov:wasDerivedFrom {evidence} ; "
    yield f"fkg:confidence 0.{chance.randint(50, 99)} ; "
    if relation == "worksFor":
        yield f'fkg:role "{chance.choice(["CEO", "CTO", "head of payments", "analyst"])}" ; '
    if relation in {"acquired", "investedIn", "sanctioned"} and chance.random() < 0.6:
        yield f'fkg:amount "${chance.randint(1, 900)} million" ; '
    if chance.random() < 0.3:
        yield f'fkg:time "{chance.randint(2015, 2025)}" ; '
    if chance.random() < 0.15:
        claimant = pools["person"].drawn(chance)
        named[claimant] = None
        yield f"prov:wasAttributedTo {_iri(claimant)} ; "
    yield f'fkg:rule "svo {chance.randint(0, 999)}-{chance.randint(0, 999)}" .\n'
    if status == "asserted":
        yield f"{_iri(subject)} fkg:{relation} {_iri(object_)} .\n"


def _observation(
    name: str, evidence: str, chance: random.Random, pools: dict[str, _Pool], named: dict[tuple[str, int], None]
) -> str:
    about = pools[chance.choice(["organisation", "organisation", "place"])].drawn(chance)
    named[about] = None
    time = f'fkg:time "{chance.randint(2015, 2025)}" ; ' if chance.random() < 0.6 else ""
    number = chance.randint(1, 9_000)
    return (
        f"id:observation\\/{name} a fkg:Observation ; prov:wasDerivedFrom {evidence} ; fkg:about {_iri(about)} ; {time}"
        f'fkg:amountText "${number} million" ; fkg:measure "{chance.choice(_WORDS)} volume" ; fkg:spans "1-9" ; '
        f'fkg:status fkg:asserted ; fkg:unit "USD" ; fkg:value {number}000000.0 .\n'
    )


def _iri(thing: tuple[str, int]) -> str:
    return f"id:{thing[0]}\\/{thing[0][0]}{thing[1]}"


def _thing(thing: tuple[str, int]) -> str:
    kind, number = thing
    if kind == "technology":
        concept = "artificial-intelligence" if number % 10 == 0 else f"t{number}"
        more = f"skos:exactMatch <https://w3id.org/fintech-kg/technology/{concept}> ; "
    elif kind == "person":
        more = ""
    else:
        more = f'fkg:country "{_COUNTRIES[number % len(_COUNTRIES)]}" ; '
    return f'{_iri(thing)} a fkg:{kind.capitalize()} ; {more}rdfs:label "{kind.capitalize()} {number}" .\n'


_WORDS = """payment wallet bank market regulator lender licence customer quarter growth merchant platform card credit transfer
savings account branch exchange reserve fund lending insurance audit ledger token mobile digital cross-border instant open
settlement clearing growth share rival merger round stake venture capital cost revenue profit loss risk fraud compliance
""".split()
