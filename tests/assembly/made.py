"""Extractions for resolution: things with the identifiers that workers mint, in a text that says where they stand."""

from __future__ import annotations

import re

from fintech_kg.model import Document, Entity, Extraction, Kind, Mention, Status, digest
from fintech_kg.names import display_name, entity_id

from ..handmade import Claim, extraction

PERSON, ORGANISATION = Kind.PERSON, Kind.ORGANISATION


def firm(name: str, *others: str, concept: str | None = None, same_as: tuple[str, ...] = ()) -> Entity:
    """An organisation with its names in one document."""
    names = tuple(sorted({name, *others}))
    shown = display_name(name, ORGANISATION)
    return Entity(entity_id(ORGANISATION, name), ORGANISATION, shown, names, concept=concept, same_as=same_as)


def person(name: str) -> Entity:
    return Entity(entity_id(PERSON, name), PERSON, name, (name,))


def text(words: str, *entities: Entity) -> Extraction:
    """The extraction of a text that names the things and states nothing of them."""
    key = digest(words)
    mentions = [
        Mention(found.start(), found.end(), found[0], one.kind, one.id)
        for one in entities
        for name in one.names
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words)
    ]
    document = Document(key, f"{key}.txt", words, "text/plain")
    return Extraction(
        document, tuple(sorted(entities, key=lambda one: one.id)), tuple(sorted(mentions, key=lambda one: one.start))
    )


def works(name: str, *employers: str, former: tuple[str, ...] = (), also: tuple[Claim, ...] = ()) -> Extraction:
    """The extraction of a text in which the person works for the organisations."""
    claims = [Claim(name, "worksFor", one) for one in employers]
    claims += [Claim(name, "worksFor", one, Status.PAST) for one in former]
    return extraction(f"{name} {' '.join((*employers, *former))}.txt", [*claims, *also], kinds={name: PERSON})
