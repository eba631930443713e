"""What of the graph is wanted: from checked filters to conditions of SQL, in which every value is a parameter."""

from __future__ import annotations

from dataclasses import dataclass

Values = list[object]


@dataclass(frozen=True, slots=True)
class Filters:
    """An empty field asks for nothing; several values of one are alternatives.

    `kinds` and `statuses` are bits, by the places that the schema gives them; both ends of a fact must be of the kinds.
    `relations` and `documents` are numbers. A fact is of a status, or in a document, where one of its statements is.
    `after` and `before` are whole days, both included; a fact without a date is on neither side.
    """

    kinds: int = 0
    relations: tuple[int, ...] = ()
    statuses: int = 0
    documents: tuple[int, ...] = ()
    confidence: float | None = None
    after: str | None = None
    before: str | None = None

    @property
    def of_facts(self) -> bool:
        """Whether it asks for what only facts have."""
        return (
            bool(self.relations or self.statuses or self.documents or self.after or self.before) or self.confidence is not None
        )

    def facts(self, table: str = "f") -> tuple[str, Values]:
        """A condition on the table of facts, and its values."""
        parts, values = ["1"], list[object]()
        if self.kinds:
            parts.append(f"({table}.kinds & ~?) = 0")
            values.append(self.kinds)
        if self.statuses:
            parts.append(f"({table}.statuses & ?) <> 0")
            values.append(self.statuses)
        if self.relations:
            parts.append(f"{table}.p IN ({marks(self.relations)})")
            values += self.relations
        if self.confidence is not None:
            parts.append(f"{table}.confidence >= ?")
            values.append(self.confidence)
        if self.after is not None:
            parts.append(f"{table}.last >= ?")
            values.append(self.after)
        if self.before is not None:
            parts.append(f"{table}.first <= ?")
            values.append(self.before)
        if self.documents:
            parts.append(f"{table}.n IN (SELECT fact FROM statements WHERE document IN ({marks(self.documents)}))")
            values += self.documents
        return " AND ".join(parts), values

    def things(self, table: str = "t") -> tuple[str, Values]:
        """A condition on the table of things, and its values."""
        return ("1", []) if not self.kinds else (f"(1 << {table}.kind) & ? <> 0", [self.kinds])


def marks(values: object) -> str:
    """As many parameters as there are values."""
    return ", ".join("?" * len(values))  # type: ignore[arg-type]
