"""From extractions to Things: what all documents together say of each identifier, before anything is merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from fintech_kg.model import Entity, Extraction, Kind
from fintech_kg.names import normal_form

Key = Callable[[str, Entity], str]
"""From a document's id and one of its entities to the identifier under which the entity is gathered."""


@dataclass(frozen=True)
class Thing:
    """One identifier, the descriptions that documents give of it, and those documents, in their order."""

    id: str
    entities: tuple[Entity, ...]
    documents: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return self.entities[0].kind

    @property
    def concept(self) -> str | None:
        return min((one.concept for one in self.entities if one.concept is not None), default=None)

    @property
    def same_as(self) -> frozenset[str]:
        return frozenset(same for one in self.entities for same in one.same_as)

    @cached_property
    def name(self) -> str:
        return described(self.entities, self.id).name

    @cached_property
    def form(self) -> str:
        """The normal form of the name."""
        return normal_form(self.name, self.kind)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.form.split())

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The normal forms of all names that texts use for it, each once."""
        return tuple({normal_form(name, self.kind): None for one in self.entities for name in (one.name, *one.names)})


Things = Mapping[str, Thing]


def things(
    extractions: Iterable[Extraction],
    key: Key = lambda _, entity: entity.id,
    *,
    only: Kind | None = None,
    but: Kind | None = None,
) -> dict[str, Thing]:
    """The things by identifier, sorted; `key` may gather a document's entity under another identifier than its own.

    `only` and `but` are the one kind to take and the one to pass over.
    """
    entities: dict[str, dict[Entity, None]] = defaultdict(dict)  # most documents describe a thing alike
    documents: dict[str, list[str]] = defaultdict(list)
    for extraction in extractions:
        for entity in extraction.entities:
            if entity.kind is but or only not in (None, entity.kind):
                continue
            identifier = key(extraction.document.id, entity)
            entities[identifier][entity] = None
            if extraction.document.id not in documents[identifier][-1:]:
                documents[identifier].append(extraction.document.id)
    return {one: Thing(one, tuple(entities.pop(one)), tuple(documents.pop(one))) for one in sorted(entities)}


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
    return min(group, key=lambda one: (one.concept is None, -len(one.words), -len(one.documents), one.id)).id
