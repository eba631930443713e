"""What is drawn, and what is cut."""

from __future__ import annotations

import pytest

from fintech_kg.explorer.selection import select
from fintech_kg.model import Status

from .graphs import entity, fact, gathered, observation

A, B, C, D = (entity(name) for name in "ABCD")


@pytest.mark.parametrize(("limit", "expected"), [(0, ""), (-1, ""), (1, "A"), (3, "ABC"), (9, "ABCD")])
def test_the_best_connected_come_first(limit: int, expected: str) -> None:
    facts = gathered([D, C, B, A], [fact(A, "uses", B), fact(A, "uses", C), fact(B, "uses", C), fact(A, "uses", D)])
    assert "".join(item.name for item in select(facts, limit=limit).entities) == expected


def test_an_asserted_fact_counts_more_than_a_rumour() -> None:
    rumours = [fact(A, "uses", other, status=Status.RUMOURED) for other in (B, C)]
    chosen = select(gathered([A, B, C, D], [*rumours, fact(D, "uses", B)]), limit=2)
    assert {item.name for item in chosen.entities} == {"B", "D"}


def test_of_the_unlinked_those_with_figures_come_first() -> None:
    chosen = select(gathered([A, B], [], observations=[observation(B)]), limit=1)
    assert [item.name for item in chosen.entities] == ["B"]


def test_facts_that_lead_off_the_page_are_counted() -> None:
    facts = gathered([A, B, C], [fact(A, "uses", B), fact(A, "founded", B), fact(A, "uses", C)])
    chosen = select(facts, limit=2)
    assert (chosen.things_cut, chosen.facts_cut) == (1, 1)
    assert chosen.facts_elsewhere == {A.id: 1}
