"""Gold: what a careful analyst takes from one document, as written in an expected.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from fintech_kg.errors import RunError, reason_of
from fintech_kg.model import Kind, Status

_Made = TypeVar("_Made")


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
    """A value with its unit and what it is about; `text` is how the document writes the value, where gold says it."""

    about: str | None
    value: Decimal
    unit: str | None
    measure: str
    core: bool
    text: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTrap:
    """A fact that a hasty reader would take from the document and that it does not state, and why not."""

    subject: str
    predicate: str
    object: str
    why: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One document's gold; `document` is the source's name. `not_entities` and `traps` are what must not be found."""

    document: str
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    observations: tuple[GoldObservation, ...]
    quotations: tuple[tuple[str | None, str], ...]
    left_out: tuple[str, ...]
    traps: tuple[GoldTrap, ...] = ()
    not_entities: frozenset[str] = frozenset()


def read_gold(path: Path) -> Gold:
    """The gold in the file. Raises RunError, with the place of the fault, where it is no such file."""
    try:
        gold = _gold(json.loads(path.read_text(encoding="utf-8")))
        _check_names(gold)
    except (OSError, ValueError, RecursionError) as error:
        raise RunError(f"{path} is no gold annotation: {reason_of(error)}") from error
    return gold


def _gold(data: object) -> Gold:
    if not isinstance(data, dict):
        raise ValueError("it is no JSON object with document, entities, facts, observations and quotations")
    return Gold(
        document=_text(data, "document"),
        entities=_each(data, "entities", _entity),
        facts=_each(data, "facts", _fact),
        observations=_each(data, "observations", _observation),
        quotations=_each(data, "quotations", lambda one: (_text_or_none(one, "speaker"), _text(one, "text"))),
        left_out=tuple(str(one) for one in _list(data, "left_out")),
        traps=_each({"not_facts": _traps(data)}, "not_facts", _trap),
        not_entities=frozenset(str(one) for one in _list(data, "not_entities")),
    )


def _each(data: Mapping[str, object], key: str, make: Callable[[Mapping[str, object]], _Made]) -> tuple[_Made, ...]:
    """What is made of each object in the list under the key; a fault says which of them has it."""
    made = []
    for number, one in enumerate(_list(data, key), start=1):
        try:
            if not isinstance(one, dict):
                raise ValueError(f"{one!r} is no JSON object")
            made.append(make(one))
        except (ValueError, ArithmeticError) as error:
            raise ValueError(f"{key}, entry {number}: {reason_of(error)}") from error
    return tuple(made)


def _list(data: Mapping[str, object], key: str) -> list[object]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise ValueError(f"{key} is no list")
    return found


def _traps(data: Mapping[str, object]) -> list[object]:
    """The entries of `not_facts` that are data; an entry in prose is for people."""
    return [one for one in _list(data, "not_facts") if not isinstance(one, str)]


def _text(one: Mapping[str, object], key: str) -> str:
    found = one.get(key)
    if not isinstance(found, str) or not found:
        raise ValueError(f"{key!r} is missing" if found is None else f"{found!r} is no text for {key!r}")
    return found


def _text_or_none(one: Mapping[str, object], key: str) -> str | None:
    return None if one.get(key) is None else _text(one, key)


def _entity(one: Mapping[str, object]) -> GoldEntity:
    name, aliases = _text(one, "name"), _list(one, "aliases")
    return GoldEntity(name, frozenset({name, *map(str, aliases)}), Kind(_text(one, "type")), bool(one.get("core", True)))


def _fact(one: Mapping[str, object]) -> GoldFact:
    status = Status(str(one.get("status", "asserted")))
    return GoldFact(_text(one, "s"), _text(one, "p"), _text(one, "o"), status, bool(one.get("core", True)))


def _trap(one: Mapping[str, object]) -> GoldTrap:
    return GoldTrap(_text(one, "s"), _text(one, "p"), _text(one, "o"), str(one.get("why", "")))


def _observation(one: Mapping[str, object]) -> GoldObservation:
    value = one.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("'value' is missing" if value is None else f"{value!r} is no number")
    return GoldObservation(
        _text_or_none(one, "about"),
        _number(value),
        _text_or_none(one, "unit"),
        str(one.get("measure", "")),
        bool(one.get("core", True)),
        _text_or_none(one, "text"),
    )


def _number(value: float | str) -> Decimal:
    try:
        return Decimal(str(value))
    except ArithmeticError as error:
        raise ValueError(f"{value!r} is no number") from error


def _check_names(gold: Gold) -> None:
    """Raises ValueError for an end, an owner or a speaker that is the name of no entity: it could never be found."""
    known = {one.name for one in gold.entities}
    used = [(f"facts, entry {number}", end) for number, one in enumerate(gold.facts, 1) for end in (one.subject, one.object)]
    used += [(f"observations, entry {number}", one.about) for number, one in enumerate(gold.observations, 1) if one.about]
    used += [(f"quotations, entry {number}", who) for number, (who, _) in enumerate(gold.quotations, 1) if who]
    for place, name in used:
        if name not in known:
            raise ValueError(f"{place}: {name!r} is the name of none of its entities")
