"""From the parameters of a request to what is asked, every value checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TypeVar

from fintech_kg.explorer.answers.filters import Filters
from fintech_kg.explorer.answers.reader import Reader, Unanswerable
from fintech_kg.explorer.index.schema import KINDS, STATUSES
from fintech_kg.model import Kind, Status

Parameters = Sequence[tuple[str, str]]
Value = TypeVar("Value", Kind, Status)
MOST_PARAMETERS = 1000
_LONGEST_TEXT = 2000
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of one request. All methods raise Unanswerable (400) for a value that cannot be meant."""

    parameters: Parameters

    def all(self, name: str) -> list[str]:
        """The values of a parameter, without empty ones."""
        return [value for key, value in self.parameters if key == name and value]

    def one(self, name: str) -> str | None:
        """The value of a parameter that may be given once."""
        found = self.all(name)
        if len(found) > 1:
            raise Unanswerable(400, f"give {name} once")
        if found and len(found[0]) > _LONGEST_TEXT:
            raise Unanswerable(400, f"{name} is longer than {_LONGEST_TEXT} characters")
        return found[0] if found else None

    def needed(self, name: str) -> str:
        """The value of a parameter that must be given."""
        found = self.one(name)
        if found is None:
            raise Unanswerable(400, f"the parameter {name} is missing")
        return found

    def number(self, name: str, default: int, most: int, *, least: int = 1) -> int:
        """A whole number; more than `most` is taken as that."""
        given = self.one(name)
        if given is None:
            return default
        if _NUMBER.fullmatch(given) is None or int(given) < least:
            raise Unanswerable(400, f"{name} must be a whole number from {least}")
        return min(int(given), most)

    def kinds(self) -> list[Kind]:
        """The kinds that are asked for."""
        return [_of(Kind, one, "kind") for one in self.all("kind")]

    def filters(self, reader: Reader, *, dates: bool = True) -> Filters:
        """The filters; a relation or a document that the graph has not is refused. `dates`: `from` and `to` are days."""
        relations = reader.index.relations
        for one in self.all("relation"):
            if one not in relations:
                raise Unanswerable(400, "relation names none that the graph has")
        return Filters(
            kinds=sum({1 << KINDS.index(kind) for kind in self.kinds()}),
            relations=tuple(sorted({relations.index(one) for one in self.all("relation")})),
            statuses=sum({1 << STATUSES.index(_of(Status, one, "status")) for one in self.all("status")}),
            documents=tuple(sorted({reader.document(one) for one in self.all("document")})),
            confidence=self._confidence(),
            after=self._day("from", "-01-01") if dates else None,
            before=self._day("to", "-12-31") if dates else None,
        )

    def _confidence(self) -> float | None:
        given = self.one("min_confidence")
        if given is None:
            return None
        try:
            value = float(given)
        except ValueError:
            value = -1.0
        if not (isfinite(value) and 0 <= value <= 1):
            raise Unanswerable(400, "min_confidence must be a number from 0 to 1")
        return value

    def _day(self, name: str, rest: str) -> str | None:
        """A day as it is kept; of a month or a year its first or last."""
        given = self.one(name)
        if given is None:
            return None
        try:
            if _DAY.fullmatch(given) is None:
                raise ValueError
            date.fromisoformat((given + "-01-01")[:10])
        except ValueError as error:
            raise Unanswerable(400, f"{name} must be a day as 2025-03-14, a month or a year") from error
        if len(given) == 7:
            return f"{given}-31" if name == "to" else f"{given}-01"
        return given if len(given) == 10 else given + rest


def _of(values: type[Value], given: str, what: str) -> Value:
    try:
        return values(given)
    except ValueError as error:
        raise Unanswerable(400, f"{what} must be one of {', '.join(one.value for one in values)}") from error
