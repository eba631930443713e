"""From what documents say of things to Things: what all of them together say of each identifier, before anything is merged."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.lookup import Lookup
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Entity, Kind
from fintech_kg.names import normal_form

_REMEMBERED = 4_000
"""Descriptions that are not put there again, and things that are held."""
_NUMBER = "I"


@dataclass(frozen=True, slots=True)
class Thing:
    """One identifier, what documents say of it, and the numbers of those documents.

    `form` is the normal form of the name, `forms` are those of all names that texts use for it, each once.
    """

    id: str
    kind: Kind
    name: str
    form: str
    forms: tuple[str, ...]
    concept: str | None
    same_as: tuple[str, ...]
    numbers: bytes

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.form.split())

    @property
    def documents(self) -> array[int]:
        """In their order."""
        return array(_NUMBER, self.numbers)


class Descriptions:
    """What documents say of things, put there document by document, of which a bounded part is in memory where there is a
    folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._given: Keyed[tuple[str, int, Entity | None]] = Keyed(tuple[str, int, Entity | None], folder)
        self._last: dict[str, Entity] = {}

    def add(self, identifier: str, document: int, entity: Entity) -> None:
        """What the document of that number says of a thing; most documents say the same, which is put there once."""
        told = None if self._last.get(identifier) == entity else entity
        if told is not None:
            if len(self._last) >= _REMEMBERED:
                self._last = {}
            self._last[identifier] = told
        self._given.add((identifier, document, told), identifier)

    def __iter__(self) -> Iterator[tuple[str, int, Entity]]:
        """Each identifier with the number of each of its documents, in their order, and what that one says."""
        for found in self._given.groups():
            last: Entity | None = None
            for identifier, document, entity in found:
                last = entity or last
                assert last is not None
                yield identifier, document, last

    def things(self) -> Things:
        """The things."""
        return Things(self._folder, map(_gathered, self._given.groups()))


class Things:
    """Things sorted by identifier, which lie in the folder, or in memory where there is none."""

    def __init__(self, folder: Path | None, things: Iterable[Thing]) -> None:
        self._pile: Pile[Thing] = Pile(Thing, folder, things)
        self._by_id: Lookup[Thing] = Lookup(self._pile, lambda one: one.id, remembered=_REMEMBERED)

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._pile)

    def get(self, identifier: str) -> Thing | None:
        """The thing of that identifier, if there is one."""
        return self._by_id.get(identifier)

    def __getitem__(self, identifier: str) -> Thing:
        """The thing of that identifier. Raises KeyError."""
        return self._by_id[identifier]

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._by_id


def _gathered(given: Iterable[tuple[str, int, Entity | None]]) -> Thing:
    """The thing of which these are the descriptions, in the order of the documents."""
    entities: dict[Entity, None] = {}
    numbers = array(_NUMBER)
    whose = ""
    for whose, document, entity in given:  # noqa: B007  # it is the same for all
        if numbers[-1:] != array(_NUMBER, (document,)):
            numbers.append(document)
        if entity is not None:
            entities[entity] = None
    kind = next(iter(entities)).kind
    name = described(entities, whose).name
    return Thing(
        whose,
        kind,
        name,
        normal_form(name, kind),
        tuple({normal_form(one, kind): None for entity in entities for one in (entity.name, *entity.names)}),
        min((one.concept for one in entities if one.concept is not None), default=None),
        tuple(sorted({same for one in entities for same in one.same_as})),
        numbers.tobytes(),
    )


def described(entities: Iterable[Entity], identifier: str) -> Entity:
    """One description: the lexicon's where one document linked to it, else the shortest name that is not all capitals.

    Of several identifiers that were merged, the one that stays gives the name.
    """
    found = list(entities)
    best = min(found, key=lambda one: (one.concept is None, one.id != identifier, one.name.isupper(), len(one.name), one.name))
    names = tuple(sorted({name for one in found for name in one.names}))
    return Entity(identifier, best.kind, best.name, names, best.types, best.country, best.concept, best.same_as)


def foremost(group: Iterable[Thing]) -> str:
    """The identifier that stays of a group: the lexicon's, else that of the most words, in the most documents."""
    return min(group, key=lambda one: (one.concept is None, -len(one.words), -len(one.numbers), one.id)).id
