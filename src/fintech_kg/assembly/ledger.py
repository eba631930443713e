"""The ledger of people's decisions: from a small TOML file to pairs of things that are the same, different or undecided."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from fintech_kg.assembly.clusters import Clusters
from fintech_kg.errors import BrokenLedger
from fintech_kg.model import digest

_FIELDS = ("things", "names", "verdict", "who", "why", "date")

Pair = tuple[str, str]
"""Two identifiers in sorted order."""


class Verdict(StrEnum):
    """What somebody decided about two things."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry. `things` are in sorted order, and `names` are theirs when it was decided, for readers only."""

    things: Pair
    names: tuple[str, str]
    verdict: Verdict
    who: str
    why: str
    date: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All decisions by their pair; what is not in it is left to the program."""

    decisions: Mapping[Pair, Decision] = field(default_factory=dict)

    @property
    def hash(self) -> str | None:
        """A digest of all decisions; None where there is none."""
        return digest(repr(sorted(self.decisions.items()))) if self.decisions else None

    def pairs(self, verdict: Verdict) -> list[Pair]:
        """The pairs with this verdict, sorted."""
        return sorted(pair for pair, one in self.decisions.items() if one.verdict is verdict)


NO_DECISION = Ledger()


def pair_of(one: str, other: str) -> Pair:
    """The two in sorted order."""
    return (one, other) if one <= other else (other, one)


def read_ledger(path: Path) -> Ledger:
    """The ledger in the file. Raises BrokenLedger where it cannot be read, is no ledger or contradicts itself."""
    return parse_ledger(ledger_text(path), str(path))


def ledger_text(path: Path) -> str:
    """The text of the file. Raises BrokenLedger."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BrokenLedger(str(path), error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise BrokenLedger(str(path), "it is not UTF-8 text") from error


def parse_ledger(text: str, where: str) -> Ledger:
    """The ledger in the text of a file; `where` names the file in the BrokenLedger that is raised for a bad one."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BrokenLedger(where, f"it is no TOML: {error}") from error
    entries = data.get("decision", [])
    if set(data) - {"decision"} or not isinstance(entries, list):
        raise BrokenLedger(where, "it may hold [[decision]] entries and nothing else")
    decisions: dict[Pair, Decision] = {}
    for number, entry in enumerate(entries, start=1):
        problem, made = _decision(entry)
        if made is None or made.things in decisions:
            raise BrokenLedger(where, f"decision {number} {problem or 'is about two things that an earlier one is about'}")
        decisions[made.things] = made
    ledger = Ledger(decisions)
    for one, other in _contradictions(ledger):
        raise BrokenLedger(where, f"it says that {one} and {other} are different, and by other entries that they are the same")
    return ledger


def _decision(entry: object) -> tuple[str, Decision | None]:
    """What is wrong with the entry, or the decision."""
    if not isinstance(entry, dict) or set(entry) - set(_FIELDS):
        return f"may have {', '.join(_FIELDS)} and nothing else", None
    things = _two(entry.get("things"))
    if things is None or things[0] == things[1]:
        return "needs things = [ID, ID], two identifiers that differ", None
    names = _two(entry.get("names", [*things]))
    if names is None:
        return "has names that are not two texts", None
    if things[0].partition("/")[0] != things[1].partition("/")[0]:
        return f"is about things of two kinds, {things[0]} and {things[1]}", None
    if entry.get("verdict") not in list(Verdict):
        return f"needs a verdict: {', '.join(Verdict)}", None
    if not all(isinstance(entry.get(key), str) and entry[key].strip() for key in ("who", "why")):
        return "needs who decided and why", None
    day = entry.get("date", "")
    if not (isinstance(day, str) or type(day) is date):
        return "has a date that is no day", None
    (one, first), (other, second) = sorted(zip(things, names, strict=True))
    return "", Decision((one, other), (first, second), Verdict(entry["verdict"]), entry["who"], entry["why"], str(day))


def _two(value: object) -> tuple[str, str] | None:
    """The value, if it is a list of two texts."""
    match value:
        case [str(one), str(other)] if one and other:
            return one, other
    return None


def _contradictions(ledger: Ledger) -> Iterator[Pair]:
    clusters = Clusters()
    for pair in ledger.pairs(Verdict.SAME):
        clusters.join(*pair)
    yield from (pair for pair in ledger.pairs(Verdict.DIFFERENT) if clusters.leader(pair[0]) == clusters.leader(pair[1]))
