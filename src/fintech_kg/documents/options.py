"""What a user may say about reading: bounds on what hostile input can cost, and which columns of a table hold what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from fintech_kg.errors import RunError

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of reading. Sizes are bytes; `unpacked`, `members` and `depth` count an archive with all archives in it.

    `read_time` is seconds that a reader may take for one document, `read_memory` the address space of the process that it
    runs in, `ratio` how many times its packed size a member may have, `characters` the code points of one document.
    """

    file_size: int = 256 << 20
    read_time: int = 60
    read_memory: int = 2 << 30
    unpacked: int = 1 << 30
    members: int = 10_000
    depth: int = 3
    ratio: int = 200
    rows: int = 1_000_000
    characters: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns by what they hold; None: found by name. `delimiter` is that of .csv; None: found."""

    text: str | None = None
    id: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None
    author: str | None = None
    language: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that reading depends on beside the bytes."""

    limits: Limits = field(default_factory=Limits)
    columns: Columns = field(default_factory=Columns)


READING = Reading()
"""The defaults, which suit a laptop."""


def limits_from(settings: Iterable[str]) -> Limits:
    """The defaults with what `settings` like `file-size=1G` or `read-time=10` change. Raises RunError for any other form."""
    known = [one.name.replace("_", "-") for one in fields(Limits)]
    return replace(
        Limits(), **{name.replace("-", "_"): _number(name, value) for name, value in _pairs("limit", settings, known)}
    )


def columns_from(settings: Iterable[str], delimiter: str | None = None) -> Columns:
    """The columns that `settings` like `text=body` name. Raises RunError for any other form."""
    known = [one.name for one in fields(Columns) if one.name != "delimiter"]
    named: Mapping[str, str] = dict(_pairs("column", settings, known))
    mark = {"tab": "\t", "\\t": "\t"}.get(delimiter or "", delimiter)
    if mark is not None and (len(mark) != 1 or mark in '"\r\n'):
        raise RunError(f"the delimiter {delimiter!r} is none; give one character, or tab")
    return replace(Columns(delimiter=mark), **named)


def _pairs(what: str, settings: Iterable[str], known: list[str]) -> Iterable[tuple[str, str]]:
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or name not in known or not value:
            raise RunError(f"--{what} takes NAME=VALUE, not {setting!r}; the names are {', '.join(known)}")
        yield name, value


def _number(name: str, value: str) -> int:
    digits, unit = (value[:-1], value[-1].upper()) if value[-1:].upper() in {"K", "M", "G"} else (value, "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15 and int(digits) > 0):
        raise RunError(f"--limit {name}={value}: give a whole number above 0, with K, M or G behind it if you like")
    return int(digits) * _UNITS[unit]
