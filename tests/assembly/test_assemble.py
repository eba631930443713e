"""Assembly: a union that no order changes and that nothing removed leaves a trace in."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from fintech_kg.assembly import assemble, facts_from
from fintech_kg.graph import dataset_of, to_trig
from fintech_kg.model import Document, Entity, Evidence, Extraction, Kind, Status
from fintech_kg.ontology import Ontology

from ..handmade import HOSTILE, Claim, extraction

ONE = extraction(
    "one.txt",
    [Claim("Kite Bank", "acquired", "Plaid"), Claim("Kite Bank", "uses", "blockchain")],
    kinds={"blockchain": Kind.TECHNOLOGY},
    names={"Kite Bank": ("KITE", "Kestrel")},
)
TWO = extraction(
    "two.txt",
    [Claim("Kite Bank", "acquired", "Plaid", confidence=Decimal("0.5")), Claim("Plaid", "competesWith", "Visa")],
    names={"Kite Bank": ("Kite Bank plc",)},
    figures=["Visa"],
    words=["Plaid"],
)
THREE = extraction("three.txt", [Claim("Kite Bank", "acquired", "Plaid", Status.DENIED), Claim(HOSTILE[0], "uses", HOSTILE[1])])
ALL = (ONE, TWO, THREE)


def described(*entities: Entity) -> Entity:
    """The one description that documents with one of the entities each lead to."""
    made = [Extraction(Document(str(number), "x", "", "text/plain"), (one,)) for number, one in enumerate(entities)]
    (found,) = assemble(made).entities
    return found


@pytest.mark.parametrize("order", list(itertools.permutations(ALL)), ids=["012", "021", "102", "120", "201", "210"])
def test_order_does_not_matter(order: tuple[Extraction, ...]) -> None:
    assert assemble(order) == assemble(ALL)


@pytest.mark.parametrize("gone", ALL, ids=lambda one: one.document.source)
def test_removed_document_leaves_no_trace(known: Ontology, gone: Extraction) -> None:
    rest = [one for one in ALL if one is not gone]
    left = to_trig(dataset_of(assemble(rest), known)).decode()
    names = {name for one in gone.entities for name in (one.id, *one.names)}
    names -= {name for one in rest for entity in one.entities for name in (entity.id, *entity.names)}
    traces = {gone.document.id, gone.document.source, *(one.id for one in gone.statements), *names}
    assert not [trace for trace in traces if trace in left]


def test_statements_of_one_key_and_status_are_one_fact() -> None:
    (asserted,) = (fact for fact in assemble(ALL).facts if fact.predicate == "acquired" and fact.status is Status.ASSERTED)
    assert sorted(one.evidence.document for one in asserted.statements) == sorted([ONE.document.id, TWO.document.id])


def test_statuses_stay_apart() -> None:
    acquired = [fact for fact in assemble(ALL).facts if fact.predicate == "acquired"]
    assert [fact.status for fact in acquired] == [Status.ASSERTED, Status.DENIED]


@pytest.mark.parametrize(
    ("quotes", "belief"),
    [(("One.",), "0.5"), (("One.", "Other."), "0.75"), (("One.", "One."), "0.5"), (("a", "b", "c"), "0.875")],
)
def test_belief_grows_with_each_other_sentence(quotes: tuple[str, ...], belief: str) -> None:
    (claim,) = extraction("x.txt", [Claim("Kite Bank", "uses", "Plaid", confidence=Decimal("0.5"))]).statements
    found = facts_from((claim.key, replace(claim, evidence=Evidence(str(at), 0, 9, quote))) for at, quote in enumerate(quotes))
    assert [fact.confidence for fact in found] == [Decimal(belief)]


def test_lexicon_s_description_wins() -> None:
    plain = Entity("organisation/x", Kind.ORGANISATION, "X", ("X",))
    linked = Entity("organisation/x", Kind.ORGANISATION, "X Group", ("X",), ("Bank",), "GB", "https://example.org/x")
    assert described(plain, linked) == described(linked, plain) == linked


def test_shortest_name_that_is_no_shouting_wins() -> None:
    names = ("KITE", "Kite Bank plc", "Kite Bank")
    found = described(*(Entity("organisation/x", Kind.ORGANISATION, name, (name,)) for name in names))
    assert (found.name, found.names) == ("Kite Bank", ("KITE", "Kite Bank", "Kite Bank plc"))


def test_sources_are_every_name_of_the_content() -> None:
    facts = assemble([ONE], sources={ONE.document.id: ["z.txt", "one.txt"]})
    assert facts.sources == ((ONE.document.id, ("one.txt", "z.txt")),)
    assert assemble([ONE]).sources == ((ONE.document.id, ("one.txt",)),)


def test_nothing_gives_nothing() -> None:
    assert assemble([]).entities == ()
