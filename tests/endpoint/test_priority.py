"""Which queries go first."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from fintech_kg.endpoint.child import Child
from fintech_kg.endpoint.pool import Places, Pool
from fintech_kg.endpoint.priority import is_odd, steps_of
from fintech_kg.sparql import Limits, Outcome, Question, Reply
from fintech_kg.store import kept_queries

PLAIN = "SELECT * { ?s ?p ?o }"
ODD = "SELECT * { ?s " + "<a:b>/" * 1000 + "<a:c> ?o }"


class Endless(Child):
    """Never answers, and has worked for no time; notes how it gave way."""

    def __init__(self) -> None:
        self.ways: list[bool] = []

    async def ask(self, question: Question) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError

    def worked(self) -> float:
        return 0.0

    def give_way(self, *, idle: bool) -> None:
        self.ways.append(idle)

    async def end(self) -> int | None:
        return None


@pytest.mark.parametrize("name", kept_queries())
def test_kept_queries_are_not_odd(name: str) -> None:
    assert not is_odd(kept_queries()[name].sparql)


@pytest.mark.parametrize("text", [ODD, "SELECT * { ?s ?p " + "(" * 60 + ")" * 60 + " }", "#" + "x" * 10_000])
def test_very_long_and_deep_ones_are(text: str) -> None:
    assert is_odd(text)


@pytest.mark.parametrize(("text", "first"), [(PLAIN, [False]), (ODD, [True])])
def test_an_odd_query_lets_all_others_go_first_from_its_start(text: str, first: list[bool]) -> None:
    async def asked_beside_another() -> list[bool]:
        pool = Pool(Path("none"), Limits(seconds=0.2), Places(), triples=0)
        child = Endless()
        pool._busy |= {child, Endless()}
        reply, _ = await pool._asked(child, Question(text), steps_of(Question(text), on_disk=False))
        assert reply.outcome is Outcome.TOO_LONG
        return child.ways[:1]

    assert asyncio.run(asked_beside_another()) == first
