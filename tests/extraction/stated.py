"""What a text states, by names: the form in which the tables of these tests say it."""

from __future__ import annotations

from fintech_kg.model import Extraction, Status

Told = set[tuple[str, str, str]]


def stated(extraction: Extraction, *relations: str) -> Told:
    """The asserted statements of the relations, or of all, as names and relation."""
    names = {one.id: one.name for one in extraction.entities}
    return {
        (names[one.subject], one.predicate, names[one.object])
        for one in extraction.statements
        if one.status is Status.ASSERTED and (not relations or one.predicate in relations)
    }


def told(extraction: Extraction) -> set[tuple[str, str, str, str]]:
    """All statements, whatever their status, as names, relation and status."""
    names = {one.id: one.name for one in extraction.entities}
    return {(names[one.subject], one.predicate, names[one.object], one.status.value) for one in extraction.statements}
