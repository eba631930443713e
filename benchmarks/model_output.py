"""An output as large as wanted, as `build` would write it without extraction: from a number of things and a seed to a folder.

How it is made: things belong to sectors of very different size; a document tells of one sector and now and then of another, and
within a sector some things are named often and most once or twice (Zipf's law). Relations, statuses and kinds have the sample's
shares. Every sentence stands in the document's text where its evidence says. Some names are Chinese, Arabic or hostile.

    python benchmarks/model_output.py FOLDER --things 100000
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from model_graph import HEAD

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(2)</script>',
    "javascript:alert(3)",
    "href=evil",
    "和源支付",
    "بنك النور",
    "a' OR 1=1 --",
    "../../etc/passwd",
)
_RELATIONS = [
    ("uses", "uses", 0, 3, 22),
    ("worksFor", "works for", 2, 0, 18),
    ("develops", "develops", 0, 3, 10),
    ("acquired", "acquired", 0, 0, 8),
    ("basedIn", "is based in", 0, 1, 10),
    ("operatesIn", "operates in", 0, 1, 9),
    ("partneredWith", "partnered with", 0, 0, 8),
    ("regulates", "regulates", 0, 0, 6),
    ("investedIn", "invested in", 0, 0, 6),
    ("founded", "founded", 2, 0, 4),
]
_STATUSES = [("asserted", 77), ("planned", 8), ("denied", 6), ("past", 6), ("rumoured", 3)]
_KINDS = ("Organisation", "Place", "Person", "Technology")
_SHARES = (40, 8, 38, 14)
_STATEMENTS, _OBSERVATIONS = 11, 4
_THINGS_A_DOCUMENT = 4.6
_SYLLABLES = "bal cor den fal gor hel jar kes lor mar nel ost pra quen ros sel tor ul ver wex ack ald ent ick isk olla".split()
_MEASURES = ("revenue", "payment volume", "valuation", "customers", "loan book")


@dataclass(frozen=True, slots=True)
class _Thing:
    kind: int
    name: str
    key: str

    @property
    def iri(self) -> str:
        return f"<https://w3id.org/fintech-kg/id/{_KINDS[self.kind].lower()}/{self.key}>"


@dataclass(slots=True)
class _Sector:
    things: tuple[list[_Thing], ...] = field(default_factory=lambda: ([], [], [], []))

    def drawn(self, kind: int, chance: random.Random) -> _Thing | None:
        found = self.things[kind]
        return found[bisect(_HEIGHTS, chance.random() * _HEIGHTS[len(found) - 1])] if found else None


_HEIGHTS: list[float] = list(accumulate(1 / rank for rank in range(1, 60_001)))


@dataclass(slots=True)
class _Text:
    """A document's text as it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> int:
        """Where the words begin."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start


def write_output(folder: Path, things: int, *, seed: int = 7) -> int:
    """Writes graph.trig and documents.jsonl, the same for the same arguments; returns the number of documents."""
    chance = random.Random(seed)
    sectors = _sectors(things, chance)
    weights = list(accumulate(sum(map(len, one.things)) for one in sectors))
    documents = int(things / _THINGS_A_DOCUMENT)
    texts: list[str] = []
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "graph.trig").open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        made = sorted(f"{chance.getrandbits(64):016x}" for _ in range(documents))
        fresh = [(sector, thing) for sector in sectors for found in sector.things for thing in found]
        chance.shuffle(fresh)
        for number, name in enumerate(made):
            sector = sectors[bisect(weights, chance.random() * weights[-1])]
            new = [thing for _, thing in fresh[int(number * _THINGS_A_DOCUMENT) : int((number + 1) * _THINGS_A_DOCUMENT)]]
            trig, text = _document(name, number, sector, sectors, new, chance)
            stream.write(trig)
            texts.append(text)
    (folder / "documents.jsonl").write_text("".join(texts), encoding="utf-8")
    return documents


def _sectors(things: int, chance: random.Random) -> list[_Sector]:
    sectors, left, number = list[_Sector](), things, 0
    while left > 0:
        size = min(left, int(12 * chance.paretovariate(0.8)), max(things // 14, 30))
        sector = _Sector()
        for _ in range(size):
            kind = chance.choices(range(4), _SHARES)[0]
            name = "".join(chance.choices(_SYLLABLES, k=2)).capitalize()
            more = chance.choice(["Pay", "Bank", "Labs", "Capital"]) if kind == 0 else "".join(chance.choices(_SYLLABLES, k=2))
            shown = HOSTILE[number] if number < len(HOSTILE) else f"{name} {more.capitalize()}"
            sector.things[kind].append(_Thing(kind, shown, f"t{number}"))
            number += 1
        sectors.append(sector)
        left -= size
    return sectors


def _document(
    name: str, number: int, sector: _Sector, sectors: Sequence[_Sector], new: Sequence[_Thing], chance: random.Random
) -> tuple[str, str]:
    text = _Text()
    lines = list(_statements(name, sector, sectors, new, text, chance))
    day = f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    node = f"<https://w3id.org/fintech-kg/id/document/{name}>"
    head = f'{node} a fkg:Document ; dcterms:format "text/plain" ; dcterms:identifier "{name}" ; '
    head += f'dcterms:source "news-{number}.txt" ; dcterms:title "News {number}" ; dcterms:issued "{day}" .\n'
    words = "".join(text.parts)
    kept = {
        "id": name,
        "sources": [f"news-{number}.txt"],
        "sha256": hashlib.sha256(words.encode()).hexdigest(),
        "text": words,
        "media_type": "text/plain",
        "title": f"News {number}",
        "published": day,
        "blocks": [{"start": 0, "end": len(words), "kind": "paragraph"}],
    }
    return f"{node} {{\n{head}{''.join(lines)}}}\n", json.dumps(kept, ensure_ascii=False) + "\n"


def _statements(
    document: str, sector: _Sector, sectors: Sequence[_Sector], new: Sequence[_Thing], text: _Text, chance: random.Random
) -> Iterator[str]:
    named: dict[_Thing, None] = {}
    waiting = [one for one in new if one.kind in (0, 2)]
    for place in range(_STATEMENTS):
        relation, words, one, other, _ = chance.choices(_RELATIONS, [weight for *_, weight in _RELATIONS])[0]
        status = chance.choices([status for status, _ in _STATUSES], [weight for _, weight in _STATUSES])[0]
        far = chance.choice(sectors) if chance.random() < 0.04 else sector
        subject, object_ = sector.drawn(one, chance), far.drawn(other, chance)
        if waiting and waiting[-1].kind == one:
            subject = waiting.pop()
        if subject is None or object_ is None or subject == object_:
            continue
        named |= {subject: None, object_: None}
        year = chance.randint(2010, 2025)
        start = text.add(subject.name)
        trigger = text.add(f" {words} ") + 1
        end = text.add(object_.name)
        stop = text.add(f" in {year}.") + len(f" in {year}.")
        text.add(" ")
        spans = f"{start}-{start + len(subject.name)} {trigger}-{trigger + len(words)} {end}-{end + len(object_.name)}"
        evidence = f"<https://w3id.org/fintech-kg/id/evidence/{document}{place:02}>"
        yield f"<https://w3id.org/fintech-kg/id/statement/{document}{place:02}> a fkg:Statement ; rdf:subject {subject.iri} ; "
        yield f"rdf:predicate fkg:{relation} ; rdf:object {object_.iri} ; fkg:status fkg:{status} ; "
        yield f"fkg:confidence 0.{chance.randint(50, 99)} ; prov:wasDerivedFrom {evidence} ; "
        yield f'fkg:rule "verb:{words}+network {spans}" ; fkg:time "{year}" .\n'
        yield _evidence(evidence, document, start, stop, text)
        if status == "asserted":
            yield f"{subject.iri} fkg:{relation} {object_.iri} .\n"
    for place in range(_OBSERVATIONS):
        about = sector.drawn(0, chance)
        if about is not None:
            named[about] = None
            yield from _observation(document, place, about, text, chance)
    for thing in [*new, *named]:
        yield f"<https://w3id.org/fintech-kg/id/document/{document}> fkg:mentions {thing.iri} .\n"
        yield f"{thing.iri} a fkg:{_KINDS[thing.kind]} ; rdfs:label {_literal(thing.name)} .\n"


def _observation(document: str, place: int, about: _Thing, text: _Text, chance: random.Random) -> Iterator[str]:
    number, year, measure = chance.randint(1, 900), chance.randint(2015, 2025), chance.choice(_MEASURES)
    start = text.add(f"{about.name} had a {measure} of ")
    value = text.add(f"${number} million")
    stop = text.add(f" in {year}.") + len(f" in {year}.")
    text.add(" ")
    evidence = f"<https://w3id.org/fintech-kg/id/evidence/{document}ob{place}>"
    yield f"<https://w3id.org/fintech-kg/id/observation/{document}{place}> a fkg:Observation ; fkg:about {about.iri} ; "
    yield f'fkg:measure "{measure}" ; fkg:value {number}000000.0 ; fkg:amountText "${number} million" ; fkg:unit "USD" ; '
    yield f'fkg:time "{year}" ; fkg:status fkg:asserted ; fkg:spans "{value}-{value + len(f"${number} million")}" ; '
    yield f"prov:wasDerivedFrom {evidence} .\n{_evidence(evidence, document, start, stop, text)}"


def _evidence(node: str, document: str, start: int, stop: int, text: _Text) -> str:
    quote = "".join(text.parts)[start:stop]
    return (
        f"{node} a fkg:Evidence ; oa:exact {_literal(quote)} ; oa:start {start} ; oa:end {stop} ; "
        f"oa:hasSource <https://w3id.org/fintech-kg/id/document/{document}> .\n"
    )


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--things", type=int, default=100_000)
    given = options.parse_args()
    print(f"{write_output(given.folder, given.things):,} documents")
