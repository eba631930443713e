"""Who and what the texts of model_corpus.py name: as many things as a corpus has, made from a seed.

Organisations and places are drawn by Zipf's law, some named everywhere and most once or twice, from a pool that grows with the
corpus. One organisation in five is of the lexicon (the well-known first), the others are coined; one in twelve of these has
three words and an acronym. Places and technologies are the ontology's. Everybody works for an organisation: its people are made
when it is first asked for them, of first names and surnames that stand in the passages, so that now and then two organisations
have people of one name.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from fintech_kg.model import Kind
from fintech_kg.names import initials
from fintech_kg.ontology import Concept, load_ontology

_STARTS = "Bal Cor Den Fal Gor Hel Jar Kes Lor Mar Nel Ost Pra Quen Ros Sel Tor Ul Ver Wex".split()
_MIDDLES = "a e i o u ar el in or und is ev".split()
_ENDS = "back dan dale mere nto pard rasse well ndra rent verby wick milda lingo nisk tiva kolla borne rund sett".split()
_TRADES = """Pay Bank Capital Labs Payments Credit Wallet Ledger Money Ventures Remit Systems Insurance Exchange Finance Lending
    Cards Trust Partners Technologies Savings Markets Clearing Digital""".split()
_TITLES = ("Clearing House", "Credit Union", "Settlement Services", "Data Exchange", "Savings Association")
_FORMS = ("Ltd", "plc", "Inc.", "GmbH", "AG", "S.A.", "Limited", "Corp.", "B.V.", "AB")
_STEMS = len(_STARTS) * len(_MIDDLES) * len(_ENDS)
_COINED = _STEMS * len(_TRADES)
_SCATTER = 48_271
"""A prime that divides no count of names: neighbours by rank get names that are not alike."""
_KNOWN_IN, _ACRONYM_IN, _STAFF = 5, 12, 4
_COMMON = 2.5
"""How much more common some names of people are than others."""
_ROLES = {
    "regulator": {"Regulator", "CentralBank", "GovernmentBody"},
    "university": {"University"},
    "exchange": {"Exchange"},
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing and how texts name it: `long` where it is introduced, `short` where it comes again, `alone` after no `long`."""

    kind: Kind
    name: str
    long: str
    short: str
    alone: str
    concept: Concept | None = None

    @property
    def key(self) -> tuple[Kind, str]:
        """What tells it from other things."""
        return self.kind, self.name

    @property
    def acronym(self) -> str | None:
        """What texts put in brackets behind the name."""
        return self.alone if self.alone.isupper() and self.kind is Kind.ORGANISATION and self.concept is None else None


class Things:
    """The pools of a corpus of so many documents. `first` and `last` are names of people."""

    def __init__(self, documents: int, seed: int, first: Sequence[str], last: Sequence[str]) -> None:
        self._seed, self._first, self._last = seed, first, last
        concepts = sorted(load_ontology().concepts.values(), key=lambda one: one.iri)
        random.Random(seed).shuffle(concepts)
        usable = [one for one in concepts if _usable(one)]
        self._known = [_known(one) for one in usable if one.kind is Kind.ORGANISATION]
        self._roles = {
            role: [_known(one) for one in usable if not types.isdisjoint(one.types)] for role, types in _ROLES.items()
        }
        self._places = [_known(one) for one in usable if one.kind is Kind.PLACE]
        self._technologies = [_known(one) for one in usable if one.kind is Kind.TECHNOLOGY]
        self._firms = _heights(2 * documents + 200)
        self._heights = {len(pool): _heights(len(pool)) for pool in (*self._roles.values(), self._places, self._technologies)}
        self._firm = lru_cache(maxsize=50_000)(self._made_firm)

    def firm(self, chance: random.Random) -> Thing:
        """Any organisation."""
        return self._firm(_drawn(self._firms, chance))

    def of_role(self, role: str, chance: random.Random) -> Thing:
        """A regulator, a university, or an exchange."""
        return self._of(self._roles[role], chance)

    def place(self, chance: random.Random) -> Thing:
        """A country or a large city."""
        return self._of(self._places, chance)

    def technology(self, chance: random.Random) -> Thing:
        """An entry of the lexicon, under one of its labels."""
        one = self._of(self._technologies, chance)
        assert one.concept is not None
        label = chance.choice(one.concept.labels)
        return Thing(one.kind, one.name, label, label, label, one.concept)

    def person(self, firm: Thing, chance: random.Random) -> Thing:
        """One of the few people of an organisation whom the news names; the same ones whoever asks."""
        own = random.Random(f"{self._seed} {firm.name} {int(chance.random() ** 2 * _STAFF)}")
        first, last = (names[int(own.random() ** _COMMON * len(names))] for names in (self._first, self._last))
        name = f"{first} {last}"
        return Thing(Kind.PERSON, name, name, last, last)

    def _of(self, pool: Sequence[Thing], chance: random.Random) -> Thing:
        return pool[_drawn(self._heights[len(pool)], chance)]

    def _made_firm(self, rank: int) -> Thing:
        if rank % _KNOWN_IN == 0 and rank // _KNOWN_IN < len(self._known):
            return self._known[rank // _KNOWN_IN]
        number = rank * _SCATTER % _COINED
        stem, trade = _stem(number % _STEMS), _TRADES[number // _STEMS]
        again = rank // _COINED
        if rank % _ACRONYM_IN == 1:
            name = f"{stem} {trade} {_TITLES[rank % len(_TITLES)]}"
            return Thing(Kind.ORGANISATION, name, name, name, initials(name))
        name = f"{stem} {_stem((number + again) % _STEMS) if again else ''} {trade}".replace("  ", " ")
        form = _FORMS[rank % len(_FORMS)]
        return Thing(Kind.ORGANISATION, name, f"{name} {form}" if rank % 3 else name, name, stem)


def _usable(one: Concept) -> bool:
    """Whether the name of an entry says by itself what is meant, so that a text may simply name it."""
    return one.name in one.labels and one.name.isascii() and len(one.name) > 2 and "(" not in one.name


def _known(one: Concept) -> Thing:
    return Thing(one.kind, one.name, one.name, one.name, one.name, one)


def _stem(number: int) -> str:
    number, end = divmod(number, len(_ENDS))
    start, middle = divmod(number, len(_MIDDLES))
    return _STARTS[start] + _MIDDLES[middle] + _ENDS[end]


def _heights(size: int) -> Sequence[float]:
    return list(accumulate(1 / rank for rank in range(1, size + 1)))


def _drawn(heights: Sequence[float], chance: random.Random) -> int:
    return bisect(heights, chance.random() * heights[-1])
