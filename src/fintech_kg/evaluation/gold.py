"""Gold: what a careful analyst takes from one document, as written in an expected.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from fintech_kg.errors import RunError, reason_of
from fintech_kg.model import Kind, Status


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing with all its names; `core`: its absence is a fault."""

    name: str
    names: frozenset[str]
    kind: Kind
    core: bool


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact between gold names, with its status."""

    subject: str
    predicate: str
    object: str
    status: Status
    core: bool


@dataclass(frozen=True, slots=True)
class GoldObservation:
    """A value with its unit and what it is about."""

    about: str | None
    value: Decimal
    unit: str | None
    measure: str
    core: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """One document's gold; `document` is the source's name."""

    document: str
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    observations: tuple[GoldObservation, ...]
    quotations: tuple[tuple[str | None, str], ...]
    left_out: tuple[str, ...]


def read_gold(path: Path) -> Gold:
    """The gold in the file. Raises RunError where it is no such file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Gold(
            document=_text(data["document"]),
            entities=tuple(_entity(one) for one in data.get("entities", ())),
            facts=tuple(_fact(one) for one in data.get("facts", ())),
            observations=tuple(_observation(one) for one in data.get("observations", ())),
            quotations=tuple((one.get("speaker"), one["text"]) for one in data.get("quotations", ())),
            left_out=tuple(data.get("left_out", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise RunError(f"{path} is no gold annotation: {reason_of(error)}") from error


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is no name of a document")
    return value


def _entity(one: Mapping[str, object]) -> GoldEntity:
    aliases = one.get("aliases", [])
    if not isinstance(aliases, list):
        raise ValueError(f"the aliases of {one['name']!r} are no list")
    name = str(one["name"])
    return GoldEntity(name, frozenset({name, *aliases}), Kind(str(one["type"])), bool(one.get("core", True)))


def _fact(one: Mapping[str, object]) -> GoldFact:
    return GoldFact(
        str(one["s"]),
        str(one["p"]),
        str(one["o"]),
        Status(str(one.get("status", "asserted"))),
        bool(one.get("core", True)),
    )


def _observation(one: Mapping[str, object]) -> GoldObservation:
    about, unit = one.get("about"), one.get("unit")
    return GoldObservation(
        None if about is None else str(about),
        Decimal(str(one["value"])),
        None if unit is None else str(unit),
        str(one.get("measure", "")),
        bool(one.get("core", True)),
    )
